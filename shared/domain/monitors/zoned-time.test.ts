import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDays, momentOf, monthOf, monthWindow, offsetAt } from './zoned-time.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Santiago', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const hour = 3_600_000;
const shown = (zone: string, at: number): string => new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);

describe('a time that no clock shows, because summer time begins', () => {
  it.each([
    ['Europe/Berlin', 2026, 2, 29, 150, '2026-03-29T03:30'],
    ['America/New_York', 2026, 2, 8, 150, '2026-03-08T03:30'],
    ['America/Santiago', 2026, 8, 6, 0, '2026-09-06T01:00'],
  ])('is the moment after it: %s', (zone, year, month, day, minute, clock) => {
    expect(shown(zone, momentOf(zone, year, month, day, minute))).toBe(clock);
  });
});

describe('days and months of a zone', () => {
  it('follow each other without a gap, and begin on their own day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }), (zone, fromAt) => {
        const days = localDays(zone, fromAt, fromAt + 40 * 24 * hour);
        for (const [index, { year, month, day, startAt, endAt }] of days.entries()) {
          expect(shown(zone, startAt).slice(0, 10)).toBe(new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10));
          expect([23, 23.5, 24, 24.5, 25]).toContain((endAt - startAt) / hour);
          expect(days[index + 1]?.startAt ?? endAt).toBe(endAt);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hold each moment in the window of its month, and in no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }), (zone, at) => {
        const { fromAt, toAt } = monthWindow(zone, monthOf(zone, at));
        expect(fromAt <= at && at < toAt).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
