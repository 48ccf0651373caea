import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useApp } from './app-state.ts';
import { api } from './client.ts';
import { globalActions } from './global-actions.ts';
import { onlyReads } from '../ui/reading-words.ts';
import { go } from './navigate.ts';
import { actionItems, type PaletteItem } from './palette-items.ts';
import { usePalette } from './palette.ts';
import { places } from './places.ts';
import { useLookOnly } from './use-workspace.ts';

const mostHits = 12;

/** What the palette offers for what was typed: actions of this page, what was found, places, actions of everywhere. Only what was found may lag behind. */
export function usePaletteItems(typed: string): { readonly items: readonly PaletteItem[]; readonly isSearching: boolean } {
  const hasWorkspace = useApp((state) => state.folder !== null);
  const isReadOnly = useLookOnly();
  const ofPage = Object.values(usePalette((state) => state.actions)).flat();
  const now = typed.trim();
  const text = useDeferredValue(now);
  const { data: hits, isFetching } = useQuery(
    api.search.find.queryOptions({
      input: { text, limit: mostHits },
      enabled: hasWorkspace && text !== '',
      placeholderData: (before) => (text === '' ? [] : before),
      gcTime: 10_000,
    }),
  );
  const found = (text === '' ? [] : (hits ?? [])).map((hit) => ({
    key: `hit:${hit.entity}:${hit.id}`,
    group: 'Found',
    words: hit.title,
    detail: hit.detail,
    hit,
    run: () => go(hit.door),
  }));
  const goTo = hasWorkspace ? places.map(({ place, words, letter }) => ({ words, keys: `g ${letter}`, run: () => go({ place }) })) : [];
  const items = [
    ...actionItems('This page', isReadOnly ? ofPage.filter(({ words }) => onlyReads(words)) : ofPage, now),
    ...found,
    ...actionItems('Do', globalActions(hasWorkspace, isReadOnly), now),
    ...actionItems('Go to', goTo, now),
  ];
  return { items, isSearching: isFetching || text !== now };
}
