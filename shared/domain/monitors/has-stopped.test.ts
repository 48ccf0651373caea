import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasStopped, type SeenDay } from './has-stopped.ts';

const day = 86_400_000;
const days = (seen: readonly number[], slots = 100): SeenDay[] =>
  seen.map((good, index) => ({ at: index * day, good, bad: 0, noData: slots - good }));
const weeks = (week: readonly number[], count: number): number[] => Array.from({ length: count }, () => week).flat();

describe('a check that stopped looking', () => {
  it('is one that was seen for weeks and in the last two days was not', () => {
    expect(hasStopped(days([...weeks([90], 14), 0, 0]))).toBe(true);
    expect(hasStopped(days([...weeks([90], 14), 0, 90]))).toBe(false);
    expect(hasStopped(days([...weeks([90], 14), 60, 0]))).toBe(true);
  });

  it('is not one whose laptop rests as usual: nights, a Saturday half a day, a Sunday', () => {
    const week = [44, 44, 44, 44, 44, 15, 0];
    const usual = weeks(week, 4);
    for (let until = 9; until <= usual.length; until += 1) expect(hasStopped(days(usual.slice(0, until))), `day ${until}`).toBe(false);
    // A Tuesday and a Wednesday without a look are no rest.
    expect(hasStopped(days([...usual, 44, 0, 0]))).toBe(true);
  });

  it('is never one that was set up in the last two days, nor one that sees at least half', () => {
    expect(hasStopped(days([]))).toBe(false);
    expect(hasStopped(days([0, 0]))).toBe(false);
    const anyDays = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 });
    fc.assert(fc.property(anyDays, fc.integer({ min: 50, max: 100 }), (before, seen) => !hasStopped(days([...before, seen, seen]))));
  });
});
