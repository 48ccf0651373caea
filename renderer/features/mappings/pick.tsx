import { useState, type ReactElement } from 'react';

interface PickProps {
  /** For those who hear the page. */
  readonly label: string;
  readonly value: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly isWrong?: boolean;
}

/** A choice inside a sentence. */
export function Pick({ label, value, items, onChange, isWrong = false }: PickProps): ReactElement {
  const width = Math.max(...items.filter((item) => item.value === value).map((item) => item.label.length), 3);
  return (
    <select
      className={`map-pick ${isWrong ? 'wrong' : ''}`}
      aria-label={label}
      value={value}
      style={{ width: `${Math.min(24, width) + 3.6}ch` }}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {items.map((item) => (
        <option key={item.value} value={item.value}>
          {item.label}
        </option>
      ))}
    </select>
  );
}

interface WordProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly wide?: boolean;
  readonly placeholder?: string;
}

/** A word or an expression inside a sentence; kept on Enter and on leaving, put back with Esc. */
export function Word({ label, value, onCommit, wide = false, placeholder }: WordProps): ReactElement {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? value;
  const commit = (): void => {
    if (text !== null && text !== value) onCommit(text);
    setText(null);
  };
  return (
    <input
      className="map-word"
      aria-label={label}
      value={shown}
      placeholder={placeholder}
      spellCheck={false}
      style={{ width: wide ? '100%' : `${Math.max(3, Math.min(26, shown.length)) + 2.4}ch` }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape' && text !== null) {
          event.stopPropagation();
          setText(null);
        }
      }}
    />
  );
}
