import type { ReactElement } from 'react';
import { type Day, type StripUnit, dayState, dayWords, stripWords } from './day-words.ts';

const dayMs = 86_400_000;

export interface DayStripProps {
  readonly days: readonly Day[];
  readonly now: number;
  readonly unit?: StripUnit;
}

/** Thirty days, oldest first: full where calls were answered, red where they failed, hatched where nobody called. */
export function DayStrip({ days, now, unit = 'call' }: DayStripProps): ReactElement {
  return (
    <span className="tod-strip" role="img" aria-label={stripWords(days)}>
      {days.map((day, index) => (
        <i key={index} data-day={dayState(day)} title={dayWords(day, now - (days.length - 1 - index) * dayMs, unit)} />
      ))}
    </span>
  );
}
