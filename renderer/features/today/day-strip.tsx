import type { ReactElement } from 'react';
import { type Day, dayState, dayWords, stripWords } from './day-words.ts';

const dayMs = 86_400_000;

/** Thirty days, oldest first: full where calls were answered, red where they failed, hatched where nobody called. */
export function DayStrip({ days, now }: { readonly days: readonly Day[]; readonly now: number }): ReactElement {
  return (
    <span className="tod-strip" role="img" aria-label={stripWords(days)}>
      {days.map((day, index) => (
        <i key={index} data-day={dayState(day)} title={dayWords(day, now - (days.length - 1 - index) * dayMs)} />
      ))}
    </span>
  );
}
