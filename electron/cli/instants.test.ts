import { describe, expect, it } from 'vitest';
import { distanceWords, readInstant, showDay } from './instants.ts';

const now = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;

describe('reading a point in time', () => {
  it.each([
    ['-2d', now - 2 * day],
    ['-3h', now - 3 * 3_600_000],
    ['+30d', now + 30 * day],
    ['-15m', now - 15 * 60_000],
    ['-1w', now - 7 * day],
    ['2026-12-31', Date.UTC(2026, 11, 31)],
    ['2026-12-31T18:00Z', Date.UTC(2026, 11, 31, 18)],
    ['2026-12-31T18:00:00+02:00', Date.UTC(2026, 11, 31, 16)],
  ])('takes %s', (text, at) => {
    expect(readInstant(text, now)).toBe(at);
  });

  it.each(['yesterday', '2d', '-2y', '2026-02-31', '2026-13-01', '31.12.2026', '', '12'])(
    'refuses “%s” with what would be right',
    (text) => {
      expect(() => readInstant(text, now)).toThrowError(expect.objectContaining({ code: 'bad_input' }) as Error);
    },
  );
});

describe('showing a point in time', () => {
  it('shows a vendor’s day as the day in UTC', () => {
    expect(showDay(Date.UTC(2026, 11, 15))).toBe('2026-12-15');
  });

  it.each([
    [now, 'now'],
    [now + 3 * day, 'in 3 days'],
    [now - 26 * 3_600_000, '26 h ago'],
    [now - 5 * 60_000, '5 min ago'],
  ])('says how far away it is', (at, words) => {
    expect(distanceWords(at, now)).toBe(words);
  });
});
