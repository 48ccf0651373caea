import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowanceOf, fullBucket, moveToken, nextTokenAt, takeTokens, tokensLeft } from './token-bucket.ts';

const allowance = fc.record({ limit: fc.integer({ min: 1, max: 30 }), windowMs: fc.integer({ min: 100, max: 100_000 }) });
/** Moments at which somebody wants to call, as gaps. */
const gaps = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 120 });

/** Calls as early as the bucket lets them, each wanted at its own time. */
function callTimes({ limit, windowMs }: { limit: number; windowMs: number }, waits: readonly number[]): number[] {
  let bucket = fullBucket({ limit, windowMs });
  let now = 0;
  return waits.map((gap) => {
    now = nextTokenAt(bucket, now + gap);
    bucket = takeTokens(bucket, now);
    return now;
  });
}

describe('a token bucket', () => {
  it('never lets more calls through than the limit, in any window wherever it begins', () => {
    fc.assert(
      fc.property(allowance, gaps, (given, waits) => {
        const times = callTimes(given, waits);
        times.forEach((at, first) => {
          const within = times.slice(first).filter((other) => other < at + given.windowMs).length;
          expect(within).toBeLessThanOrEqual(given.limit);
        });
      }),
      // A moment that is a whole number of parts, and a hair more in binary.
      { examples: [[{ limit: 1, windowMs: 99_984 }, [4200, 0, 0]]] },
    );
  });

  it('lets the limit through at once, and the next a window later at the latest (and a 500th of it)', () => {
    fc.assert(
      fc.property(allowance, fc.integer({ min: 0, max: 1e6 }), (given, start) => {
        const bucket = takeTokens(fullBucket(given), start, given.limit);
        const next = nextTokenAt(bucket, start);
        expect(next).toBeGreaterThanOrEqual(start + given.windowMs);
        expect(next).toBeLessThanOrEqual(start + given.windowMs * 1.0021);
        expect(tokensLeft(bucket, next)).toBe(given.limit);
      }),
    );
  });

  it('is full again a window after the last call, and waits for no token while one is there', () => {
    fc.assert(
      fc.property(allowance, gaps, (given, waits) => {
        const times = callTimes(given, waits);
        const bucket = times.reduce((taken, at) => takeTokens(taken, at), fullBucket(given));
        expect(tokensLeft(bucket, (times.at(-1) ?? 0) + given.windowMs * 1.01)).toBe(given.limit);
        const now = times.at(-1) ?? 0;
        expect(nextTokenAt(bucket, now) === now).toBe(tokensLeft(bucket, now) > 0);
      }),
    );
  });

  it('keeps at most 502 entries, however many calls it counts', () => {
    let bucket = fullBucket({ limit: 1_000_000, windowMs: 86_400_000 });
    for (let call = 0; call < 20_000; call += 1) bucket = takeTokens(bucket, call * 10_000);
    expect(bucket.taken.length).toBeLessThanOrEqual(502);
  });

  it('a call that left late counts from when it left; nothing is lost by it', () => {
    fc.assert(
      fc.property(allowance, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (given, from, delay) => {
        const moved = moveToken(takeTokens(fullBucket(given), from), from, from + delay);
        expect(tokensLeft(moved, from + delay)).toBe(given.limit - 1);
        expect(tokensLeft(moved, from + delay + given.windowMs * 0.99)).toBe(given.limit - 1);
      }),
    );
  });

  it('counts calls that were made although none was left', () => {
    const bucket = takeTokens(fullBucket({ limit: 2, windowMs: 1000 }), 0, 5);
    expect(tokensLeft(bucket, 0)).toBe(-3);
    expect(nextTokenAt(bucket, 0)).toBe(1000);
  });
});

it('a limit below one call counts whole calls in a longer window', () => {
  expect(allowanceOf(0.5, 1)).toEqual({ limit: 1, windowMs: 2000 });
  expect(allowanceOf(10.9, 60)).toEqual({ limit: 10, windowMs: 60_000 });
  expect(allowanceOf(0, 60)).toBeNull();
});
