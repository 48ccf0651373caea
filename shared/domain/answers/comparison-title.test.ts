import { expect, it } from 'vitest';
import { comparisonTitle, type Compared } from './comparison-title.ts';

const none = { added: 0, removed: 0, changed: 0, type: 0, order: 0 };
const titleOf = (more: Partial<Compared>): string =>
  comparisonTitle({ left: { number: 3 }, right: { number: 1204 }, counts: none, status: null, headers: [], reason: null, ...more });

it('says that two answers are the same only when all that counts was compared and is', () => {
  expect(titleOf({})).toBe('3 and 1,204 say the same');
  expect(titleOf({ headers: [{ isUsual: true }] })).toBe('3 and 1,204 say the same');
  expect(titleOf({ headers: [{ isUsual: true }, { isUsual: false }] })).toBe('3 and 1,204 say the same under other headers');
  expect(titleOf({ status: { left: '200', right: '201' } })).toBe('3 and 1,204 say the same under another status');
  expect(titleOf({ counts: { ...none, changed: 1 } })).toBe('1 difference between 3 and 1,204');
  expect(titleOf({ reason: 'It was purged on 3 Nov 2026.' })).toBe('The bodies of 3 and 1,204 cannot be compared');
});
