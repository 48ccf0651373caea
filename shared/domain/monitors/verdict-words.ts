import type { Judgement, Verdict } from './judge.ts';

/** As people read a verdict. */
export const verdictLabels: Readonly<Record<Verdict, string>> = {
  met: 'met',
  met_sampled: 'met, sampled',
  at_risk: 'at risk',
  missed: 'missed',
  not_proven: 'not proven',
  no_data: 'no data',
};

/** How a verdict is marked: round holds, square soon, diamond broken, ring no data. Green only for what is met. */
export const verdictStates: Readonly<Record<Verdict, 'holds' | 'soon' | 'broken' | 'no data'>> = {
  met: 'holds',
  met_sampled: 'holds',
  at_risk: 'soon',
  missed: 'broken',
  not_proven: 'no data',
  no_data: 'no data',
};

/** "99.644 %": rounded down, so that 100 % never hides a failure. */
export function percentWords(share: number): string {
  return `${trimmed(floored(share, 3))} %`;
}

/** "99.6" of 0.99644. */
const floored = (share: number, digits: number): string => (Math.floor(share * 100 * 10 ** digits + 1e-9) / 10 ** digits).toFixed(digits);
const trimmed = (text: string): string => text.replace(/\.?0+$/, '');

/** "71 %", rounded down. */
export const wholePercent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

/** "71 %" of the time seen, rounded; 100 % only when all of it was. */
export const seenPercent = (share: number): string => `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100} %`;

/** "70.7–99.7 %". */
export const rangeWords = (lower: number, upper: number): string =>
  lower === upper ? `${trimmed(floored(upper, 1))} %` : `${trimmed(floored(lower, 1))}–${trimmed(floored(upper, 1))} %`;

/** "99.644 % observed, 71 % of service hours seen, possible 70.7–99.7 %". */
export function judgementWords({ observed, coverage, lower, upper }: Judgement, unit: 'slot' | 'call' | 'row', isAlways = false): string {
  if (coverage === null) return 'nothing of it has passed yet';
  if (observed === null) return `nothing was seen, possible ${rangeWords(lower ?? 0, upper ?? 1)}`;
  if (unit !== 'slot') return `${percentWords(observed)} observed, every ${unit} known`;
  const seen = `${seenPercent(coverage)} of ${isAlways ? 'the time' : 'service hours'} seen`;
  return `${percentWords(observed)} observed, ${seen}, possible ${rangeWords(lower ?? 0, upper ?? 1)}`;
}
