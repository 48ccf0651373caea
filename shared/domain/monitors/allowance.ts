import { slotState, type SlotGrid } from './slot-grid.ts';

/** At the pace of the last hours, when the allowance is used up. */
export type Exhaustion =
  | { readonly kind: 'gone' }
  | { readonly kind: 'gone_at'; readonly at: number }
  | { readonly kind: 'lasts' }
  /** Too little was seen to say. */
  | { readonly kind: 'unknown' };

const leastBad = 3;
const leastCoverage = 0.6;

/**
 * Carries the pace of the slots of the last `paceMs` forward over the service hours ahead. One failed check of few is not
 * a pace: it takes three bad slots, and 60 % of them seen.
 */
export function exhaustionOf({ at, state }: SlotGrid, allowance: number, now: number, paceMs: number): Exhaustion {
  let bad = 0;
  let recentGood = 0;
  let recentBad = 0;
  let recentNoData = 0;
  for (let index = 0; index < at.length; index += 1) {
    const code = state[index];
    const start = at[index] ?? 0;
    if (code === slotState.bad) bad += 1;
    if (start < now - paceMs || start >= now) continue;
    if (code === slotState.good) recentGood += 1;
    else if (code === slotState.bad) recentBad += 1;
    else if (code === slotState.noData) recentNoData += 1;
  }
  const left = allowance - bad;
  if (left < 0) return { kind: 'gone' };
  const seen = recentGood + recentBad;
  if (seen === 0 || seen / (seen + recentNoData) < leastCoverage) return { kind: 'unknown' };
  if (recentBad < leastBad) return { kind: 'lasts' };
  let slotsLeft = Math.floor(left / (recentBad / seen));
  for (let index = 0; index < at.length; index += 1) {
    if (state[index] !== slotState.ahead) continue;
    if (slotsLeft <= 0) return { kind: 'gone_at', at: at[index] ?? now };
    slotsLeft -= 1;
  }
  return { kind: 'lasts' };
}
