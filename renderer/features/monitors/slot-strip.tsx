import type { ReactElement } from 'react';
import type { DayOfSlots } from '../../../shared/contract/promise-verdict.ts';
import { formatWeekday } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { dayState, dayTitle, stripWords } from './monitor-words.ts';

const dayMs = 86_400_000;

/** A bar for every day, the oldest first: full where it was seen, red where it failed, hatched where nobody was looking. */
export function SlotStrip({ days }: { readonly days: readonly (DayOfSlots | null)[] }): ReactElement {
  const now = useNow();
  return (
    <span className="mon-strip" role="img" aria-label={stripWords(days)}>
      {days.map((day, index) => (
        <i
          key={index}
          data-day={dayState(day)}
          title={dayTitle(day, formatWeekday(day ? day.at + dayMs / 2 : now - (days.length - 1 - index) * dayMs))}
        />
      ))}
    </span>
  );
}
