import { offsetAt } from './zoned-time.ts';
import { lateDateFormat } from '../late-date-format.ts';

/** "08:12" in the zone. */
export function clockWords(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(11, 16);
}

const day = lateDateFormat({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "Thu 26 Nov" in the zone. */
export const dayWords = (zone: string, at: number): string => day.format(at + offsetAt(zone, at));

/** "Thu 26 Nov 14:00" in the zone. */
export const momentWords = (zone: string, at: number): string => `${dayWords(zone, at)} ${clockWords(zone, at)}`;

/** "08:12" on the same day, else "Thu 26 Nov 08:12". */
export function sinceWords(zone: string, at: number, now: number): string {
  const dayOf = (moment: number): number => Math.floor((moment + offsetAt(zone, moment)) / 86_400_000);
  return dayOf(at) === dayOf(now) ? clockWords(zone, at) : momentWords(zone, at);
}
