import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';

it('writes every number as English does', () => {
  expect([0, 7, 999, 1000, -1000, 1_234_567, 12.3456].map(grouped)).toEqual(['0', '7', '999', '1,000', '-1,000', '1,234,567', '12.346']);
  const numbers = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20_000, max: 20_000 }), fc.double());
  fc.assert(
    fc.property(
      numbers.filter((value) => !Object.is(value, -0)),
      (value) => grouped(value) === value.toLocaleString('en'),
    ),
  );
});

it('writes no minus before nothing', () => {
  expect(grouped(-0)).toBe('0');
});
