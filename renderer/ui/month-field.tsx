import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface MonthFieldProps extends FieldProps {
  /** "2026-10". */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A month, with the system's own calendar. */
export function MonthField({ value, onChange, ...rest }: MonthFieldProps): ReactElement {
  return <TextInput {...fieldProps(rest)} type="month" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
