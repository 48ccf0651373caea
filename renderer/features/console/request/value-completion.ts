import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api } from '../../../app/client.ts';
import { nameBegun, valueNames, type ValueName } from './value-names.ts';

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

/** Offers the names of values behind `{{`, with where each value comes from. Loaded with the first body. */
export function useValueCompletion(environment: Environment | null, own: Readonly<Record<string, string>>): Extension | undefined {
  const [extension, setExtension] = useState<Extension | undefined>(undefined);
  const enabled = environment !== null;
  const near = useQuery(api.console.variables.queryOptions({ input: { environmentId: environment?.id ?? '' }, enabled }));
  const wide = useQuery(api.requests.values.queryOptions({ input: { apiId: environment?.apiId ?? '' }, enabled }));
  const environmentName = environment?.name ?? '';
  const names = JSON.stringify(
    valueNames([
      ['this request', own],
      [environmentName, near.data ?? {}],
      ['the API', wide.data?.api ?? {}],
      ['the workspace', wide.data?.workspace ?? {}],
    ]),
  );
  useEffect(() => {
    let isLeft = false;
    const load = async (): Promise<void> => {
      const [{ autocompletion, completionKeymap }, { keymap }] = await Promise.all([
        import('@codemirror/autocomplete'),
        import('@codemirror/view'),
      ]);
      const options = (JSON.parse(names) as ValueName[]).map(({ name, words }) => ({
        label: name,
        // Values that somebody gave stand before those that are made.
        boost: name.startsWith('$') ? 0 : 20,
        detail: words.length > 60 ? `${words.slice(0, 60)}…` : words,
        apply: (view: EditorView, _chosen: unknown, from: number, to: number) => {
          const isClosed = view.state.sliceDoc(to, to + 2) === '}}';
          view.dispatch({
            changes: { from, to, insert: isClosed ? name : `${name}}}` },
            selection: { anchor: from + name.length + 2 },
            userEvent: 'input.complete',
          });
        },
      }));
      const completion = autocompletion({
        icons: false,
        override: [
          (context) => {
            const line = context.state.doc.lineAt(context.pos);
            const begun = nameBegun(line.text.slice(Math.max(0, context.pos - line.from - 120), context.pos - line.from));
            return begun === null ? null : { from: context.pos - begun.length, options, validFor: /^[$\w.-]*$/ };
          },
        ],
      });
      if (!isLeft) setExtension([completion, keymap.of(completionKeymap), completionLook]);
    };
    void load();
    return () => {
      isLeft = true;
    };
  }, [names]);
  return extension;
}
