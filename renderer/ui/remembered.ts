import { useCallback, useState } from 'react';

/**
 * State that this computer remembers for the next time: widths, chosen columns. Only how things look; what is known about
 * the workspace stays in the workspace.
 */
export function useRemembered<T>(key: string, initial: T): readonly [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => readRemembered(key, initial));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, remember];
}

/** What was remembered under a name; the initial value when there is nothing or it is of another type. */
export function readRemembered<T>(key: string, initial: T): T {
  const text = localStorage.getItem(key);
  if (text === null) return initial;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === typeof initial && Array.isArray(value) === Array.isArray(initial) ? (value as T) : initial;
  } catch {
    // Written by something else: begin anew.
    return initial;
  }
}
