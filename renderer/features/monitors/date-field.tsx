import { TextInput } from '@mantine/core';
import { fieldProps } from '../../ui/field.ts';
import type { FieldProps } from '../../ui/field.ts';

interface DateFieldProps extends FieldProps {
  /** "2027-03-31", or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day, with the system's own calendar; empty is no day. */
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  return <TextInput {...fieldProps(rest)} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
