import type { ReactElement } from 'react';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import type { ComparedField, Tolerance } from '../../../shared/domain/ledger/ledger-spec.ts';

/** The value of “no column”. */
export const noColumn = '';

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly items: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly isDisabled?: boolean;
}

/** One of several in little room: the system's own list. */
export function Choice<V extends string>({ label, value, items, onChange, isDisabled = false }: ChoiceProps<V>): ReactElement {
  return (
    <select aria-label={label} value={value} disabled={isDisabled} onChange={(event) => onChange(event.currentTarget.value as V)}>
      {items.map((item) => (
        <option key={item.value} value={item.value}>
          {item.label}
        </option>
      ))}
    </select>
  );
}

/** The first values of a column, as they are written. */
export function Sample({ file, column }: { readonly file: PeekedFile; readonly column: string }): ReactElement | null {
  const values = file.rows
    .map((row) => row[column] ?? '')
    .filter((value) => value !== '')
    .slice(0, 2);
  return values.length === 0 ? null : (
    <span className="led-sample" title={values.join(', ')}>
      {values.join(', ')}
    </span>
  );
}

const kinds: Readonly<Record<ComparedField['type'], readonly Tolerance['kind'][]>> = {
  text: ['exact', 'shown'],
  number: ['exact', 'percent', 'shown'],
  money: ['exact', 'minor', 'percent'],
  time: ['exact', 'minutes', 'shown'],
};

const kindWords: Readonly<Record<Tolerance['kind'], string>> = {
  exact: 'the same',
  minor: '± minor units',
  percent: '± percent',
  minutes: '± minutes',
  shown: 'not compared',
};

const first: Readonly<Record<Tolerance['kind'], Tolerance>> = {
  exact: { kind: 'exact' },
  minor: { kind: 'minor', amount: 1 },
  percent: { kind: 'percent', percent: 1 },
  minutes: { kind: 'minutes', minutes: 5 },
  shown: { kind: 'shown' },
};

export interface ToleranceInputProps {
  readonly label: string;
  readonly type: ComparedField['type'];
  readonly value: Tolerance;
  readonly onChange: (value: Tolerance) => void;
}

/** How far two values may lie apart; the unit is always written out. */
export function ToleranceInput({ label, type, value, onChange }: ToleranceInputProps): ReactElement {
  const amount =
    value.kind === 'minor' ? value.amount : value.kind === 'percent' ? value.percent : value.kind === 'minutes' ? value.minutes : null;
  const setAmount = (next: number): void => {
    if (!(next >= 0)) return;
    if (value.kind === 'minor') onChange({ kind: 'minor', amount: Math.round(next) });
    else if (value.kind === 'percent') onChange({ kind: 'percent', percent: Math.min(100, next) });
    else if (value.kind === 'minutes') onChange({ kind: 'minutes', minutes: next });
  };
  return (
    <span style={{ display: 'flex', gap: 4 }}>
      {amount === null ? null : (
        <input
          type="number"
          min={0}
          step={value.kind === 'percent' ? 0.1 : 1}
          style={{ width: 52 }}
          aria-label={`${label}: how far`}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.valueAsNumber)}
        />
      )}
      <Choice
        label={`${label}: agrees when`}
        value={value.kind}
        items={kinds[type].map((kind) => ({ value: kind, label: kindWords[kind] }))}
        onChange={(kind) => onChange(first[kind])}
      />
    </span>
  );
}

interface ColumnsProps {
  readonly label: string;
  readonly file: PeekedFile;
  readonly value: string;
  readonly canBeNone?: boolean;
  readonly onChange: (column: string) => void;
}

/** One of a file's columns; also one that the file no longer has, while it is chosen. */
export function Columns({ label, file, value, canBeNone = false, onChange }: ColumnsProps): ReactElement {
  const columns = file.columns.includes(value) || value === '' ? file.columns : [value, ...file.columns];
  const items = [
    ...(canBeNone ? [{ value: noColumn, label: 'none' }] : []),
    ...columns.map((column) => ({ value: column, label: column })),
  ];
  return <Choice label={label} value={value} items={items} onChange={onChange} />;
}
