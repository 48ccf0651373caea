import type { KeyboardEvent, ReactElement } from 'react';
import { formatCount } from './format.ts';
import styles from './tabs.module.css';

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number;
  /** "bad" draws the count as something broken. */
  readonly tone?: 'bad';
}

export interface TabsProps<V extends string> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly items: readonly TabItem<V>[];
  /** What the tabs choose, for those who hear the page: "Views". */
  readonly label?: string;
}

/** Views of the same place; arrows move between them. */
export function Tabs<V extends string>({ value, onChange, items, label = 'Views' }: TabsProps<V>): ReactElement {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = items.findIndex((item) => item.value === value);
    const next = items[(at + step + items.length) % items.length];
    if (next === undefined) return;
    onChange(next.value);
    const buttons = event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="tab"]');
    buttons[items.indexOf(next)]?.focus();
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="tab"
          aria-selected={item.value === value}
          tabIndex={item.value === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(item.value)}
        >
          {item.label}
          {item.count === undefined ? null : (
            <span className={item.tone === 'bad' && item.count > 0 ? styles.bad : styles.count}>{formatCount(item.count)}</span>
          )}
        </button>
      ))}
    </div>
  );
}
