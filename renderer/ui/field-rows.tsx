import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './field-rows.module.css';
import { useFocusAdded } from './focus-added.ts';
import { ValueInput } from './value-input.tsx';

export interface FieldRowsProps<T> {
  readonly rows: readonly T[];
  readonly onChange: (rows: T[]) => void;
  /** One row's cells. */
  readonly renderCells: (row: T, change: (row: T) => void, at: number) => ReactNode;
  readonly make: () => T;
  /** "Add check". */
  readonly addWords: string;
  /** "Remove check". */
  readonly removeWords: string;
}

/** A short list of rows with small fields: add, change, remove. */
export function FieldRows<T>({ rows, onChange, renderCells, make, addWords, removeWords }: FieldRowsProps<T>): ReactElement {
  const { list, willAdd } = useFocusAdded<HTMLDivElement>(rows.length);
  const add = (): void => {
    willAdd();
    onChange([...rows, make()]);
  };
  return (
    <div className={styles.rows} ref={list}>
      {rows.map((row, at) => (
        <div key={at} className={styles.row}>
          <div className={styles.cells}>
            {renderCells(row, (next) => onChange(rows.map((one, place) => (place === at ? next : one))), at)}
          </div>
          <IconButton
            of={IconX}
            words={`${removeWords} ${at + 1}`}
            hint={removeWords}
            small
            onClick={() => onChange(rows.filter((_one, place) => place !== at))}
          />
        </div>
      ))}
      <div>
        <Button small icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={add}>
          {addWords}
        </Button>
      </div>
    </div>
  );
}

export interface CellPickProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly items: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** A choice in a row. */
export function CellPick<V extends string>({ label, value, items, onChange }: CellPickProps<V>): ReactElement {
  return (
    <select
      className={`${styles.cell} ${styles.pick}`}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(items.find((item) => item.value === event.currentTarget.value)?.value ?? value)}
    >
      {items.map((item) => (
        <option key={item.value} value={item.value}>
          {item.label}
        </option>
      ))}
    </select>
  );
}

export interface CellTextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly mono?: boolean;
  /** A name: narrower than what takes the rest of the row. */
  readonly isName?: boolean;
  /** A path: where there is no room for it beside the others, those go below. */
  readonly isLong?: boolean;
  readonly isWrong?: boolean;
  /** It may hold `{{names}}`, and offers those of its `ValueScope`. */
  readonly takesValues?: boolean;
}

/** A word in a row. */
export function CellText({
  label,
  value,
  onChange,
  placeholder,
  mono = false,
  isName = false,
  isLong = false,
  isWrong = false,
  takesValues = false,
}: CellTextProps): ReactElement {
  const props = {
    className: [styles.cell, mono ? styles.mono : '', isName ? styles.name : isLong ? styles.long : styles.grow].join(' '),
    'aria-label': label,
    'aria-invalid': isWrong || undefined,
    value,
    placeholder,
  };
  if (takesValues) return <ValueInput {...props} onChange={onChange} />;
  return <input {...props} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** A word between two fields. */
export const CellWord = ({ children }: { readonly children: ReactNode }): ReactElement => <span className={styles.fixed}>{children}</span>;
