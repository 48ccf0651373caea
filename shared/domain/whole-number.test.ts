import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wholeNumber } from './whole-number.ts';

it('reads as the English format of the same count', () => {
  fc.assert(
    fc.property(fc.integer(), (count) => {
      expect(wholeNumber(count)).toBe(count.toLocaleString('en'));
    }),
  );
});
