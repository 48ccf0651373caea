import type { ReactElement } from 'react';
import { DateField } from './date-field.tsx';
import type { FieldProps } from './field.ts';

export interface DayFieldProps extends FieldProps {
  /** Midnight UTC of the day; null is no day. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A day as the instant it begins. */
export function DayField({ value, onChange, ...rest }: DayFieldProps): ReactElement {
  return (
    <DateField
      {...rest}
      value={value === null ? '' : new Date(value).toISOString().slice(0, 10)}
      onChange={(day) => {
        const at = Date.parse(`${day}T00:00:00Z`);
        onChange(Number.isNaN(at) ? null : at);
      }}
    />
  );
}
