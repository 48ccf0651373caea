import type { SearchHit } from '../../shared/contract/search.ts';
import type { PaletteAction } from './palette.ts';

/** One line of the palette. */
export interface PaletteItem {
  readonly key: string;
  readonly group: string;
  readonly words: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly hit?: SearchHit;
  readonly run: () => void;
}

/** Whether every word that was typed begins or stands in the text, in any order. */
export function fits(text: string, typed: string): boolean {
  const haystack = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** The actions that fit what was typed, as lines of a group. */
export function actionItems(group: string, actions: readonly PaletteAction[], typed: string): readonly PaletteItem[] {
  return actions
    .filter((action) => fits(action.words, typed))
    .map((action) => ({ key: `${group}:${action.words}`, group, words: action.words, keys: action.keys, run: action.run }));
}
