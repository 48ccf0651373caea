import { NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface NumberFieldProps extends FieldProps {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  /** Written after the number: " days". */
  readonly suffix?: string;
}

/** A whole number with its unit; empty is null. */
export function NumberField({ value, onChange, min, max, suffix, ...rest }: NumberFieldProps): ReactElement {
  return (
    <NumberInput
      {...fieldProps(rest)}
      value={value ?? ''}
      min={min}
      max={max}
      suffix={suffix}
      allowDecimal={false}
      thousandSeparator=","
      hideControls
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' ? null : Number(next))}
    />
  );
}
