import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, verdictRank, type Counts } from './judge.ts';
import { judgementWords, percentWords } from './verdict-words.ts';
import { samplesWithoutFailure, wilsonLower } from './wilson.ts';

const counts = fc
  .record({ good: fc.nat(4000), bad: fc.nat(60), noData: fc.nat(4000), ahead: fc.nat(3000) })
  .map(({ good, bad, noData, ahead }): Counts => ({ good, bad, noData, planned: good + bad + noData + ahead }));
const isSampled = ({ good, bad, noData }: Counts): boolean => (good + bad) / (good + bad + noData) >= 0.8;
const target = fc.constantFrom(900_000, 950_000, 990_000, 995_000, 999_000, 1_000_000);

describe('the verdict on a promise', () => {
  it('says what the reference’s example says', () => {
    const judgement = judge({ good: 1680, bad: 6, noData: 690, planned: 2376 }, 995_000);
    expect(judgementWords(judgement, 'slot')).toBe('99.644 % observed, 71 % of service hours seen, possible 70.7–99.7 %');
    expect(judgement.verdict).toBe('not_proven');
  });

  it('never becomes better by losing good data', () => {
    fc.assert(
      fc.property(counts, target, (before, ppm) => {
        fc.pre(before.good > 0);
        const after = { ...before, good: before.good - 1, noData: before.noData + 1 };
        expect(verdictRank[judge(after, ppm).verdict]).toBeLessThanOrEqual(verdictRank[judge(before, ppm).verdict]);
      }),
      { numRuns: 3000 },
    );
  });

  it('never becomes better by a bad slot in place of an unseen or a good one', () => {
    fc.assert(
      fc.property(counts, target, fc.boolean(), (before, ppm, fromGood) => {
        fc.pre(fromGood ? before.good > 0 : before.noData > 0);
        fc.pre(before.good + before.bad > 0);
        const after = fromGood
          ? { ...before, good: before.good - 1, bad: before.bad + 1 }
          : { ...before, noData: before.noData - 1, bad: before.bad + 1 };
        // The look with which four fifths are seen lets the sample speak, whatever it saw.
        fc.pre(isSampled(after) === isSampled(before));
        expect(verdictRank[judge(after, ppm).verdict]).toBeLessThanOrEqual(verdictRank[judge(before, ppm).verdict]);
      }),
      { numRuns: 3000 },
    );
  });

  it('rests on a sample only from four fifths on', () => {
    expect(judge({ good: 52, bad: 0, noData: 14, planned: 66 }, 900_000).verdict).toBe('not_proven');
    expect(judge({ good: 52, bad: 1, noData: 13, planned: 66 }, 900_000).verdict).toBe('met_sampled');
  });

  it('holds the observed share between its bounds', () => {
    fc.assert(
      fc.property(counts, target, (given, ppm) => {
        const { lower, upper, observed } = judge(given, ppm);
        if (observed === null || lower === null || upper === null) return;
        expect(lower).toBeLessThanOrEqual(observed + 1e-12);
        expect(observed).toBeLessThanOrEqual(upper + 1e-12);
      }),
    );
  });

  it('of a window that has passed is missed exactly when even the best case is below the target', () => {
    fc.assert(
      fc.property(counts, target, (given, ppm) => {
        const planned = given.good + given.bad + given.noData;
        fc.pre(given.good + given.bad > 0);
        const { verdict } = judge({ ...given, planned }, ppm);
        expect(verdict === 'missed').toBe((given.good + given.noData) * 1_000_000 < ppm * planned);
      }),
    );
  });

  it('counts exactly where floating point would not', () => {
    expect(judge({ good: 9, bad: 1, noData: 0, planned: 10 }, 900_000).verdict).toBe('met');
    expect(judge({ good: 199, bad: 1, noData: 0, planned: 200 }, 995_000).verdict).toBe('met');
    expect(judge({ good: 198, bad: 2, noData: 0, planned: 200 }, 995_000).verdict).toBe('missed');
  });

  it('needs 80 % seen to be met by sampling', () => {
    expect(judge({ good: 1600, bad: 0, noData: 400, planned: 4000 }, 990_000).verdict).toBe('met_sampled');
    expect(judge({ good: 1590, bad: 0, noData: 410, planned: 4000 }, 990_000).verdict).toBe('not_proven');
  });

  it('is at risk while the allowance lasts but the target is not held', () => {
    expect(judge({ good: 90, bad: 4, noData: 0, planned: 2000 }, 990_000).verdict).toBe('at_risk');
  });

  it('is no data when nothing was seen, whatever else', () => {
    expect(judge({ good: 0, bad: 0, noData: 500, planned: 900 }, 990_000)).toMatchObject({
      verdict: 'no_data',
      observed: null,
      allowanceLeft: null,
    });
  });
});

describe('percentages', () => {
  it('are rounded down, so that 100 % never hides a failure', () => {
    expect(percentWords(0.999_999)).toBe('99.999 %');
    expect(percentWords(1)).toBe('100 %');
    expect(percentWords(0.995)).toBe('99.5 %');
  });
});

describe('the Wilson lower bound', () => {
  it('has the known values', () => {
    expect(wilsonLower(2376, 2376)).toBeCloseTo(0.99838, 4);
    expect(wilsonLower(8, 10)).toBeCloseTo(0.4901, 3);
    expect(wilsonLower(0, 0)).toBe(0);
  });

  it('takes 381 checks without a failure for 99 %, 765 for 99.5 %', () => {
    expect(samplesWithoutFailure(0.99)).toBe(381);
    expect(samplesWithoutFailure(0.995)).toBe(765);
    for (const [n, t] of [
      [381, 0.99],
      [765, 0.995],
    ] as const) {
      expect(wilsonLower(n, n)).toBeGreaterThanOrEqual(t);
      expect(wilsonLower(n - 1, n - 1)).toBeLessThan(t);
    }
  });
});
