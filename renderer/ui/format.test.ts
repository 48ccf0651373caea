import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDay,
  formatDaysAway,
  formatDayTime,
  formatInstant,
  formatMoney,
  formatMs,
  formatRelative,
  formatWeekday,
  wholeDaysBetween,
} from './format.ts';

const now = new Date(2026, 10, 21, 9, 52, 14).getTime();

describe('figures', () => {
  it('groups thousands', () => {
    expect(formatCount(12_408)).toBe('12,408');
  });

  it('chooses the unit of a duration', () => {
    expect([0.4, 412, 1702, 125_000, 120_000].map(formatMs)).toEqual(['0.4 ms', '412 ms', '1.7 s', '2 min 5 s', '2 min']);
  });

  it('chooses the unit of a size', () => {
    expect([0, 1, 812, 1000, 1_234_567, 2_000_000_000].map(formatBytes)).toEqual([
      '0 bytes',
      '1 byte',
      '812 bytes',
      '1 kB',
      '1.2 MB',
      '2 GB',
    ]);
  });

  it('writes money with the digits of its currency', () => {
    expect(formatMoney(120_450, 'EUR')).toBe('1,204.50 EUR');
    expect(formatMoney(-4120, 'JPY')).toBe('−4,120 JPY');
  });
});

describe('times', () => {
  it('writes every month in three letters and a day before its time', () => {
    const september = new Date(2026, 8, 9, 17, 5).getTime();
    expect([formatDay(september, now), formatDayTime(september, now), formatWeekday(september)]).toEqual([
      '9 Sep',
      '9 Sep 17:05',
      'Wed 9 Sep',
    ]);
    expect(formatInstant(september)).toContain('9 Sep 2026');
    const months = Array.from({ length: 12 }, (_one, month) => formatDay(new Date(2026, month, 1).getTime(), now).slice(2));
    expect(months.filter((words) => words.length !== 3)).toEqual([]);
  });

  it('says how long ago, then the day', () => {
    expect(formatRelative(now - 5000, now)).toBe('just now');
    expect(formatRelative(now - 11 * 60_000, now)).toBe('11 min ago');
    expect(formatRelative(now - 3 * 3_600_000, now)).toBe('today 06:52');
    expect(formatRelative(now - 24 * 3_600_000, now)).toBe('yesterday 09:52');
    expect(formatRelative(new Date(2026, 10, 3).getTime(), now)).toBe('3 Nov');
    expect(formatRelative(new Date(2025, 10, 3).getTime(), now)).toBe('3 Nov 2025');
  });

  it('says how far ahead', () => {
    expect(formatRelative(now + 90_000, now)).toBe('in 2 min');
    expect(formatRelative(new Date(2026, 11, 15, 12).getTime(), now)).toBe('in 24 days');
    expect(formatDaysAway(new Date(2026, 10, 22, 0, 1).getTime(), now)).toBe('tomorrow');
    expect(formatDaysAway(new Date(2026, 10, 18, 23, 59).getTime(), now)).toBe('3 days ago');
  });

  it('writes an instant without commas, as every date is', () => {
    expect(formatInstant(now)).toMatch(/^Sat 21 Nov 2026 09:52:14 \S+$/);
  });

  it('counts calendar days, whatever the hour', () => {
    expect(wholeDaysBetween(new Date(2026, 10, 21, 23, 59).getTime(), new Date(2026, 10, 22, 0, 0).getTime())).toBe(1);
    expect(wholeDaysBetween(new Date(2026, 2, 28, 12).getTime(), new Date(2026, 2, 30, 1).getTime())).toBe(2);
  });
});
