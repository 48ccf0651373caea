import { wilsonLower } from './wilson.ts';

export type Verdict = 'met' | 'met_sampled' | 'at_risk' | 'missed' | 'not_proven' | 'no_data';

/** Slots, calls or rows of a window, counted. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
  /** In scope of the whole window, also what lies ahead. At least good + bad + noData. */
  readonly planned: number;
}

export interface Judgement {
  /** Good share of what was seen; null when nothing was. */
  readonly observed: number | null;
  /** Seen share of what has passed; null when nothing has. */
  readonly coverage: number | null;
  /** If all that was not seen had been bad, and if all of it had been good. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: Verdict;
  /** Bad ones that the target allows in the whole window. */
  readonly allowance: number;
  /** Share of the allowance that is left, negative when more was used; null when nothing was seen. */
  readonly allowanceLeft: number | null;
}

const million = 1_000_000;
const leastCoverage = 0.8;

/**
 * The verdict on a promise. `targetPpm` is the target in millionths, so that counts are compared with it exactly.
 * Order: missed and met are certain, met_sampled rests on a sample, at_risk is what is below the target while the
 * allowance is not used up. In a window that has passed this is at_risk if A < T ≤ A_max; in one that runs, an early
 * failure that good slots ahead can still make up for is at risk too, not unproven.
 */
export function judge({ good, bad, noData, planned }: Counts, targetPpm: number): Judgement {
  const seen = good + bad;
  const elapsed = seen + noData;
  const observed = seen === 0 ? null : good / seen;
  const coverage = elapsed === 0 ? null : seen / elapsed;
  const lower = elapsed === 0 ? null : good / elapsed;
  const upper = elapsed === 0 ? null : (good + noData) / elapsed;
  const allowedPpm = (million - targetPpm) * planned;
  const allowance = allowedPpm / million;
  const isMissed = bad * million > allowedPpm;
  // With nothing allowed a single bad one uses up all of it.
  const allowanceLeft = seen === 0 ? null : allowance === 0 ? (bad === 0 ? 1 : -bad) : 1 - bad / allowance;
  const verdict = ((): Verdict => {
    if (seen === 0) return 'no_data';
    if (isMissed) return 'missed';
    if (good * million >= targetPpm * elapsed) return 'met';
    if (seen / elapsed >= leastCoverage && wilsonLower(good, seen) * million >= targetPpm) return 'met_sampled';
    if (good * million < targetPpm * seen) return 'at_risk';
    return 'not_proven';
  })();
  return { observed, coverage, lower, upper, verdict, allowance, allowanceLeft };
}

/** The better verdict has the higher rank; for rules such as "losing data never improves a verdict". */
export const verdictRank: Readonly<Record<Verdict, number>> = { met: 5, met_sampled: 4, not_proven: 3, no_data: 2, at_risk: 1, missed: 0 };
