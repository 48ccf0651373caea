import type { ReactNode } from 'react';
import styles from './field.module.css';

/** What every field has: a label above, a reason under it, and what is wrong with it in words. */
export interface FieldProps {
  readonly label: string;
  /** Why it is asked, or what it may hold; stands under the field. */
  readonly reason?: ReactNode;
  /** What is wrong with it, in one sentence. */
  readonly error?: string | null;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
}

/** The part of a field that all of the kit's inputs share. */
export function fieldProps(props: FieldProps) {
  return {
    label: props.label,
    description: props.reason,
    error: props.error ?? undefined,
    withAsterisk: false,
    required: props.required,
    disabled: props.disabled,
    placeholder: props.placeholder,
    onBlur: props.onBlur,
    'data-autofocus': props.autoFocus === true ? true : undefined,
    autoFocus: props.autoFocus,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
    classNames: {
      root: styles.root,
      label: styles.label,
      wrapper: styles.wrapper,
      input: styles.input,
      error: styles.error,
      description: styles.reason,
    },
  };
}
