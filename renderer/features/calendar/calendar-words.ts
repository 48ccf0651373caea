import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { formatCount } from '../../ui/format.ts';
import { clockTime, dayMs, dayOf, fullDate, longDate, monthDate, weekdayDate } from './calendar-dates.ts';

export const kindWords = {
  deprecation: 'deprecated',
  sunset: 'sunset, hard stop',
  version_end: 'version ends',
  credential_rotation: 'key rotation',
  credential_expiry: 'key expires, hard stop',
  contract_renewal: 'contract renewal',
  maintenance: 'maintenance',
  review: 'review',
  freeze: 'freeze',
  other: 'dated',
  auth_change: 'authentication change, hard stop',
  contract_change: 'contract change',
  certificate_expiry: 'certificate ends',
  domain_expiry: 'domain ends',
  price_change: 'price change',
  terms_change: 'terms change',
  limit_change: 'limit change',
} as const satisfies Record<CalendarEvent['kind'], string>;

/** Whether a person must still act on an event. */
export function needsSomebody(event: CalendarEvent): boolean {
  return event.standing.state === 'soon' || event.standing.state === 'broken';
}

/** "24 days left", "today", "2 days late"; for a month or no date, what is known. */
export function daysLeftWords(event: Pick<CalendarEvent, 'effectiveAt' | 'precision'>, now: number): string {
  if (event.effectiveAt === null) return 'no date yet';
  if (event.precision === 'month') return monthDate(event.effectiveAt);
  const days = Math.round((dayOf(event.effectiveAt) - dayOf(now)) / dayMs);
  if (days === 0) return 'today';
  if (days > 0) return days === 1 ? '1 day left' : `${formatCount(days)} days left`;
  return days === -1 ? '1 day ago' : `${formatCount(-days)} days ago`;
}

/** "Tue 15 Dec 2026 00:00 UTC": as exact as it is known, never more. With `now`, a near date goes without its year. */
export function dateWords(event: Pick<CalendarEvent, 'effectiveAt' | 'precision'>, now: number | null = null): string {
  if (event.effectiveAt === null) return 'Announced without a date';
  const day = now === null ? fullDate(event.effectiveAt) : weekdayDate(event.effectiveAt, now);
  const words = {
    instant: `${day} ${clockTime(event.effectiveAt)} UTC`,
    day,
    month: monthDate(event.effectiveAt),
    unknown: `about ${day}`,
  } as const satisfies Record<CalendarEvent['precision'], string>;
  return words[event.precision];
}

/** "used, 4,120 calls": what an event would hit. Only calls that this workspace recorded are known. */
export function exposureWords({ exposure, calls30d }: Pick<CalendarEvent, 'exposure' | 'calls30d'>): string {
  if (calls30d > 0) return `used, ${formatCount(calls30d)} ${calls30d === 1 ? 'call' : 'calls'}`;
  return exposure === 'used' ? 'used, no call seen' : exposure;
}

/** The page's finding: "12 dates to 31 January, 3 need you". */
export function pageTitle(events: readonly CalendarEvent[], now: number, until: number): string {
  if (events.length === 0) return 'No dates yet';
  const coming = events.filter((one) => one.effectiveAt !== null && one.effectiveAt >= dayOf(now) && one.effectiveAt < until);
  const dates = coming.length === 0 ? 'No date' : `${formatCount(coming.length)} ${coming.length === 1 ? 'date' : 'dates'}`;
  const need = events.filter(needsSomebody).length;
  const words = need === 0 ? 'none needs you' : `${formatCount(need)} ${need === 1 ? 'needs' : 'need'} you`;
  return `${dates} to ${longDate(until - dayMs)}, ${words}`;
}

/** What comes next, under the title: work that must begin comes before the date it is for. */
export function nextWords(events: readonly CalendarEvent[], now: number): string {
  const late = events.find((one) => one.startBy?.lateWords != null);
  if (late) return `Next: start ${late.title}, ${late.startBy?.lateWords ?? ''}`;
  const start = events
    .filter(
      (one) =>
        one.startBy !== null &&
        one.startBy.at >= dayOf(now) &&
        one.rungs.every(({ state, daysBefore }) => state !== 'done' || daysBefore > 60),
    )
    .toSorted((one, other) => (one.startBy?.at ?? 0) - (other.startBy?.at ?? 0))[0];
  const first = events
    .filter((one) => one.effectiveAt !== null && one.effectiveAt >= dayOf(now) && one.withdrawnAt === null)
    .toSorted((one, other) => (one.effectiveAt ?? 0) - (other.effectiveAt ?? 0))[0];
  if (start?.startBy && first?.effectiveAt != null && start.startBy.at <= first.effectiveAt)
    return `Next: start ${start.title} by ${weekdayDate(start.startBy.at, now)}${start.startBy.freezeDays > 0 ? ', because of the freeze' : ''}`;
  const next = events
    .filter((one) => one.effectiveAt !== null && one.effectiveAt >= dayOf(now))
    .toSorted((one, other) => (one.effectiveAt ?? 0) - (other.effectiveAt ?? 0))[0];
  if (!next) return 'Nothing is dated after today';
  const left = daysLeftWords(next, now);
  return `Next: ${next.title}, ${dateWords(next, now)}${left === 'today' ? ', which is today' : `, ${left}`}`;
}
