import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { addMonths, monthOf, monthWeeks, sameDayIn } from './month-grid.ts';

const event = (effectiveAt: number, more: object = {}) =>
  ({
    id: `${effectiveAt}`,
    effectiveAt,
    precision: 'day',
    kind: 'review',
    endsAt: null,
    withdrawnAt: null,
    title: 'x',
    ...more,
  }) as CalendarEvent;
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('a month', () => {
  it('is whole weeks from Monday to Sunday that hold every day of it once', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const days = monthWeeks(monthOf(at), []).flat();
        expect(days.length % 7).toBe(0);
        expect(new Date(days[0]?.at ?? 0).getUTCDay()).toBe(1);
        const inMonth = days.filter(({ isInMonth }) => isInMonth);
        expect(inMonth.map((day) => new Date(day.at).getUTCDate())).toEqual(inMonth.map((_, index) => index + 1));
        expect(addMonths(monthOf(at), 1)).toBe((inMonth.at(-1)?.at ?? 0) + 86_400_000);
      }),
    );
  });

  it('has each event on its own day, and a freeze on all of its days', () => {
    const month = Date.UTC(2026, 10, 1);
    const freeze = event(Date.UTC(2026, 10, 27), { kind: 'freeze', title: 'Freeze', endsAt: Date.UTC(2026, 11, 1) });
    const days = monthWeeks(month, [event(Date.UTC(2026, 10, 21, 22)), freeze]).flat();
    expect(days.filter(({ events }) => events.length > 0).map(({ at }) => new Date(at).getUTCDate())).toEqual([21, 27]);
    expect(days.filter(({ freezes }) => freezes.length > 0)).toHaveLength(5);
  });

  it('keeps the day of the month when another month is shown, as far as it has one', () => {
    expect(sameDayIn(Date.UTC(2027, 1, 1), Date.UTC(2027, 0, 31))).toBe(Date.UTC(2027, 1, 28));
    expect(sameDayIn(Date.UTC(2027, 1, 1), Date.UTC(2027, 0, 5))).toBe(Date.UTC(2027, 1, 5));
  });
});
