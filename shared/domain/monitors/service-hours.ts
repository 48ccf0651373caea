import { localDays, momentOf } from './zoned-time.ts';

/** Days of the week (1 = Monday) and minutes of the day in a zone. Null: always. */
export type ServiceHours = {
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly zone: string;
} | null;

export interface Interval {
  readonly startAt: number;
  readonly endAt: number;
}

/** The service hours within [fromAt, toAt), in order. */
export function serviceIntervals(hours: ServiceHours, fromAt: number, toAt: number): Interval[] {
  if (fromAt >= toAt) return [];
  if (hours === null) return [{ startAt: fromAt, endAt: toAt }];
  const intervals: Interval[] = [];
  for (const { year, month, day, weekday } of localDays(hours.zone, fromAt, toAt)) {
    if (!hours.days.includes(weekday)) continue;
    const startAt = Math.max(fromAt, momentOf(hours.zone, year, month, day, hours.fromMinute));
    const endAt = Math.min(toAt, momentOf(hours.zone, year, month, day, hours.toMinute));
    if (startAt < endAt) intervals.push({ startAt, endAt });
  }
  return intervals;
}

/** Whether the moment lies in the service hours. */
export const isInService = (hours: ServiceHours, at: number): boolean => serviceIntervals(hours, at, at + 1).length > 0;

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "Mon to Sat 08 to 20", "always". */
export function serviceWords(hours: ServiceHours): string {
  if (hours === null) return 'always';
  const days = [...new Set(hours.days)].toSorted((a, b) => a - b);
  const isRun = days.length > 2 && days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);
  const named = days.map((day) => dayNames[day - 1] ?? '');
  const dayWords = days.length === 7 ? 'every day' : isRun ? `${named[0]} to ${named.at(-1)}` : named.join(', ');
  return `${dayWords} ${clock(hours.fromMinute)} to ${clock(hours.toMinute)}`;
}

function clock(minute: number): string {
  const hour = String(Math.floor(minute / 60)).padStart(2, '0');
  return minute % 60 === 0 ? hour : `${hour}:${String(minute % 60).padStart(2, '0')}`;
}

/** Reads what `serviceWords` writes for a run of days: "Mon-Fri 08-18", "Mon to Sat 08 to 20", "always". Null: not understood. */
export function readServiceHours(text: string, zone: string): { readonly hours: ServiceHours } | null {
  const folded = text.trim().toLowerCase();
  if (folded === 'always' || folded === '24/7') return { hours: null };
  const match =
    /^(?:(every day)|([a-z]{3})(?:\s*(?:-|–|to)\s*([a-z]{3}))?)\s+(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?::(\d{2}))?$/.exec(
      folded,
    );
  if (!match) return null;
  const indexOf = (name: string | undefined): number => dayNames.findIndex((day) => day.toLowerCase() === name) + 1;
  const first = match[1] ? 1 : indexOf(match[2]);
  const last = match[1] ? 7 : match[3] ? indexOf(match[3]) : first;
  const fromMinute = Number(match[4]) * 60 + Number(match[5] ?? 0);
  const toMinute = Number(match[6]) * 60 + Number(match[7] ?? 0);
  if (first === 0 || last < first || fromMinute >= toMinute || toMinute > 1440) return null;
  const days = Array.from({ length: last - first + 1 }, (_each, index) => first + index);
  return { hours: { days, fromMinute, toMinute, zone } };
}
