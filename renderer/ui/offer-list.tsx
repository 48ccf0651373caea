import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

export interface OfferListProps<T> {
  /** The field names it in `aria-controls`, and its options as `${id}-${place}`. */
  readonly id: string;
  readonly label: string;
  readonly className: string | undefined;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** The place of the one that Enter takes; -1 for none. */
  readonly chosen: number;
  readonly onTake: (item: T) => void;
  readonly hidden?: boolean;
  readonly children: (item: T) => ReactNode;
}

/** What a field offers while one types in it. The focus stays in the field; what is chosen stays in sight. */
export function OfferList<T>({ id, label, className, items, keyOf, chosen, onTake, hidden, children }: OfferListProps<T>): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label={label} className={className} hidden={hidden}>
      {items.map((item, at) => (
        <li
          key={keyOf(item)}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          // Before the field loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
        >
          {children(item)}
        </li>
      ))}
    </ul>
  );
}
