import type { ReactElement } from 'react';
import type { Today } from '../../../shared/contract/today.ts';
import { lateDateFormat } from '../../../shared/domain/late-date-format.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { useNow } from '../../ui/use-now.ts';

const nearDay = lateDateFormat({ weekday: 'short', day: 'numeric', timeZone: 'UTC' });
const farDay = lateDateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "Mon 23", or "4 Jan" when it is further away than three weeks. */
function dayName(at: number, now: number): string {
  return (at - now < 21 * 86_400_000 ? nearDay : farDay).format(at);
}

/** The next dated things; large when nothing else needs a person, as they are then the page's subject. */
export function NextDates({ dates, isLarge = false }: { readonly dates: Today['nextDates']; readonly isLarge?: boolean }): ReactElement {
  const now = useNow();
  return (
    <div className={isLarge ? 'tod-dates tod-large' : 'tod-dates'}>
      <h2>Next dates</h2>
      {dates.length === 0 ? (
        <p className="tod-muted">
          No date is known yet. Answers with a Sunset or Deprecation header bring them by themselves;{' '}
          <DoorLink door={{ place: 'calendar' }}>others are added by hand</DoorLink>.
        </p>
      ) : (
        <ul>
          {dates.map((date) => (
            <li key={date.id}>
              <time className="tod-day" dateTime={new Date(date.at).toISOString()} title={new Date(date.at).toUTCString()}>
                {dayName(date.at, now)}
              </time>
              <span>
                <DoorLink door={date.door}>{date.title}</DoorLink> <span className="tod-faint">· {date.where}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
