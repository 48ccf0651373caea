import {
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
  bracketMatching,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, drawSelection, highlightSpecialChars } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { styleNonce } from '../app/style-nonce.ts';

export type CodeLanguage = 'json' | 'xml' | 'text';

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--text)' },
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--text-2)' },
  { tag: tags.comment, color: 'var(--text-3)' },
  { tag: tags.attributeValue, color: 'var(--accent-text)' },
  { tag: tags.string, color: 'var(--accent-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syn-num)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--text-3)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: '12px/18px var(--mono)', fontFeatureSettings: '"liga" 0, "calt" 0', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 20px 0 4px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: 'none', fontSize: '11px', paddingLeft: '8px' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 4px 0 0' },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', color: 'var(--text-3)' },
  '.cm-foldPlaceholder': { background: 'var(--sunken)', border: '1px solid var(--line)', color: 'var(--text-2)', padding: '0 5px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selected)' },
  '.cm-searchMatch': { backgroundColor: 'var(--soon-soft)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--soon)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-panels': { backgroundColor: 'var(--bg)', color: 'var(--text)', borderColor: 'var(--line)', font: '12px var(--sans)' },
  '.cm-panel.cm-search': { padding: '6px 10px' },
  '.cm-textfield': {
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    padding: '2px 6px',
    color: 'var(--text)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    color: 'var(--text)',
  },
  // Holds its words: what finds no room beside the code stands below it, in the same band.
  '.cm-violation': { display: 'flow-root', backgroundColor: 'var(--bad-soft)' },
  '.cm-violation-words': {
    float: 'right',
    font: '500 12px/18px var(--sans)',
    color: 'var(--bad)',
    whiteSpace: 'normal',
    maxWidth: '100%',
    marginLeft: '12px',
  },
  '.cm-violation-words + .cm-violation-words': { clear: 'right' },
});

/** What reading and writing code share: look, folding, search, the nonce that the page's policy asks of styles. */
export function codeGround(language: CodeLanguage): Extension[] {
  return [
    EditorView.cspNonce.of(styleNonce()),
    look,
    syntaxHighlighting(colours),
    lineNumbers(),
    foldGutter(),
    drawSelection(),
    highlightSpecialChars(),
    highlightSelectionMatches(),
    search({ top: true }),
    bracketMatching(),
    // Wrapped, so that what the contract says against a line is in sight however long the line is.
    EditorView.lineWrapping,
    language === 'json' ? json() : language === 'xml' ? xml() : [],
    keymap.of([...searchKeymap, ...foldKeymap]),
  ];
}

/** Said of a field of code to those who hear it: how the keyboard gets out again. */
export const howToLeave = { 'aria-description': 'Tab indents. To leave, press Esc and then Tab.' } as const;

/** What only writing needs: undo, indentation, and the way out. */
export function codeWriting(): Extension[] {
  return [history(), indentOnInput(), indentUnit.of('  '), keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]), leaveByEsc()];
}

/** Esc, after which Tab goes on instead of indenting until something is typed. Only the Esc after it closes a sheet around the field. */
function leaveByEsc(): Extension {
  const leaving = new WeakSet<EditorView>();
  const setLeaving = (view: EditorView, isLeaving: boolean): void => {
    if (leaving.has(view) === isLeaving) return;
    if (isLeaving) leaving.add(view);
    else leaving.delete(view);
    view.setTabFocusMode(isLeaving);
    // Says the attributes again, where it still stands: it can be on its way out of the page.
    setTimeout(() => view.dom.isConnected && view.dispatch({}));
  };
  return [
    EditorView.contentAttributes.of((view) => (leaving.has(view) ? null : { 'data-mantine-stop-propagation': 'true' })),
    EditorView.domEventHandlers({
      keydown: (event, view) => {
        if (event.key !== 'Tab' && event.key !== 'Shift') setLeaving(view, event.key === 'Escape');
        return false;
      },
      blur: (_event, view) => setLeaving(view, false),
    }),
  ];
}
