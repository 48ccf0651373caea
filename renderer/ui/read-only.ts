import { createContext, use } from 'react';
import { onlyReads } from './reading-words.ts';

/** Whether the workspace of this part of the window can be looked at and not be changed. */
export const ReadOnly = createContext(false);

/** Whether the open workspace can be looked at and not be changed. */
export function useReadOnly(): boolean {
  return use(ReadOnly);
}

/** Says of a deed, by its words, whether it has no place here: in a read-only workspace all that does more than to look. */
export function useWithheld(): (words: string, changes?: boolean) => boolean {
  const isReadOnly = useReadOnly();
  return (words, changes) => isReadOnly && (changes ?? !onlyReads(words));
}
