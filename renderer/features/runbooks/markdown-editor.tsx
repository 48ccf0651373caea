import { markdown } from '@codemirror/lang-markdown';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type ReactElement } from 'react';
import { codeGround, codeWriting, howToLeave } from '../../ui/code-mirror.ts';
import { codeNotes, type CodeNote } from '../../ui/code-notes.ts';

export interface MarkdownEditorProps {
  readonly initial: string;
  readonly onChange: (text: string) => void;
  /** What is wrong, at its line. */
  readonly notes: readonly CodeNote[];
  /** Goes to a line when it changes; `turn` tells two wishes for the same line apart. */
  readonly goTo: { readonly line: number; readonly turn: number } | null;
}

const look = HighlightStyle.define([
  { tag: tags.heading, color: 'var(--text)', fontWeight: '650' },
  { tag: tags.strong, fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.monospace, tags.meta], color: 'var(--accent-text)' },
  { tag: tags.link, color: 'var(--accent-text)' },
]);

/** The document as text, with what is wrong on the lines it concerns. */
export function MarkdownEditor({ initial, onChange, notes, goTo }: MarkdownEditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(onChange);
  const first = useRef(initial);
  const marks = useRef(new Compartment());
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          codeGround('text'),
          codeWriting(),
          // Without underlined headings: the head's closing dashes would make one of it.
          markdown({ extensions: [{ remove: ['SetextHeading'] }] }),
          syntaxHighlighting(look),
          marks.current.of([]),
          EditorView.contentAttributes.of({ 'aria-label': 'Runbook', tabindex: '0', ...howToLeave }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    const view = editor.current;
    if (view !== null) view.dispatch({ effects: marks.current.reconfigure(codeNotes(view.state, notes)) });
  }, [notes]);
  useEffect(() => {
    const view = editor.current;
    if (view === null || goTo === null) return;
    const at = view.state.doc.line(Math.min(Math.max(1, goTo.line), view.state.doc.lines)).from;
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 24 }) });
    view.focus();
  }, [goTo]);
  return <div ref={host} className="rb-edit-host" />;
}
