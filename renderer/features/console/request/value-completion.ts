import type { CompletionSource } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { use, useEffect, useMemo, useState } from 'react';
import { nameBegun, type ValueName } from '../../../ui/value-names.ts';
import { ValueScope } from '../../../ui/value-scope.ts';

/** The list of names that an editor offers, in the app's own colours. */
export const completionLook = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '12px/20px var(--mono)', maxHeight: '220px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '1px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--text)' },
  '.cm-completionDetail': { font: '12px/20px var(--sans)', fontStyle: 'normal', color: 'var(--text-2)', marginLeft: '10px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--accent-text)' },
});

const longestShown = 60;
const cut = (words: string): string => (words.length > longestShown ? `${words.slice(0, longestShown)}…` : words);

/** Offers names behind `{{`, each with its value and where that comes from. */
function sourceOf(names: readonly ValueName[]): CompletionSource {
  const options = names.map(({ name, value, from }) => ({
    label: name,
    // Values that somebody gave stand before those that are made.
    boost: name.startsWith('$') ? 0 : 20,
    detail: cut(value === null ? from : `${from}: ${value}`),
    apply: (view: EditorView, _chosen: unknown, from: number, to: number) => {
      const isClosed = view.state.sliceDoc(to, to + 2) === '}}';
      view.dispatch({
        changes: { from, to, insert: isClosed ? name : `${name}}}` },
        selection: { anchor: from + name.length + 2 },
        userEvent: 'input.complete',
      });
    },
  }));
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const begun = nameBegun(line.text.slice(Math.max(0, context.pos - line.from - 120), context.pos - line.from));
    return begun === null ? null : { from: context.pos - begun.length, options, validFor: /^[$\w.-]*$/ };
  };
}

/** What an editor offers behind `{{`: the names of its `ValueScope`. The same names give the same. */
export function useValueSource(): CompletionSource {
  const names = JSON.stringify(use(ValueScope).names);
  return useMemo(() => sourceOf(JSON.parse(names) as ValueName[]), [names]);
}

/** An editor whose only completion are the names of values. Loaded with the first body. */
export function useValueCompletion(): Extension | undefined {
  const [extension, setExtension] = useState<Extension | undefined>(undefined);
  const source = useValueSource();
  useEffect(() => {
    let isLeft = false;
    const load = async (): Promise<void> => {
      const [{ autocompletion, completionKeymap }, { keymap }] = await Promise.all([
        import('@codemirror/autocomplete'),
        import('@codemirror/view'),
      ]);
      const completion = autocompletion({ icons: false, override: [source] });
      if (!isLeft) setExtension([completion, keymap.of(completionKeymap), completionLook]);
    };
    void load();
    return () => {
      isLeft = true;
    };
  }, [source]);
  return extension;
}
