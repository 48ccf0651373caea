import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Kbd } from './kbd.tsx';
import { useWithheld } from './read-only.ts';
import { textOf } from './text-of.ts';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'default' | 'quiet' | 'danger';
  readonly small?: boolean;
  readonly icon?: ReactNode;
  /** The shortcut that does the same: "mod+Enter". */
  readonly keys?: string;
  readonly loading?: boolean;
  /** Said where the words do not: whether it changes the workspace. */
  readonly changes?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A verb that can be pressed. One primary button a screen; while it works it keeps its size and cannot be pressed again. In a
 * workspace that can only be looked at, those that change something are not there.
 */
export function Button({
  kind = 'default',
  small = false,
  icon,
  keys,
  loading = false,
  changes,
  disabled,
  className,
  children,
  type = 'button',
  onClick,
  onKeyDown,
  ...rest
}: ButtonProps): ReactElement | null {
  const isWithheld = useWithheld();
  // The words that are read, else those that are said of its icon.
  if (isWithheld(textOf(children) || (rest['aria-label'] ?? ''), changes)) return null;
  const classes = [styles.button, styles[kind], small ? styles.small : '', children === undefined ? styles.alone : '', className ?? ''];
  return (
    <button
      {...rest}
      type={type}
      className={classes.filter(Boolean).join(' ')}
      disabled={disabled === true && !loading}
      // Not disabled while it works: it would drop the focus.
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        // Enter that is held down presses a button once, not thirty times a second.
        if (event.key === 'Enter' && event.repeat) event.preventDefault();
      }}
    >
      {loading ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children}
      {keys === undefined ? null : <Kbd keys={keys} />}
    </button>
  );
}
