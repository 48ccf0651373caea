import type { HeaderList, Reading, RetryAfterEvidence, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';
import { readHttpDate } from './http-date.ts';

/** The longest wait we plan for; a vendor that asks for more is asked again after this. */
export const longestRetryAfterMs = 24 * 60 * 60 * 1000;

const amount = /^(\d{1,15}(?:\.\d{1,9})?)(?:\s*s(?:ec(?:onds?)?)?)?$/i;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3: seconds or an HTTP-date) and the millisecond headers `retry-after-ms`
 * and `x-ms-retry-after-ms`. The longest wait wins when there are several; it is capped at 24 h, and a moment in the
 * past is a wait of 0. `receivedAt` is epoch ms.
 */
export function readRetryAfter(headers: HeaderList, receivedAt: number): Reading<RetryAfterEvidence> {
  const readings = [
    ...headerValues(headers, 'retry-after').map((raw) => readStandard(raw, receivedAt)),
    ...['retry-after-ms', 'x-ms-retry-after-ms'].flatMap((header) =>
      headerValues(headers, header).map((raw) => readMillis(header, raw, receivedAt)),
    ),
  ];
  const bad = readings.filter((each): each is Unparsed => each.kind === 'unparsed');
  const good = readings.filter((each): each is RetryAfterEvidence => each.kind === 'retry_after');
  const longest = good.toSorted((a, b) => b.delayMs - a.delayMs)[0];
  return { found: longest ? [longest] : [], unparsed: bad };
}

function readStandard(raw: string, receivedAt: number): RetryAfterEvidence | Unparsed {
  const seconds = amount.exec(raw);
  if (seconds) return wait('retry-after', raw, 'seconds', Number(seconds[1]) * 1000, receivedAt);
  const date = readHttpDate(raw, receivedAt);
  if (date) return wait('retry-after', raw, 'date', date.date.ms - receivedAt, receivedAt);
  return unparsed('retry-after', raw, 'this is neither seconds nor a date');
}

function readMillis(header: string, raw: string, receivedAt: number): RetryAfterEvidence | Unparsed {
  if (!/^\d{1,15}(?:\.\d{1,9})?$/.test(raw)) return unparsed(header, raw, 'this is not a number of milliseconds');
  return wait(header, raw, 'milliseconds', Number(raw), receivedAt);
}

function wait(header: string, raw: string, form: RetryAfterEvidence['form'], askedMs: number, receivedAt: number): RetryAfterEvidence {
  const delayMs = Math.min(Math.max(Math.ceil(askedMs), 0), longestRetryAfterMs);
  const capped = askedMs > longestRetryAfterMs;
  return { kind: 'retry_after', header, raw, form, delayMs, atMs: receivedAt + delayMs, capped };
}
