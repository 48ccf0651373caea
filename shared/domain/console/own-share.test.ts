import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownShareMs } from './own-share.ts';

const call = { startedAt: 1000, finishedAt: 1060, attempts: [], timings: { totalMs: 52.4 } };

it('is what no phase of the call took, of the last attempt when there were several', () => {
  expect(ownShareMs(call)).toBe(8);
  expect(
    ownShareMs({
      ...call,
      finishedAt: 4060,
      attempts: [
        { startedAt: 1000, endedAt: 1010 },
        { startedAt: 4000, endedAt: 4055 },
      ],
    }),
  ).toBe(3);
  expect(ownShareMs({ ...call, finishedAt: null })).toBeNull();
  expect(ownShareMs({ ...call, timings: null })).toBeNull();
});

it('is never less than nothing, whatever two clocks say', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.float({ min: 0, max: 1e6, noNaN: true }), (startedAt, finishedAt, totalMs) => {
      const own = ownShareMs({ startedAt, finishedAt, attempts: [], timings: { totalMs } });
      return own !== null && own >= 0 && Number.isInteger(own);
    }),
  );
});
