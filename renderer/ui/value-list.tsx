import { useEffect, useRef, type ReactElement } from 'react';
import { BesideField } from './beside-field.tsx';
import type { ValueName } from './value-names.ts';
import styles from './value-input.module.css';

export interface ValueListProps {
  readonly id: string;
  readonly field: HTMLInputElement;
  readonly letter: number;
  readonly names: readonly ValueName[];
  readonly chosen: number;
  readonly onTake: (name: ValueName) => void;
}

/** The names that a field offers, each with its value and where that is from. */
export function ValueList({ id, field, letter, names, chosen, onTake }: ValueListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <BesideField field={field} letter={letter}>
      <ul ref={list} id={id} role="listbox" aria-label="Values" className={styles.list}>
        {names.map((one, at) => (
          <li
            key={one.name}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              onTake(one);
            }}
          >
            <code>{one.name}</code>
            <Value of={one} />
            <span className={styles.from}>{one.from}</span>
          </li>
        ))}
      </ul>
    </BesideField>
  );
}

/** What a name stands for, in its own letters; nothing where only a send or a run makes it. */
export const Value = ({ of: { value } }: { readonly of: ValueName }): ReactElement | null =>
  value === null ? null : <span className={styles.value}>{value === '' ? 'empty' : value}</span>;
