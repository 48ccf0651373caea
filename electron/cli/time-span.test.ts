import { expect, it } from 'vitest';
import { timeSpan } from './time-span.ts';

it('a length of time is written with its unit', () => {
  expect(['500ms', '30s', '1.5 s', '2min', '1h', '1d'].map(timeSpan)).toEqual([500, 30_000, 1500, 120_000, 3_600_000, 86_400_000]);
  for (const text of ['30', 's', '-1s', '1 week', '1e3s', '']) expect(() => timeSpan(text)).toThrow('with its unit');
});
