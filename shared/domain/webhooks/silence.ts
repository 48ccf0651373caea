/** A time in which deliveries could come in. */
export interface ListeningSpan {
  readonly startAt: number;
  readonly endAt: number;
}

/** How long the receiver was open since `fromAt`; what overlaps counts once. */
export function listenedMs(spans: readonly ListeningSpan[], fromAt: number, now: number): number {
  let reached = fromAt;
  let sum = 0;
  for (const { startAt, endAt } of spans.toSorted((a, b) => a.startAt - b.startAt)) {
    const begin = Math.max(startAt, reached);
    const end = Math.min(endAt, now);
    if (end <= begin) continue;
    sum += end - begin;
    reached = end;
  }
  return sum;
}

/**
 * How long nothing came while somebody listened, when that is longer than agreed; null otherwise. While the receiver is closed nobody
 * knows whether the vendor was silent.
 */
export function silenceMs(spans: readonly ListeningSpan[], lastAt: number, expectedByMs: number, now: number): number | null {
  const listened = listenedMs(spans, lastAt, now);
  return listened > expectedByMs ? listened : null;
}
