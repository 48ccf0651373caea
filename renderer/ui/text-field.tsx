import { TextInput } from '@mantine/core';
import type { ReactElement, Ref } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextField({ value, onChange, mono = false, ref, ...rest }: TextFieldProps): ReactElement {
  return (
    <TextInput
      {...fieldProps(rest)}
      ref={ref}
      value={value}
      spellCheck={false}
      autoComplete="off"
      styles={mono ? { input: { fontFamily: 'var(--mono)', fontSize: 12 } } : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
