import { durationWords } from './duration-words.ts';

/** What brackets an outage. Between the last good and the first bad check nobody knows. */
export interface IncidentMoments {
  readonly previousGoodAt: number | null;
  readonly firstBadAt: number;
  readonly lastBadAt: number;
  /** Null: not seen good again. */
  readonly nextGoodAt: number | null;
}

export interface Bounds {
  readonly shortestMs: number;
  /** Null: it goes on, or nothing good was ever seen before it. */
  readonly longestMs: number | null;
}

/** Interval-censored: it lasted at least from the first to the last bad check, at most from the good one before to the good one after. */
export function incidentBounds({ previousGoodAt, firstBadAt, lastBadAt, nextGoodAt }: IncidentMoments): Bounds {
  const shortestMs = Math.max(0, lastBadAt - firstBadAt);
  if (nextGoodAt === null) return { shortestMs, longestMs: null };
  const from = Math.min(previousGoodAt ?? firstBadAt, firstBadAt);
  return { shortestMs, longestMs: Math.max(nextGoodAt, lastBadAt) - from };
}

/** A time nobody looked in, as people read it: "computer asleep 18:40–21:05". */
export interface Gap {
  readonly startAt: number;
  readonly endAt: number;
  readonly words: string;
}

/** "42 min to 3 h 10 (computer asleep 18:40–21:05)", "42 min so far", "5 min". */
export function incidentDurationWords(moments: IncidentMoments, gaps: readonly Gap[], clock: (at: number) => string): string {
  const { shortestMs, longestMs } = incidentBounds(moments);
  if (longestMs === null) return moments.nextGoodAt === null ? `${durationWords(shortestMs)} so far` : durationWords(shortestMs);
  const [shortest, longest] = [durationWords(shortestMs), durationWords(longestMs)];
  const from = moments.previousGoodAt ?? moments.firstBadAt;
  const to = moments.nextGoodAt ?? moments.lastBadAt;
  const longestGap = gaps
    .filter((gap) => gap.startAt < to && gap.endAt > from)
    .toSorted((a, b) => b.endAt - b.startAt - (a.endAt - a.startAt))[0];
  const gapWords = longestGap ? ` (${longestGap.words} ${clock(longestGap.startAt)}–${clock(longestGap.endAt)})` : '';
  return `${shortest === longest ? shortest : `${shortest} to ${longest}`}${gapWords}`;
}
