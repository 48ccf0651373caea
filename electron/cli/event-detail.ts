import type { z } from 'zod';
import type { CalendarEvent, CalendarRung, eventDate } from '../../shared/contract/calendar.ts';
import { showDay, showInstant } from './instants.ts';
import { countText, standingText } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Line, Text } from './text.ts';

/** As exactly as the vendor said it, never more. */
export function whenText({ effectiveAt, precision, isZoneAssumed }: CalendarEvent): Text {
  if (effectiveAt === null) return { text: 'no date', tone: 'quiet' };
  if (precision === 'month') return showDay(effectiveAt).slice(0, 7);
  return precision === 'instant' && !isZoneAssumed ? showInstant(effectiveAt).slice(0, 16) : showDay(effectiveAt);
}

/** An event with its ladder and every date it had. */
export function layoutEvent(event: CalendarEvent, dates: readonly z.infer<typeof eventDate>[], width: number): Line[] {
  const when = whenText(event);
  return [
    { text: event.title, tone: 'title' },
    standingText(event.standing),
    '',
    ...layoutFacts([
      ['Date', typeof when === 'string' ? when : when.text],
      ['Ends', event.endsAt === null ? null : showDay(event.endsAt)],
      ['Kind', event.kind.replaceAll('_', ' ')],
      ['Concerns', [event.vendorName, event.apiName, event.endpointWords].filter(Boolean).join(' ')],
      ['Exposure', event.exposure === 'used' ? `used, ${countText(event.calls30d)} calls in 30 days` : event.exposure],
      ['Owner', event.ownerName ?? 'nobody'],
      ['Effort', event.effortHighDays === null ? null : `${event.effortLowDays ?? event.effortHighDays} to ${event.effortHighDays} days`],
      ['Start by', startText(event)],
      ['Notice', event.noticeDays === null ? null : `${event.noticeDays} days before`],
      [
        'Acknowledged',
        event.acknowledgedAt === null ? 'not yet' : `${showDay(event.acknowledgedAt)} by ${event.acknowledgedBy ?? 'somebody'}`,
      ],
      ['Withdrawn', event.withdrawnAt === null ? null : showDay(event.withdrawnAt)],
      ['From', event.source],
      ['More', event.moreInfoUrl],
      ['Notes', event.notes],
      ['Id', event.id],
    ]),
    ...(dates.length > 1
      ? [
          '',
          { text: `Moved ${dates.length - 1} ${dates.length === 2 ? 'time' : 'times'}`, tone: 'title' as const },
          ...layoutTable(
            [{ title: 'Date' }, { title: 'Seen' }, { title: 'From', least: 12 }],
            dates.map((date) => [date.effectiveAt === null ? 'no date' : showDay(date.effectiveAt), showInstant(date.seenAt), date.source]),
            width,
          ),
        ]
      : []),
    ...(event.rungs.length === 0 ? [] : ['', { text: 'Ladder', tone: 'title' as const }, ...layoutRungs(event.rungs, width)]),
  ];
}

/** The rungs of an event, as a table. */
export function layoutRungs(rungs: readonly CalendarRung[], width: number): Line[] {
  return layoutTable(
    [{ title: 'Rung' }, { title: 'Due' }, { title: 'State' }, { title: 'Action', least: 20 }, { title: 'Done', wraps: true, least: 12 }],
    rungs.map((rung) => [
      rung.key,
      showDay(rung.dueAt),
      rung.state === 'open' ? { text: '▲ open', tone: 'soon' } : rung.state,
      rung.action,
      rung.doneAt === null ? '' : `${showDay(rung.doneAt)} ${rung.doneBy ?? ''}${rung.note === '' ? '' : `: ${rung.note}`}`.trim(),
    ]),
    width,
  );
}

export function startText({ startBy }: CalendarEvent): string | null {
  if (startBy === null) return null;
  return startBy.lateWords === null ? showDay(startBy.at) : `${showDay(startBy.at)}, ${startBy.lateWords}`;
}
