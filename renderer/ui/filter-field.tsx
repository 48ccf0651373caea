import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, type ReactElement } from 'react';
import { useShortcut } from '../app/shortcuts.ts';
import { enterRows } from './enter-detail.ts';
import styles from './filter-field.module.css';
import { Kbd } from './kbd.tsx';

export interface FilterFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
}

/** Filters as you type; `/` goes there, Enter or an arrow goes on to what it found, Esc empties it and then leaves it. */
export function FilterField({ value, onChange, placeholder }: FilterFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  useShortcut('/', placeholder, () => {
    field.current?.focus();
    field.current?.select();
  });
  return (
    <label className={styles.filter}>
      <IconSearch size={16} stroke={1.6} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        aria-label={placeholder}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            if (enterRows(event.currentTarget)) event.preventDefault();
            return;
          }
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (value !== '') return onChange('');
          // Out of the field, and onto the page: there every key means something again.
          const page = event.currentTarget.closest<HTMLElement>('[role="dialog"], main');
          if (page === null) event.currentTarget.blur();
          else page.focus({ preventScroll: true });
        }}
      />
      {value === '' ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" className={styles.clear} aria-label="Clear the filter" onClick={() => onChange('')}>
          <IconX size={14} stroke={1.6} aria-hidden="true" />
        </button>
      )}
    </label>
  );
}
