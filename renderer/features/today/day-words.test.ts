import { describe, expect, it } from 'vitest';
import { dayState, dayWords, stripWords } from './day-words.ts';

describe('the strip of days', () => {
  it.each([
    [null, 'none'],
    [{ calls: 0, failed: 0 }, 'none'],
    [{ calls: 100, failed: 0 }, 'holds'],
    [{ calls: 100, failed: 1 }, 'some'],
    [{ calls: 100, failed: 5 }, 'bad'],
    [{ calls: 1, failed: 1 }, 'bad'],
  ] as const)('draws %o as %s', (day, state) => {
    expect(dayState(day)).toBe(state);
  });

  it('says what is drawn', () => {
    expect(stripWords([null, { calls: 3, failed: 0 }, { calls: 3, failed: 2 }])).toBe('2 of 3 days seen, 1 with failures');
    expect(stripWords([null, null])).toBe('Nothing seen in 2 days');
    expect(dayWords({ calls: 1204, failed: 3 }, Date.UTC(2026, 10, 12, 12))).toBe('12 Nov: 1,204 calls, 3 failed');
  });
});
