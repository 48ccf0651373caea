import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from '../../ui/field.ts';

export interface DayFieldProps extends FieldProps {
  /** Midnight UTC of the day; null is no day. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A day, with the system's own calendar. */
export function DayField({ value, onChange, ...rest }: DayFieldProps): ReactElement {
  return (
    <TextInput
      {...fieldProps(rest)}
      type="date"
      value={value === null ? '' : new Date(value).toISOString().slice(0, 10)}
      onChange={(event) => {
        const at = Date.parse(`${event.currentTarget.value}T00:00:00Z`);
        onChange(Number.isNaN(at) ? null : at);
      }}
    />
  );
}

export interface MonthFieldProps extends FieldProps {
  /** "2026-10". */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A month, with the system's own calendar. */
export function MonthField({ value, onChange, ...rest }: MonthFieldProps): ReactElement {
  return <TextInput {...fieldProps(rest)} type="month" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
