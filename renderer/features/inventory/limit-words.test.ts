import { expect, it } from 'vitest';
import { limitWords, shortLimitWords, windowWords } from './limit-words.ts';

it('says a window as people do', () => {
  expect([1, 60, 90, 120, 3600, 7200, 86_400, 172_800].map(windowWords)).toEqual([
    'a second',
    'a minute',
    'in 90 s',
    'in 2 min',
    'an hour',
    'in 2 h',
    'a day',
    'in 2 days',
  ]);
});

it('says a written limit where there is little room', () => {
  const written = { limit: 1200, unit: 'requests', windowSeconds: 60 };
  expect(shortLimitWords(written)).toBe('of 1,200 a min');
  expect(shortLimitWords({ ...written, windowSeconds: null })).toBe('of 1,200');
  expect(shortLimitWords({ ...written, windowSeconds: 86_400 })).toBe('of 1,200 a day');
});

it('says only what the vendor said', () => {
  const nothing = { policy: 'default', unit: 'requests', limit: null, remaining: null, windowSeconds: null };
  expect(limitWords({ ...nothing, limit: 250, windowSeconds: 60, remaining: 212 })).toBe('250 requests a minute, 212 left');
  expect(limitWords({ ...nothing, policy: 'burst', remaining: 3 })).toBe('burst: 3 left');
  expect(limitWords({ ...nothing, policy: 'burst' })).toBe('burst');
});
