import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { dayMs, dayOf } from './calendar-dates.ts';

export interface MonthDay {
  /** Midnight UTC. */
  readonly at: number;
  readonly isInMonth: boolean;
  readonly events: readonly CalendarEvent[];
  /** Titles of freezes that the day lies in. */
  readonly freezes: readonly string[];
}

/** Midnight UTC of the first of the month of an instant. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** The first of another month, so many months on. */
export function addMonths(month: number, by: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
}

/** The same day of another month, or its last one. */
export function sameDayIn(month: number, at: number): number {
  const last = new Date(addMonths(month, 1) - dayMs).getUTCDate();
  return month + (Math.min(new Date(at).getUTCDate(), last) - 1) * dayMs;
}

/** The weeks of a month from Monday to Sunday, whole ones, with what lies on each day. */
export function monthWeeks(month: number, events: readonly CalendarEvent[]): readonly (readonly MonthDay[])[] {
  const byDay = new Map<number, CalendarEvent[]>();
  for (const event of events) {
    if (event.effectiveAt === null || event.precision === 'month') continue;
    const day = dayOf(event.effectiveAt);
    byDay.set(day, [...(byDay.get(day) ?? []), event]);
  }
  const freezes = events.filter(
    ({ kind, effectiveAt, endsAt, withdrawnAt }) => kind === 'freeze' && effectiveAt !== null && endsAt !== null && withdrawnAt === null,
  );
  const first = month - ((new Date(month).getUTCDay() + 6) % 7) * dayMs;
  const end = addMonths(month, 1);
  const weeks: MonthDay[][] = [];
  for (let at = first; at < end; at += 7 * dayMs) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const day = at + index * dayMs;
        return {
          at: day,
          isInMonth: day >= month && day < end,
          events: byDay.get(day) ?? [],
          freezes: freezes.flatMap(({ title, effectiveAt, endsAt }) =>
            dayOf(effectiveAt ?? 0) <= day && day <= dayOf(endsAt ?? 0) ? [title] : [],
          ),
        };
      }),
    );
  }
  return weeks;
}
