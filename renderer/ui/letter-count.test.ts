import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstLetters, letterCount } from './letter-count.ts';

it('counts an average letter once, and one that takes a whole square twice', () => {
  expect(letterCount('Größe')).toBe(5);
  expect(letterCount('日本')).toBe(4);
  expect(letterCount('日本 API')).toBe(8);
  expect(firstLetters('日本 API', 5)).toBe('日本 ');
});

it('never cuts wider than asked, and never through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, most) => {
      const first = firstLetters(text, most);
      expect(text.startsWith(first)).toBe(true);
      expect(letterCount(first)).toBeLessThanOrEqual(most);
      expect(first).not.toMatch(/[\uD800-\uDBFF]$/);
    }),
  );
});
