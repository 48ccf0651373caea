import { expect, it } from 'vitest';
import { cutWords } from './cut-words.ts';

it.each([
  [12, 3000, '12 of 3,000 bytes came'],
  [0, 1, '0 of 1 byte came'],
  [1, null, '1 byte came'],
  [5000, null, '5,000 bytes came'],
])('%s of %s: %s', (receivedBytes, announcedBytes, words) => {
  expect(cutWords({ receivedBytes, announcedBytes })).toBe(words);
});
