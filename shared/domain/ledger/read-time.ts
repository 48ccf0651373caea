import type { TimeFormat } from './ledger-spec.ts';

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
const named = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const minuteMs = 60_000;

/**
 * A time as epoch milliseconds, read as the column says and never guessed row by row. `offsetMinutes` (east of UTC) counts where the text names
 * no zone. Undefined for what is no time, the 31st of February included.
 */
export function readTime(value: unknown, format: TimeFormat, offsetMinutes: number): number | undefined {
  if (format === 'epoch seconds' || format === 'epoch milliseconds') {
    const number =
      typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : NaN;
    const at = format === 'epoch seconds' ? Math.round(number * 1000) : number;
    return Number.isSafeInteger(at) ? at : undefined;
  }
  if (format === 'iso' && typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (format === 'iso') {
    const usual = readUsual(value);
    if (usual !== null) return usual;
    const part = iso.exec(value.trim());
    if (!part) return undefined;
    const [, year, month, day, hour, minute, second, fraction, zone] = part;
    const at = instant(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
    if (at === undefined) return undefined;
    const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
    return at + ms - (zone === undefined ? offsetMinutes : zoneMinutes(zone)) * minuteMs;
  }
  const part = named.exec(value.trim());
  if (!part) return undefined;
  const [, first, second, year, hour, minute, seconds] = part;
  const [day, month] = format === 'day.month.year' ? [first, second] : [second, first];
  const at = instant(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(seconds ?? 0));
  return at === undefined ? undefined : at - offsetMinutes * minuteMs;
}

function zoneMinutes(zone: string): number {
  if (/^(?:z|utc)$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 24 || minute > 59 || second > 60) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `2026-11-20T13:14:02Z` and `2026-11-20T13:14:02.123Z`, what most files write: the regular expression takes four times as long. */
function readUsual(text: string): number | null {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 0x5a) return null;
  let isUsual = text.charCodeAt(4) === 0x2d && text.charCodeAt(7) === 0x2d && text.charCodeAt(10) === 0x54;
  isUsual &&= text.charCodeAt(13) === 0x3a && text.charCodeAt(16) === 0x3a && (length === 20 || text.charCodeAt(19) === 0x2e);
  if (!isUsual) return null;
  let isNumber = true;
  const number = (from: number, to: number): number => {
    let value = 0;
    for (let index = from; index < to; index += 1) {
      const digit = text.charCodeAt(index) - 0x30;
      if (digit < 0 || digit > 9) isNumber = false;
      value = value * 10 + digit;
    }
    return value;
  };
  const at = instant(number(0, 4), number(5, 7), number(8, 10), number(11, 13), number(14, 16), number(17, 19));
  const ms = length === 24 ? number(20, 23) : 0;
  return isNumber && at !== undefined ? at + ms : null;
}
