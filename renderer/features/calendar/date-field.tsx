import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from '../../ui/field.ts';
import { fieldDate, instantOfField } from './calendar-dates.ts';

export interface DateFieldProps extends FieldProps {
  /** Midnight UTC of the day, or null for none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A day, typed or chosen; empty is null. */
export function DateField({ value, onChange, ...rest }: DateFieldProps): ReactElement {
  return (
    <TextInput
      {...fieldProps(rest)}
      type="date"
      defaultValue={fieldDate(value)}
      onChange={(event) => onChange(instantOfField(event.currentTarget.value))}
    />
  );
}
