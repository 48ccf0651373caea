import { expect, it } from 'vitest';
import { attemptWords } from './attempt-words.ts';

it('says how an attempt ended without the names of the records', () => {
  expect(attemptWords({ status: 429, cause: null })).toBe('429');
  expect(attemptWords({ status: null, cause: 'body_truncated' })).toBe('cut off');
  expect(attemptWords({ status: null, cause: 'connect_timeout' })).toBe('connect timeout');
  expect(attemptWords({ status: null, cause: null })).toBe('no answer');
});
