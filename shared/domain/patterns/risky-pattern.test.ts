import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRiskyPattern } from './risky-pattern.ts';

it.each([
  '^(a+)+$',
  '^(a|a)*$',
  '^([a-z]+)*!',
  '(x+x+)+y',
  '^(a?){30}a{30}$',
  '^a?a?a?a?a?a?a?aaaaaaa$',
  'a*b',
  '^a|b*c',
  '^a*a*$',
  '^(?=a)b',
  String.raw`^(a)\1+$`,
  '^(a{0,50}){0,50}$',
  '^(a{1,9}){1,9}$',
  '^(?<!a)b$',
  '(',
])('%s may take long', (pattern) => {
  expect(isRiskyPattern(pattern)).toBe(true);
});

it.each([
  '^[0-9A-Z_]+$',
  '^.*$',
  '^[2-9A-HJ-NP-Z]{13}$',
  '^[1-9][0-9]{0,9}$',
  '^([A-Z]{2}|C2)$',
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])$',
  '[a-zA-Z0-9]{4}',
  '^[ -~]{8,35}$',
  String.raw`^\d{3}\.\d{2}$`,
  '^[a-z]{2}(?:-[A-Z][a-z]{3})?$',
  '',
])('%s does not', (pattern) => {
  expect(isRiskyPattern(pattern)).toBe(false);
});

it('what does not take long takes no time on a text that almost fits', () => {
  const piece = fc.constantFrom('a', '[ab]', 'a+', 'a*', 'a?', '(a|b)', '(aa?)', 'a{1,3}', '(a+)', '|', '(a{2})*', '(?:a)', String.raw`\w`);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), fc.boolean(), (pieces, isAnchored) => {
      const pattern = `${isAnchored ? '^' : ''}${pieces.join('')}$`;
      fc.pre(!isRiskyPattern(pattern));
      const began = performance.now();
      new RegExp(pattern, 'u').test(`${'a'.repeat(20_000)}!`);
      expect(performance.now() - began, pattern).toBeLessThan(300);
    }),
    { numRuns: 300 },
  );
});
