import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueSchedule } from './schedule.ts';
import { scheduleWords } from './schedule-words.ts';

describe('a schedule', () => {
  const hourly = (_schedule: unknown, before: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => Math.floor(before / 3_600_000) * 3_600_000 - at * 3_600_000);

  it('is due once however much was missed, and says how much that was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3_599_999 }), (missed, past) => {
        const last = 1_000 * 3_600_000;
        const due = dueSchedule({ cron: '0 * * * *', zone: 'UTC' }, last, last + missed * 3_600_000 + past, hourly);
        expect(due).toEqual(missed === 0 ? null : { dueAt: last + missed * 3_600_000, missed: missed - 1 });
      }),
    );
  });

  it.each([
    ['0 6 * * *', 'Every day at 06:00, UTC'],
    ['5 * * * *', 'Every hour at :05, UTC'],
    ['30 7 * * 1-5', 'On working days at 07:30, UTC'],
    ['0 6 1 * *', 'On day 1 of the month at 06:00, UTC'],
    ['0 6 * * 1', 'Every Monday at 06:00, UTC'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0 6 1-7 * 1', '“0 6 1-7 * 1”, UTC'],
  ])('%s is “%s”', (cron, words) => {
    expect(scheduleWords({ cron, zone: 'UTC' })).toBe(words);
  });
});
