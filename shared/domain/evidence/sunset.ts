import { keepEarliest, readStatedDate } from './deprecation.ts';
import type { DeprecationEvidence, HeaderList, Reading, SunsetEvidence, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';

/**
 * Reads `Sunset` (RFC 8594): an HTTP-date, leniently also with `UTC`, as ISO date or as `@epoch`. Pass what
 * `readDeprecation` found to have a sunset before the deprecation flagged (RFC 9745 section 4). `receivedAt` is epoch ms.
 */
export function readSunset(
  headers: HeaderList,
  receivedAt: number,
  deprecation: DeprecationEvidence | null = null,
): Reading<SunsetEvidence> {
  const readings = headerValues(headers, 'sunset').map((raw) => readOne(raw, receivedAt, deprecation));
  return keepEarliest('sunset', readings);
}

function readOne(raw: string, receivedAt: number, deprecation: DeprecationEvidence | null): SunsetEvidence | Unparsed {
  const stated = readStatedDate(raw, receivedAt);
  if (!stated) return unparsed('sunset', raw, 'this is not a date');
  const deprecatedFrom = deprecation?.date ?? null;
  return {
    kind: 'sunset',
    raw,
    date: stated.date,
    inEffect: stated.date.ms <= receivedAt,
    form: stated.form,
    contradiction: deprecatedFrom !== null && stated.date.ms < dayAware(deprecatedFrom, stated.date.precision),
  };
}

/** A sunset given as a day does not contradict a deprecation at some hour of that same day. */
function dayAware(date: { readonly ms: number }, precision: 'second' | 'day'): number {
  return precision === 'day' ? Math.floor(date.ms / 86_400_000) * 86_400_000 : date.ms;
}
