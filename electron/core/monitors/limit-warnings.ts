import { grouped } from '../../../shared/domain/grouped.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import type { Reader } from '../db/sqlite.ts';

const mostShare = 0.01;

/** A check may not use up what the business needs: every known limit of which it takes more than 1 %, in words. */
export function limitWarnings(db: Reader, { api_id, interval_s }: { readonly api_id: string; readonly interval_s: number }): string[] {
  const limits = db.all<{ policy: string; most: number; window: number }>(
    `SELECT policy, limit_value AS most, window_seconds AS window FROM limits WHERE api_id = ? AND unit = 'requests' AND limit_value > 0 AND window_seconds > 0
     UNION SELECT policy, limit_value, window_seconds FROM declared_limits WHERE api_id = ? AND unit = 'requests' AND limit_value > 0 AND window_seconds > 0`,
    api_id,
    api_id,
  );
  return limits.flatMap(({ policy, most, window }) => {
    // In a window shorter than the interval there is at most one check.
    const checks = Math.max(1, window / interval_s);
    if (window < interval_s && most >= 20) return [];
    const share = checks / most;
    if (share <= mostShare) return [];
    return [
      `Uses ${(share * 100).toFixed(1)} % of the limit “${policy}” (${grouped(most)} in ${durationWords(window * 1000)}); more than 1 % is much for a check.`,
    ];
  });
}
