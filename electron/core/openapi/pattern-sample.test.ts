import { expect, it } from 'vitest';
import { textForPattern } from './pattern-sample.ts';

const anyLength = { min: 0, max: Infinity };

it.each(['^[A-Z0-9]+$', '^([A-Z]{2}|C2)$', '^.+@[^"\\-].+$', '^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$', 'payTo|upi_collect', '^(a-1|b-2)$'])(
  'finds a text for %s',
  (pattern) => {
    expect(textForPattern(pattern, anyLength)).toMatch(new RegExp(pattern, 'u'));
  },
);

it('keeps the length limits', () => {
  expect(textForPattern('^[0-9]+$', { min: 20, max: 30 })).toHaveLength(20);
  expect(textForPattern('^[0-9]+$', { min: 0, max: 1 })).toBe('1');
});

it('gives up on broken and unusual patterns, and soon on slow ones', () => {
  expect(textForPattern('(', anyLength)).toBeNull();
  expect(textForPattern('^x{1000}$', anyLength)).toBeNull();
  const started = performance.now();
  expect(textForPattern('^(?:[a-zA-Z0-9@:./+_-]+)+!$', anyLength)).toBeNull();
  expect(performance.now() - started).toBeLessThan(2000);
});
