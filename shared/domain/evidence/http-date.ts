import type { DateForm, StatedDate } from './evidence.ts';

export interface DateReading {
  readonly date: StatedDate;
  readonly form: DateForm;
  /** True when the text is exactly an HTTP-date of RFC 9110 section 5.6.7; false when we had to be lenient. */
  readonly strict: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const dayName = '(?:(sun|mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur)(?:day)?)';
const monthName = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)';
const clock = '(\\d{1,2}):(\\d{2}):(\\d{2})';
const zone = '(gmt|utc|ut|z|(?:gmt|utc)?[+-]\\d{2}:?\\d{2})';

const imfForm = new RegExp(`^(?:${dayName},? +)?(\\d{1,2})[ -]${monthName}[ -](\\d{4}) +${clock} +${zone}$`, 'i');
const rfc850Form = new RegExp(`^(?:${dayName},? +)?(\\d{1,2})[ -]${monthName}[ -](\\d{2}) +${clock} +${zone}$`, 'i');
const asctimeForm = new RegExp(`^${dayName} ${monthName} +(\\d{1,2}) ${clock} (\\d{4})$`, 'i');
const jsForm = new RegExp(`^${dayName} ${monthName} (\\d{2}) (\\d{4}) ${clock} ${zone}(?: \\([^()]{0,80}\\))?$`, 'i');
const isoForm = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(z|utc|gmt|[+-]\d{2}:?\d{2})?)?$/i;

const strictImf = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const strictRfc850 = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const strictAsctime = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Longest text that can be a date; anything longer is not looked at. */
const longestDate = 130;

/**
 * Reads a date as HTTP answers state it: the three forms of RFC 9110 section 5.6.7, and, marked as not strict, the same
 * with `UTC` or an offset, ISO 8601 dates and times, and the words of JavaScript's `Date.toString`. Null for anything
 * else. `nowMs` (epoch ms) settles the century of two-digit years. A time without a zone is taken as UTC and marked so.
 */
export function readHttpDate(text: string, nowMs: number): DateReading | null {
  const value = text.trim();
  if (value.length > longestDate) return null;
  return readImf(value) ?? readRfc850(value, nowMs) ?? readAsctime(value) ?? readIso(value) ?? readJs(value);
}

function readImf(value: string): DateReading | null {
  const match = imfForm.exec(value);
  if (!match) return null;
  const [, weekday, day, month, year, hour, minute, second, stated] = match;
  const local = utcMs(Number(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second));
  return reading(local, stated, 'imf_fixdate', strictImf.test(value) && isWeekday(local, weekday));
}

function readRfc850(value: string, nowMs: number): DateReading | null {
  const match = rfc850Form.exec(value);
  if (!match) return null;
  const [, weekday, day, month, shortYear, hour, minute, second, stated] = match;
  const inYear = (year: number): number | null => utcMs(year, monthOf(month), Number(day), Number(hour), Number(minute), Number(second));
  const local = nearestCentury(Number(shortYear), nowMs, inYear);
  return reading(local, stated, 'rfc850', strictRfc850.test(value) && isWeekday(local, weekday));
}

function readAsctime(value: string): DateReading | null {
  const match = asctimeForm.exec(value);
  if (!match) return null;
  const [, weekday, month, day, hour, minute, second, year] = match;
  const local = utcMs(Number(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second));
  // asctime has no zone on the wire because RFC 9110 defines it as UTC.
  return reading(local, 'GMT', 'asctime', strictAsctime.test(value) && isWeekday(local, weekday));
}

function readIso(value: string): DateReading | null {
  const match = isoForm.exec(value);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, stated] = match;
  const local = utcMs(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  if (local === null) return null;
  if (hour === undefined) return { date: { ms: local, precision: 'day', zone: 'assumed' }, form: 'iso', strict: false };
  const millis = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return reading(local + millis, stated, 'iso', false);
}

function readJs(value: string): DateReading | null {
  const match = jsForm.exec(value);
  if (!match) return null;
  const [, , month, day, year, hour, minute, second, stated] = match;
  const local = utcMs(Number(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second));
  return reading(local, stated, 'js_date', false);
}

function reading(local: number | null, stated: string | undefined, form: DateForm, strict: boolean): DateReading | null {
  const offset = stated === undefined ? 0 : offsetMs(stated);
  if (local === null || offset === null) return null;
  return {
    date: { ms: local - offset, precision: 'second', zone: stated === undefined ? 'assumed' : 'stated' },
    form,
    strict,
  };
}

/** Ms since the epoch of a moment in UTC, or null when the calendar has no such moment. Second 60 is a leap second. */
function utcMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(0);
  // Not Date.UTC: it reads years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return null;
  return date.setUTCHours(hour, minute, second, 0);
}

/**
 * RFC 9110 section 5.6.7: a two-digit year that appears to be more than 50 years ahead is the most recent past year
 * with these digits. So: the latest year with these digits whose moment is not more than 50 years ahead.
 */
function nearestCentury(shortYear: number, nowMs: number, inYear: (year: number) => number | null): number | null {
  const now = new Date(nowMs);
  if (Number.isNaN(now.getTime())) return null;
  const horizon = new Date(nowMs).setUTCFullYear(now.getUTCFullYear() + 50);
  const century = now.getUTCFullYear() - (now.getUTCFullYear() % 100);
  for (const base of [century + 100, century, century - 100]) {
    const ms = inYear(base + shortYear);
    if (ms !== null && ms <= horizon) return ms;
  }
  return null;
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function isWeekday(ms: number | null, name: string | undefined): boolean {
  if (ms === null || name === undefined) return false;
  return days[new Date(ms).getUTCDay()] === name.slice(0, 3).toLowerCase();
}

function offsetMs(stated: string): number | null {
  const match = /([+-])(\d{2}):?(\d{2})$/.exec(stated);
  if (!match) return 0;
  const hours = Number(match[2]);
  const minutes = Number(match[3]);
  if (hours > 23 || minutes > 59) return null;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
