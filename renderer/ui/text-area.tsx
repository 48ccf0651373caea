import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Lines shown before it grows with its text. */
  readonly rows?: number;
}

/** Several lines of text; grows with what is written. */
export function TextArea({ value, onChange, rows = 3, ...rest }: TextAreaProps): ReactElement {
  return (
    <Textarea
      {...fieldProps(rest)}
      value={value}
      minRows={rows}
      maxRows={14}
      autosize
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
