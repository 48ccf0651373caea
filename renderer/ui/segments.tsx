import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import styles from './segments.module.css';

export interface SegmentsProps<V extends string> {
  /** What is chosen here: "Theme". */
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly items: readonly { readonly value: V; readonly label: ReactNode; readonly icon?: ReactNode }[];
  /** Takes the whole width, each the same part of it: in a form. */
  readonly isWide?: boolean;
}

/** One of a few, all in sight; arrows choose. */
export function Segments<V extends string>({ label, value, onChange, items, isWide = false }: SegmentsProps<V>): ReactElement {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = items.findIndex((item) => item.value === value);
    const to = (at + step + items.length) % items.length;
    const next = items[to];
    if (next === undefined) return;
    onChange(next.value);
    event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="radio"]')[to]?.focus();
  };
  return (
    <div className={styles.segments} data-wide={isWide || undefined} role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="radio"
          aria-checked={item.value === value}
          tabIndex={item.value === value ? 0 : -1}
          className={styles.segment}
          onClick={() => onChange(item.value)}
        >
          {item.icon}
          {item.label}
        </button>
      ))}
    </div>
  );
}
