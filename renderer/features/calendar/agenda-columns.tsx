import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { Chip } from '../../ui/chip.tsx';
import { Mark } from '../../ui/mark.tsx';
import { monthDate, shortDate, weekdayDate } from './calendar-dates.ts';
import { exposureWords, needsSomebody } from './calendar-words.ts';

function dateCell(event: CalendarEvent, now: number): ReactNode {
  if (event.effectiveAt === null) {
    return (
      <span className="cal-unknown">
        <Mark state="no data" /> no date yet
      </span>
    );
  }
  return event.precision === 'month' ? monthDate(event.effectiveAt) : weekdayDate(event.effectiveAt, now);
}

function acknowledgedCell(event: CalendarEvent): ReactNode {
  if (event.acknowledgedAt !== null) {
    return (
      <span className="cal-acknowledged" title={event.acknowledgedBy ? `by ${event.acknowledgedBy}` : undefined}>
        <IconCheck size={14} stroke={1.6} aria-hidden="true" />
        <span className="visually-hidden">yes, </span>
        {shortDate(event.acknowledgedAt)}
      </span>
    );
  }
  return needsSomebody(event) ? <Chip state={event.standing.state}>not yet</Chip> : <span className="faint">not needed</span>;
}

function startCell({ startBy, effectiveAt }: CalendarEvent, now: number): ReactNode {
  if (startBy === null || (effectiveAt ?? 0) < now) return <span className="faint">–</span>;
  if (startBy.lateWords !== null)
    return (
      <span className="cal-late">
        <Mark state="soon" /> {startBy.lateWords}
      </span>
    );
  return <span className="num">{weekdayDate(startBy.at, now)}</span>;
}

/** The agenda's columns. `now` decides which dates carry their year. */
export function agendaColumns(now: number) {
  return [
    {
      key: 'date',
      header: 'Date',
      width: 112,
      cell: (event: CalendarEvent) => <span className="num">{dateCell(event, now)}</span>,
      value: (event: CalendarEvent) => event.effectiveAt ?? Number.MAX_SAFE_INTEGER,
    },
    {
      key: 'event',
      header: 'Event',
      width: 184,
      cell: (event: CalendarEvent) => <span className="strong">{event.title}</span>,
      value: (event: CalendarEvent) => event.title,
    },
    {
      key: 'vendor',
      header: 'Vendor',
      width: 110,
      cell: (event: CalendarEvent) => event.vendorName ?? <span className="faint">ours</span>,
      value: (event: CalendarEvent) => event.vendorName,
      initiallyHidden: true,
    },
    {
      key: 'exposure',
      givesWay: true,
      header: 'Exposure in 30 days',
      width: 138,
      cell: (event: CalendarEvent) => (
        <span className={event.calls30d > 0 ? 'num' : 'faint'}>
          {exposureWords(event) === 'unknown' ? (
            <>
              <Mark state="no data" /> unknown
            </>
          ) : (
            exposureWords(event)
          )}
        </span>
      ),
      value: (event: CalendarEvent) => event.calls30d,
    },
    {
      key: 'start',
      header: 'Start by',
      width: 100,
      cell: (event: CalendarEvent) => startCell(event, now),
      value: (event: CalendarEvent) => event.startBy?.at ?? null,
    },
    {
      key: 'owner',
      isMinor: true,
      header: 'Owner',
      width: 64,
      cell: (event: CalendarEvent) => event.ownerName ?? <span className="faint">none</span>,
      value: (event: CalendarEvent) => event.ownerName,
    },
    {
      key: 'source',
      header: 'From',
      width: 90,
      cell: (event: CalendarEvent) => event.source,
      value: (event: CalendarEvent) => event.source,
      initiallyHidden: true,
    },
    {
      key: 'acknowledged',
      givesWay: true,
      header: 'Acknowledged',
      width: 112,
      cell: acknowledgedCell,
      value: (event: CalendarEvent) => event.acknowledgedAt,
    },
  ];
}
