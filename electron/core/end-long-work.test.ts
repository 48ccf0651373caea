import { expect, it } from 'vitest';
import { bounded, TookTooLong } from '../../shared/domain/bounded-work.ts';
import { evaluateExpression } from '../../shared/domain/flows/expressions.ts';
import { endLongWork } from './end-long-work.ts';

const almost = `${'a'.repeat(60)}!`;

it('ends a pattern that would run for years, also one within work that catches everything', () => {
  const cpu = process.cpuUsage();
  expect(() => endLongWork(() => /^(a+)+$/.test(almost))).toThrow(TookTooLong);
  expect(() =>
    bounded(() => {
      try {
        return /^(a|a)*$/.test(almost);
      } catch {
        return false;
      }
    }),
  ).toThrow(TookTooLong);
  const { user, system } = process.cpuUsage(cpu);
  expect((user + system) / 2000).toBeLessThan(100);
});

it('ends the pattern of a JSONata expression', async () => {
  await expect(evaluateExpression('$contains(text, /^(a+)+$/)', { text: almost })).rejects.toThrow(TookTooLong);
});

it('gives what the work gives, and throws what it throws; work within work too', () => {
  expect(endLongWork(() => endLongWork(() => 7) + 1)).toBe(8);
  expect(() =>
    endLongWork(() => {
      throw new RangeError('mine');
    }),
  ).toThrow(RangeError);
  expect(endLongWork(() => undefined)).toBeUndefined();
});
