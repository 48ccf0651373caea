import { spanWords, type SpanState } from '../../../shared/domain/monitors/observation.ts';
import type { Span } from '../../../shared/contract/monitors.ts';
import type { Reader } from '../db/sqlite.ts';

interface SpanRow {
  readonly start_at: number;
  readonly end_at: number;
  readonly state: SpanState;
}

/** Every time within [fromAt, toAt) in which no observer looked, with why. What no span covers counts as: the app was closed. */
export function gapsBetween(db: Reader, fromAt: number, toAt: number): Span[] {
  const rows = db.all<SpanRow>(
    'SELECT start_at, end_at, state FROM observation_spans WHERE end_at > ? AND start_at < ? ORDER BY start_at',
    fromAt,
    toAt,
  );
  const gaps: Span[] = [];
  let seenUntil = fromAt;
  const close = (until: number): void => {
    // Two ticks of the same observer never lie farther apart than a tick; less than a minute is no gap.
    if (until - seenUntil <= 60_000) return;
    const because = rows.find(({ state, start_at, end_at }) => state !== 'observing' && start_at < until && end_at > seenUntil);
    const state = because?.state ?? 'app_closed';
    gaps.push({ startAt: seenUntil, endAt: until, state, words: spanWords(state) });
  };
  for (const row of rows) {
    if (row.state !== 'observing') continue;
    close(row.start_at);
    seenUntil = Math.max(seenUntil, row.end_at);
  }
  close(toAt);
  return gaps;
}

/** The spans in which somebody looked, for telling many moments apart at once. */
export function observedSpans(db: Reader, fromAt: number, toAt: number): { readonly startAt: number; readonly endAt: number }[] {
  return db
    .all<SpanRow>(
      "SELECT start_at, end_at, state FROM observation_spans WHERE state = 'observing' AND end_at > ? AND start_at < ? ORDER BY start_at",
      fromAt,
      toAt,
    )
    .map(({ start_at, end_at }) => ({ startAt: start_at, endAt: end_at }));
}
