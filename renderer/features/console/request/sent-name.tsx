import type { ReactElement } from 'react';
import { pastedPairs, type Pair } from './pasted-pairs.ts';

interface Sent {
  readonly name: string;
  readonly isOff: boolean;
}

export interface SentNameProps {
  readonly row: Sent;
  /** "field 1", as long as it has no name. */
  readonly place: string;
  /** Whether a line `a=1&b=2` that is pasted is several. */
  readonly mayBeQuery?: boolean;
  readonly onChange: (change: Sent) => void;
  /** Several were pasted where this name stands. */
  readonly onPairs?: (pairs: readonly Pair[]) => void;
}

/** How a row begins: whether it is sent, and its name. */
export function SentName({ row, place, mayBeQuery = true, onChange, onPairs }: SentNameProps): ReactElement {
  const { name, isOff } = row;
  return (
    <>
      <input
        type="checkbox"
        aria-label={`Send ${name || place}`}
        checked={!isOff}
        onChange={(event) => onChange({ name, isOff: !event.target.checked })}
      />
      <input
        className="con-input con-mono"
        aria-label={`Name of ${place}`}
        placeholder="name"
        spellCheck={false}
        value={name}
        onChange={(event) => onChange({ isOff, name: event.target.value })}
        onPaste={(event) => {
          const pairs = onPairs && pastedPairs(event.clipboardData.getData('text'), mayBeQuery);
          if (!pairs) return;
          event.preventDefault();
          onPairs(pairs);
        }}
      />
    </>
  );
}
