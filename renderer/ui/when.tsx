import type { ReactElement } from 'react';
import { useNow } from './use-now.ts';
import { formatDay, formatInstant, formatMonth, formatRelative } from './format.ts';

export interface WhenProps {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly precision?: 'instant' | 'day' | 'month' | 'unknown';
}

/** A time as a person says it, with the absolute one and its zone on hover; it grows older by itself. */
export function When({ at, precision = 'instant' }: WhenProps): ReactElement {
  const now = useNow();
  const words = precision === 'month' ? formatMonth(at) : precision === 'instant' ? formatRelative(at, now) : formatDay(at, now);
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
      {words}
    </time>
  );
}
