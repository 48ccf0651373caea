import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attempt } from '../../../../shared/contract/console.ts';
import { attemptBars, wholeMs } from './attempts-geometry.ts';

const attempt = (number: number, startedAt: number, endedAt: number, waitMs: number): Attempt => ({
  number,
  startedAt,
  endedAt,
  waitMs,
  waitWords: '',
  status: 200,
  errorClass: 'ok',
  cause: null,
  happened: '',
  timings: null,
  answerHeaders: [],
});

it('stands to scale: 88 ms, a second of waiting, 614 ms', () => {
  const attempts = [attempt(1, 0, 88, 0), attempt(2, 1088, 1702, 1000)];
  expect(wholeMs(attempts)).toBe(1702);
  expect(attemptBars(attempts, 1702)).toEqual([
    { number: 1, ms: 88, x: 0, width: 88 },
    { number: 2, ms: 614, x: 1088, width: 614 },
  ]);
});

it('a wait before the first attempt is part of the line', () => {
  expect(attemptBars([attempt(1, 10_000, 10_500, 10_000)], 105)).toEqual([{ number: 1, ms: 500, x: 100, width: 5 }]);
});

it('every attempt can be seen and none sticks out', () => {
  const parts = fc.array(fc.tuple(fc.nat(100_000), fc.nat(30_000)), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 200, max: 900 }), (given, width) => {
      let now = 0;
      const attempts = given.map(([wait, took], index) => {
        const startedAt = now + wait;
        now = startedAt + took;
        return attempt(index + 1, startedAt, now, wait);
      });
      for (const bar of attemptBars(attempts, width)) {
        expect(bar.width).toBeGreaterThanOrEqual(3);
        expect(bar.x).toBeGreaterThanOrEqual(0);
        expect(bar.x + bar.width).toBeLessThanOrEqual(width + 1e-6);
      }
    }),
  );
});
