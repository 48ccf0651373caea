import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalToMinor } from './minor-units.ts';

describe('a decimal as minor units', () => {
  it('is the same however it is written: plain, with spaces around it, with a sign', () => {
    const text = fc.oneof(fc.stringMatching(/^\d{0,12}(?:\.\d{0,4})?$/), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 4 }), (value, digits) => {
        // With a space around it the number takes the long way; both ways must say the same.
        const [short, long] = [decimalToMinor(value, digits, 'point'), decimalToMinor(` ${value}`, digits, 'point')];
        if (typeof long === 'number') expect(short).toBe(long);
        else expect(short).toMatchObject({ code: long.code });
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, number, number]>([
    ['419.00', 2, 41_900],
    ['3200', 0, 3200],
    ['5.', 0, 5],
    ['.50', 2, 50],
    ['0.123', 3, 123],
    ['999999999999.99', 2, 99_999_999_999_999],
  ])('%s with %i digits', (value, digits, minor) => expect(decimalToMinor(value, digits, 'point')).toBe(minor));
});
