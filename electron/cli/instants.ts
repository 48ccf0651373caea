import { Fault } from '../../shared/contract/errors.ts';
import { grouped } from '../../shared/domain/grouped.ts';

const minuteMs = 60_000;
const unitMs: Readonly<Record<string, number>> = { m: minuteMs, h: 60 * minuteMs, d: 24 * 60 * minuteMs, w: 7 * 24 * 60 * minuteMs };
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const isoInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a point in time: relative to now (`-2d`, `-3h`, `+30d`, `-15m`, `-1w`), an ISO 8601 day (`2026-12-31`, midnight
 * UTC) or an ISO 8601 date with time (local when it names no zone). Milliseconds since 1970 UTC.
 */
export function readInstant(text: string, now: number): number {
  const relative = /^([+-])(\d{1,6})([mhdw])$/.exec(text.trim());
  if (relative) {
    const [, sign, amount, unit] = relative;
    return now + (sign === '-' ? -1 : 1) * Number(amount) * (unitMs[unit ?? ''] ?? 0);
  }
  const at = isoDay.test(text) ? readDay(text) : isoInstant.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new Fault('bad_input', {
      happened: `“${text}” is not a date.`,
      remedy: 'Write it like 2026-12-31, 2026-12-31T18:00Z, -2d (two days ago) or +30d.',
    });
  }
  return at;
}

/** Days that no month has (31 February) are refused; `Date.parse` rolls some of them over. */
function readDay(text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? at : Number.NaN;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-12-15 14:05:09" in the zone of this computer. */
export function showInstant(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** "2026-12-15", the day in UTC: what vendors announce by the day is meant so. */
export const showDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Name of this computer's zone, for headings: "UTC", "CET", "GMT+2". */
export function zoneName(at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'local';
}

/** "in 3 weeks", "2 d ago", "now": how far away a time is, in its largest unit that counts at least two. */
export function distanceWords(at: number, now: number): string {
  const ms = Math.abs(at - now);
  if (ms < minuteMs) return 'now';
  const [amount, unit] =
    ms >= 2 * (unitMs['d'] ?? 0)
      ? [ms / (unitMs['d'] ?? 1), 'days']
      : ms >= 2 * (unitMs['h'] ?? 0)
        ? [ms / (unitMs['h'] ?? 1), 'h']
        : [ms / minuteMs, 'min'];
  const words = `${grouped(Math.floor(amount))} ${unit}`;
  return at > now ? `in ${words}` : `${words} ago`;
}
