import { useEffect, useRef, type RefObject } from 'react';

export interface FocusAdded<E extends HTMLElement> {
  /** For the list whose children are the rows. */
  readonly list: RefObject<E | null>;
  /** Called right before a row is added. */
  readonly willAdd: () => void;
}

/** Whoever adds a row to a list of fields writes into it next: the first field of the last row takes the focus. */
export function useFocusAdded<E extends HTMLElement>(count: number): FocusAdded<E> {
  const list = useRef<E>(null);
  const isNew = useRef(false);
  useEffect(() => {
    const row = list.current?.children[count - 1];
    if (isNew.current) row?.querySelector<HTMLElement>(':is(input:not([type="checkbox"]), select)')?.focus();
    isNew.current = false;
  }, [count]);
  return { list, willAdd: () => void (isNew.current = true) };
}
