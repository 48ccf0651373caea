import { readHttpDate } from './http-date.ts';

export interface Reset {
  readonly atMs: number;
  /** True when nothing but the size of the number told whether it is a moment or a time span. */
  readonly assumed: boolean;
}

/** How a header states its reset, when its documentation says so. */
export type ResetUnit = 'delta_seconds' | 'delta_milliseconds';

const longestSpanMs = 366 * 24 * 60 * 60 * 1000;
const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/**
 * Reads a reset value, in this order: 1e12 and over is epoch ms; 1e9 and over is epoch seconds; a date or a span such as
 * `6m0s` is read as such; else the vendor's documented unit; else seconds from `receivedAt` (epoch ms), marked as
 * assumed. Null when it is none of these or over a year away.
 */
export function readReset(raw: string, receivedAt: number, unit: ResetUnit | null = null): Reset | null {
  const text = raw.trim();
  if (/^\d{1,16}(\.\d{1,9})?$/.test(text)) return notTooFar(readNumber(Number(text), receivedAt, unit), receivedAt);
  const date = readHttpDate(text, receivedAt);
  if (date) return notTooFar({ atMs: date.date.ms, assumed: date.date.zone === 'assumed' }, receivedAt);
  const span = readSpan(text);
  return span === null ? null : fromNow(span, receivedAt, false);
}

/** Calls are held until then: a slip of a vendor must not hold them for years. */
const notTooFar = (reset: Reset | null, receivedAt: number): Reset | null =>
  reset !== null && reset.atMs - receivedAt > longestSpanMs ? null : reset;

function readNumber(value: number, receivedAt: number, unit: ResetUnit | null): Reset | null {
  // A moment after the year 5138 is none; it also keeps the result a date that JavaScript can hold.
  if (value >= 1e14) return null;
  if (value >= 1e12) return { atMs: Math.round(value), assumed: false };
  if (value >= 1e11) return null;
  if (value >= 1e9) return { atMs: Math.round(value * 1000), assumed: false };
  return fromNow(unit === 'delta_milliseconds' ? value : value * 1000, receivedAt, unit === null);
}

function fromNow(spanMs: number, receivedAt: number, assumed: boolean): Reset | null {
  const atMs = resetAfter(spanMs, receivedAt);
  return atMs === null ? null : { atMs, assumed };
}

/** The moment `spanMs` after `receivedAt`, or null when that is over a year away and so a misreading. */
export function resetAfter(spanMs: number, receivedAt: number): number | null {
  return spanMs > longestSpanMs ? null : receivedAt + Math.round(spanMs);
}

/** `6m0s`, `1s`, `17ms`, `1h2m3.5s` as ms; null for anything else. */
function readSpan(text: string): number | null {
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:d|h|ms|m|s)){1,5}$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(d|h|ms|m|s)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
}
