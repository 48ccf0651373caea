import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrivalOf, noteArrivals } from './arrivals.ts';

it('knows of every event when it came, however they were bundled', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ count: fc.integer({ min: 1, max: 5 }), wait: fc.nat(1000) }), { maxLength: 50 }), (pieces) => {
      const notes = noteArrivals(1_000);
      let at = 1_000;
      const came: number[] = [];
      for (const { count, wait } of pieces) {
        at += wait;
        notes.note(count, at);
        came.push(...Array<number>(count).fill(at));
      }
      expect(came.map((_at, index) => arrivalOf(notes.kept(), 1_000, index + 1))).toEqual(came);
    }),
  );
});

it('keeps the beginning of a stream that goes on and on, and says of the rest that it does not know', () => {
  const notes = noteArrivals(0);
  for (let at = 1; at <= 5_000; at += 1) notes.note(1, at);
  expect(notes.kept()).toHaveLength(2_001);
  expect([1, 2_000, 2_001, 5_000].map((number) => arrivalOf(notes.kept(), 0, number))).toEqual([1, 2_000, null, null]);
  expect(arrivalOf([], 0, 1)).toBe(null);
});
