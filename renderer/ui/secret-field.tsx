import { PasswordInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface SecretFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A masked field for something that goes to the keychain; nothing remembers or suggests what is typed. */
export function SecretField({ value, onChange, ...rest }: SecretFieldProps): ReactElement {
  return (
    <PasswordInput
      {...fieldProps(rest)}
      value={value}
      autoComplete="off"
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed', tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
