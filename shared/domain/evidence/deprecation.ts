import type { DateForm, DeprecationEvidence, HeaderList, Reading, StatedDate, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';
import { readHttpDate } from './http-date.ts';

/** A structured-field Date of RFC 9651 section 3.3.7; parameters may follow and are not ours to read. */
const epochForm = /^@(-?\d{1,15})(?:\s*;.*)?$/s;
/** Beyond the year 5138 seconds were mistaken for something else, milliseconds as a rule. */
const latestEpochSeconds = 100_000_000_000;

/**
 * Reads `Deprecation` (RFC 9745): `@epoch`, and what vendors send in its place: `true`, an HTTP-date, an ISO date.
 * The header holds one value; when lines disagree the earliest date is found and the others are kept as unparsed.
 * `receivedAt` is epoch ms.
 */
export function readDeprecation(headers: HeaderList, receivedAt: number): Reading<DeprecationEvidence> {
  const readings = headerValues(headers, 'deprecation').map((raw) => readOne(raw, receivedAt));
  return keepEarliest('deprecation', readings);
}

function readOne(raw: string, receivedAt: number): DeprecationEvidence | Unparsed {
  if (raw.toLowerCase() === 'true') return { kind: 'deprecation', raw, date: null, inEffect: true, form: 'flag' };
  const stated = readStatedDate(raw, receivedAt);
  if (!stated) return unparsed('deprecation', raw, 'this is neither a date nor “true”');
  return { kind: 'deprecation', raw, date: stated.date, inEffect: stated.date.ms <= receivedAt, form: stated.form };
}

/** A date as `@epoch` seconds or in any form of `readHttpDate`, with or without quotes; null for anything else. */
export function readStatedDate(raw: string, nowMs: number): { readonly date: StatedDate; readonly form: 'epoch' | DateForm } | null {
  const epoch = epochForm.exec(raw);
  if (epoch) {
    const seconds = Number(epoch[1]);
    if (Math.abs(seconds) >= latestEpochSeconds) return null;
    return { date: { ms: seconds * 1000 + 0, precision: 'second', zone: 'stated' }, form: 'epoch' };
  }
  const bare = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
  const date = readHttpDate(bare, nowMs);
  return date && { date: date.date, form: date.form };
}

/** Of several lines of a header that holds one value: the earliest date, and the lines that say something else. */
export function keepEarliest<T extends { readonly raw: string; readonly date: StatedDate | null }>(
  source: string,
  readings: readonly (T | Unparsed)[],
): Reading<T> {
  const bad = readings.filter((each): each is Unparsed => 'reason' in each);
  const good = readings.filter((each): each is T => !('reason' in each));
  const [first, ...others] = good.toSorted((a, b) => (a.date?.ms ?? Infinity) - (b.date?.ms ?? Infinity));
  if (!first) return { found: [], unparsed: bad };
  const differing = others
    .filter((each) => each.raw !== first.raw)
    .map((each) => unparsed(source, each.raw, 'the header was sent more than once; the earliest date was taken'));
  return { found: [first], unparsed: [...bad, ...differing] };
}
