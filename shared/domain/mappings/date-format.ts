/** What a text says about a moment; the offset only when the text has one. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Milliseconds since the day's beginning, on the wall clock. */
  readonly dayMs: number;
  readonly offsetMs: number | null;
  readonly hasTime: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Piece = 'year' | 'year2' | 'month' | 'monthName' | 'day' | 'hour' | 'hour12' | 'half' | 'minute' | 'second' | 'fraction' | 'offset';

const tokens: readonly (readonly [string, Piece, string])[] = [
  ['yyyy', 'year', '(\\d{4})'],
  ['yy', 'year2', '(\\d{2})'],
  ['MMM', 'monthName', '([A-Za-z]{3})'],
  ['MM', 'month', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['dd', 'day', '(\\d{2})'],
  ['d', 'day', '(\\d{1,2})'],
  ['HH', 'hour', '(\\d{2})'],
  ['H', 'hour', '(\\d{1,2})'],
  ['hh', 'hour12', '(\\d{2})'],
  ['h', 'hour12', '(\\d{1,2})'],
  ['mm', 'minute', '(\\d{2})'],
  ['ss', 'second', '(\\d{2})'],
  ['SSS', 'fraction', '(\\d{1,9})'],
  ['XXX', 'offset', '(Z|[+-]\\d{2}:?\\d{2})'],
  ['a', 'half', '([AaPp][Mm])'],
];

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

export type ReadDate = (text: string) => DateParts | null;

/** Reads texts of one form; null for a text of another form, or a day that does not exist. Throws for a format nobody can read. */
export function compileDateFormat(format: string): ReadDate {
  if (format === 'iso') return readIso;
  if (format === 'epoch_s') return (text) => (/^-?\d{1,12}(?:\.\d{1,9})?$/.test(text) ? fromEpoch(Math.round(Number(text) * 1000)) : null);
  if (format === 'epoch_ms') return (text) => (/^-?\d{1,15}$/.test(text) ? fromEpoch(Number(text)) : null);
  const pieces: Piece[] = [];
  let source = '';
  for (let at = 0; at < format.length;) {
    if (format[at] === "'") {
      const end = format.indexOf("'", at + 1);
      if (end < 0) throw new RangeError('A quoted part of the date format has no end.');
      source += escaped(format.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    const token = tokens.find(([name]) => format.startsWith(name, at));
    if (token) {
      source += token[2];
      pieces.push(token[1]);
      at += token[0].length;
    } else {
      const letter = format[at] ?? '';
      if (/[A-Za-z]/.test(letter) && letter !== 'T') throw new RangeError(`“${letter}” means nothing in a date format.`);
      source += letter === ' ' ? '\\s+' : escaped(letter);
      at += 1;
    }
  }
  const has = (...names: Piece[]): boolean => names.some((name) => pieces.includes(name));
  if (!has('year', 'year2') || !has('month', 'monthName') || !has('day'))
    throw new RangeError('A date format needs a year, a month and a day.');
  if (has('hour12') !== has('half')) throw new RangeError('Hours to twelve (hh) need “a”, for am or pm.');
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const match = pattern.exec(text);
    return match ? partsOf(pieces, match) : null;
  };
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function partsOf(pieces: readonly Piece[], match: RegExpExecArray): DateParts | null {
  const found: Partial<Record<Piece, string>> = {};
  pieces.forEach((piece, index) => (found[piece] = match[index + 1]));
  const year = found.year === undefined ? 2000 + Number(found.year2) : Number(found.year);
  const month = found.monthName === undefined ? Number(found.month) : months.indexOf(found.monthName.toLowerCase()) + 1;
  let hour = Number(found.hour ?? 0);
  if (found.hour12 !== undefined) {
    const shown = Number(found.hour12);
    if (shown < 1 || shown > 12) return null;
    hour = (shown % 12) + (found.half?.toLowerCase() === 'pm' ? 12 : 0);
  }
  return checked(
    year,
    month,
    Number(found.day),
    hour,
    found.minute,
    found.second,
    found.fraction,
    found.offset,
    /[hH]/.test(pieces.join('')) && (found.hour ?? found.hour12) !== undefined,
  );
}

function readIso(text: string): DateParts | null {
  const match = iso.exec(text);
  if (!match) return null;
  return checked(
    Number(match[1]),
    Number(match[2]),
    Number(match[3]),
    Number(match[4] ?? 0),
    match[5],
    match[6],
    match[7],
    match[8],
    match[4] !== undefined,
  );
}

function checked(
  year: number,
  month: number,
  day: number,
  hour: number,
  minuteText: string | undefined,
  secondText: string | undefined,
  fraction: string | undefined,
  offset: string | undefined,
  hasTime: boolean,
): DateParts | null {
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const offsetMs = offset === undefined ? null : offsetOf(offset);
  if (Number.isNaN(offsetMs)) return null;
  return { year, month, day, dayMs: ((hour * 60 + minute) * 60 + second) * 1000 + ms, offsetMs, hasTime };
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number): number =>
  month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 29 : (lengths[month - 1] ?? 0);

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || 0);
  if (hours > 18 || minutes > 59) return Number.NaN;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const dayLength = 86_400_000;

function fromEpoch(ms: number): DateParts | null {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return null;
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  if (year < 1 || year > 9999) return null;
  const dayMs = ((ms % dayLength) + dayLength) % dayLength;
  return { year, month: at.getUTCMonth() + 1, day: at.getUTCDate(), dayMs, offsetMs: 0, hasTime: true };
}

/** The wall clock as if it were UTC, in milliseconds. */
export function wallMs({ year, month, day, dayMs }: DateParts): number {
  if (year >= 100) return Date.UTC(year, month - 1, day) + dayMs;
  const at = new Date(Date.UTC(2000, month - 1, day));
  at.setUTCFullYear(year);
  return at.getTime() + dayMs;
}
