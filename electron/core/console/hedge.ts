import { percentile } from '../../../shared/domain/monitors/percentile.ts';
import type { Reader } from '../db/sqlite.ts';

const samples = 100;
const usualMs = 1000;
const leastMs = 30;

/** After how long a call of this API counts as slow: the 95th percentile of its last answers, a second when there are too few. */
export function hedgeDelayMs(db: Reader, apiId: string): number {
  const rows = db.all<{ ms: number }>(
    `SELECT duration_ms AS ms FROM exchanges WHERE api_id = ? AND state = 'answered' AND duration_ms IS NOT NULL ORDER BY started_at DESC LIMIT ${samples}`,
    apiId,
  );
  return Math.max(
    leastMs,
    percentile(
      rows.map(({ ms }) => ms),
      'p95',
    ) ?? usualMs,
  );
}

export interface Raced<T> {
  readonly winner: T;
  /** The other call, cancelled; null when only one was made. */
  readonly loser: T | null;
}

/**
 * Starts a call and, when it is not over after `delayMs`, a second one. The first that is good counts and the other is
 * cancelled; when neither is, the one that ended last. `second` gives null when no further call may leave now.
 */
export async function hedged<T>(
  delayMs: number,
  first: (signal: AbortSignal) => Promise<T>,
  second: (signal: AbortSignal) => Promise<T> | null,
  isGood: (value: T) => boolean,
): Promise<Raced<T>> {
  const stops = [new AbortController(), new AbortController()] as const;
  const running = first(stops[0].signal);
  let timer: NodeJS.Timeout | undefined;
  const isSlow = await Promise.race([
    running.then(() => false),
    new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), delayMs);
    }),
  ]).finally(() => clearTimeout(timer));
  const other = isSlow ? second(stops[1].signal) : null;
  if (other === null) return { winner: await running, loser: null };
  const early = await Promise.race([running.then((value) => [0, value] as const), other.then((value) => [1, value] as const)]);
  const [place, value] = early;
  if (!isGood(value)) {
    const late = await (place === 0 ? other : running);
    return { winner: late, loser: value };
  }
  stops[place === 0 ? 1 : 0].abort();
  return { winner: value, loser: await (place === 0 ? other : running) };
}
