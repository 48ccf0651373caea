import type { ReactElement } from 'react';
import { BesideField } from './beside-field.tsx';
import { OfferList } from './offer-list.tsx';
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
  return (
    <BesideField field={field} letter={letter}>
      <OfferList id={id} label="Values" className={styles.list} items={names} keyOf={({ name }) => name} chosen={chosen} onTake={onTake}>
        {(one) => (
          <>
            <code>{one.name}</code>
            <Value of={one} />
            <span className={styles.from}>{one.from}</span>
          </>
        )}
      </OfferList>
    </BesideField>
  );
}

/** What a name stands for, in its own letters; nothing where only a send or a run makes it. */
export const Value = ({ of: { value } }: { readonly of: ValueName }): ReactElement | null =>
  value === null ? null : <span className={styles.value}>{value === '' ? 'empty' : value}</span>;
