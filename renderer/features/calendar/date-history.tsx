import type { ReactElement } from 'react';
import { Fragment } from 'react';
import type { z } from 'zod';
import type { eventDate } from '../../../shared/contract/calendar.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { weekdayDate } from './calendar-dates.ts';

export type EventDate = z.infer<typeof eventDate>;

/** Which dates were said, by whom and when. They come newest first; the one that holds is shown last and in full ink, the others are struck through. */
export function DateHistory({ dates, now }: { readonly dates: readonly EventDate[]; readonly now: number }): ReactElement {
  const ordered = dates.toReversed().toSorted((one, other) => one.seenAt - other.seenAt);
  const moved = new Set(ordered.map((date) => date.effectiveAt)).size - 1;
  return (
    <Section title="Date history" right={moved === 0 ? 'never moved' : moved === 1 ? 'moved once' : `moved ${moved} times`}>
      <dl className="cal-history">
        {ordered.map((date, index) => (
          <Fragment key={`${date.seenAt}-${index}`}>
            <dt data-old={index < ordered.length - 1 || undefined}>
              {date.effectiveAt === null ? 'no date' : weekdayDate(date.effectiveAt, now)}
            </dt>
            <dd>
              {date.source},{' '}
              {date.exchangeId === null ? (
                <When at={date.seenAt} />
              ) : (
                <DoorLink door={{ place: 'console', kind: 'exchange', id: date.exchangeId }}>
                  first seen <When at={date.seenAt} />
                </DoorLink>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Section>
  );
}
