import { lateDateFormat } from '../../../shared/domain/late-date-format.ts';

/**
 * Dates of the calendar are said in UTC, whatever the computer's zone: a vendor's "15 Dec" is a day, and it must not become
 * the 14th on a laptop further west.
 */
const zone = 'UTC';
const weekday = lateDateFormat({ weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
const weekdayYear = lateDateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: zone });
const month = lateDateFormat({ month: 'long', year: 'numeric', timeZone: zone });
const short = lateDateFormat({ day: 'numeric', month: 'short', timeZone: zone });
const clock = lateDateFormat({ hour: '2-digit', minute: '2-digit', timeZone: zone });
const long = lateDateFormat({ day: 'numeric', month: 'long', timeZone: zone });

export const dayMs = 86_400_000;

/** Midnight UTC of the day an instant lies in. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}

/** "Tue 15 Dec", with the year from half a year away on: nearer than that nobody takes one for another. */
export function weekdayDate(at: number, now: number): string {
  return Math.abs(at - now) < 180 * dayMs ? weekday.format(at) : fullDate(at);
}

/** "Tue 15 Dec 2026". */
export function fullDate(at: number): string {
  return weekdayYear.format(at);
}

/** "15 Dec". */
export function shortDate(at: number): string {
  return short.format(at);
}

/** "31 January". */
export function longDate(at: number): string {
  return long.format(at);
}

/** "December 2026". */
export function monthDate(at: number): string {
  return month.format(at);
}

/** "09:00". */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** "2026-12-15", as a date field has it. */
export function fieldDate(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 10);
}

/** Midnight UTC of what a date field holds, or null when it holds none. */
export function instantOfField(text: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
