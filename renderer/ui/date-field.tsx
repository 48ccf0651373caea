import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface DateFieldProps extends FieldProps {
  /** "2027-03-31", or empty for no day. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day as it is written, with the system's own calendar. */
export function DateField({ value, onChange, ...rest }: DateFieldProps): ReactElement {
  return <TextInput {...fieldProps(rest)} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
