import type { ReactElement } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { dayOf, instantOfField } from './calendar-dates.ts';

export interface DayAsideProps {
  /** "2026-12-15". */
  readonly day: string;
  readonly events: readonly CalendarEvent[];
}

/** One day: what happens on it, and which rungs are due on it. */
export function DayAside({ day, events }: DayAsideProps): ReactElement {
  const at = instantOfField(day) ?? 0;
  const here = events.filter((event) => event.effectiveAt !== null && dayOf(event.effectiveAt) === at);
  const rungs = events.flatMap((event) =>
    event.rungs.filter((rung) => rung.day === day && rung.daysBefore !== 0).map((rung) => ({ event, rung })),
  );
  const freezes = events.filter(
    ({ kind, effectiveAt, endsAt }) =>
      kind === 'freeze' && effectiveAt !== null && endsAt !== null && dayOf(effectiveAt) <= at && at <= dayOf(endsAt),
  );
  return (
    <>
      {freezes.length > 0 && (
        <div className="cal-head">
          <p>In {freezes.map(({ title }) => title).join(', ')}: no releases.</p>
        </div>
      )}
      <Section title={here.length === 0 ? 'Nothing happens on this day' : 'On this day'}>
        <ul className="cal-day-list">
          {here.map((event) => (
            <li key={event.id}>
              <Mark state={event.standing.state} />
              <span>
                <DoorLink door={{ place: 'calendar', kind: 'event', id: event.id }}>{event.title}</DoorLink>
                <span className="faint"> · {event.standing.words}</span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {rungs.length > 0 && (
        <Section title="Due on this day">
          <ul className="cal-day-list">
            {rungs.map(({ event, rung }) => (
              <li key={`${event.id}${rung.key}`}>
                <Mark state={rung.state === 'open' ? 'soon' : rung.state === 'done' ? 'holds' : 'no data'} />
                <span>
                  {rung.action}: <DoorLink door={{ place: 'calendar', kind: 'event', id: event.id }}>{event.title}</DoorLink>
                  <span className="faint"> · {rung.when}</span>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
