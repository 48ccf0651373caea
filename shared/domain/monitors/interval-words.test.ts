import { describe, expect, it } from 'vitest';
import { intervalWords } from './interval-words.ts';

describe('an interval', () => {
  it('is said in the largest unit without a rest', () => {
    expect([1, 45, 60, 90, 300, 3600, 7200].map(intervalWords)).toEqual([
      'every second',
      'every 45 seconds',
      'every minute',
      'every 90 seconds',
      'every 5 minutes',
      'every hour',
      'every 2 hours',
    ]);
  });
});
