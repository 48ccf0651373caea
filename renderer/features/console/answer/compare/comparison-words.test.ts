import { expect, it } from 'vitest';
import type { Comparison } from '../../../../../shared/contract/answers.ts';
import { comparisonTitle } from './comparison-words.ts';

const none = { added: 0, removed: 0, changed: 0, type: 0, order: 0 };
const titleOf = (more: Partial<Comparison>): string =>
  comparisonTitle({ left: { number: 3 }, right: { number: 4 }, counts: none, status: null, reason: null, ...more } as Comparison);

it('says that two answers are the same only when they were compared', () => {
  expect(titleOf({})).toBe('3 and 4 say the same');
  expect(titleOf({ status: { left: '200', right: '201' } })).toBe('3 and 4 say the same under another status');
  expect(titleOf({ counts: { ...none, changed: 1 } })).toBe('1 difference between 3 and 4');
  expect(titleOf({ reason: 'It was purged on 3 Nov 2026.' })).toBe('The bodies of 3 and 4 cannot be compared');
});
