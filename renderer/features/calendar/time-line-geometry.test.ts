import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { fittingLabel, mondays, months, position, quarterOf, timeRows } from './time-line-geometry.ts';

const now = Date.UTC(2026, 10, 21, 9, 52);
const range = quarterOf(now);

const event = (vendorName: string | null, effectiveAt: number | null, kind: CalendarEvent['kind'] = 'sunset') =>
  ({ id: `${vendorName}-${effectiveAt}`, vendorName, effectiveAt, kind, firstSeenAt: 0, title: 'x' }) as CalendarEvent;

describe('the quarter', () => {
  it('is this month and the two after it, also over the new year', () => {
    expect(range).toEqual({ from: Date.UTC(2026, 10, 1), until: Date.UTC(2027, 1, 1) });
    expect(months(range)).toEqual([Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1), Date.UTC(2027, 0, 1)]);
  });

  it('has only Mondays in its weeks, and all of them', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        const found = mondays(quarterOf(date.getTime()));
        expect(found.every((at) => new Date(at).getUTCDay() === 1)).toBe(true);
        expect(found.length).toBeGreaterThanOrEqual(12);
        expect(found.length).toBeLessThanOrEqual(14);
      }),
    );
  });

  it('is drawn to scale from edge to edge', () => {
    expect(position(range.from, range, 108, 700)).toBe(108);
    expect(position(range.until, range, 108, 700)).toBe(700);
    expect(position((range.from + range.until) / 2, range, 108, 700)).toBe(404);
  });
});

describe('the rows', () => {
  it('are one per vendor by name, ours last, without what has no date in the range', () => {
    const rows = timeRows(
      [
        event('Shopify', Date.UTC(2026, 11, 1)),
        event(null, Date.UTC(2026, 11, 2)),
        event('Adyen', Date.UTC(2026, 11, 15)),
        event('Adyen', Date.UTC(2026, 10, 30)),
        event('Klaviyo', null),
        event('PayPal', Date.UTC(2027, 5, 1)),
      ],
      [],
      range,
      { left: 100, right: 700 },
    );
    expect(rows.map((row) => row.name)).toEqual(['Adyen', 'Shopify', 'Ours']);
    expect(rows[0]?.marks.map((mark) => mark.event.effectiveAt)).toEqual([Date.UTC(2026, 10, 30), Date.UTC(2026, 11, 15)]);
  });

  it('lead to a stop with a bar that starts at the edge when it was known before', () => {
    const [row] = timeRows([event('Adyen', Date.UTC(2026, 11, 15))], [], range, { left: 100, right: 700 });
    expect(row?.marks[0]?.barFrom).toBe(100);
    const [other] = timeRows([event('Adyen', Date.UTC(2026, 11, 15), 'maintenance')], [], range, { left: 100, right: 700 });
    expect(other?.marks[0]?.barFrom).toBeNull();
  });
});

describe('the room for a label', () => {
  it('ends at the next mark of the row, former dates included', () => {
    const both = [event('Adyen', Date.UTC(2026, 11, 1)), event('Adyen', Date.UTC(2026, 11, 20))];
    const at = Date.UTC(2026, 11, 10);
    const edges = { left: 100, right: 700 };
    const [free] = timeRows(both, [], range, edges);
    const [blocked] = timeRows(both, [{ eventId: both[1]?.id ?? '', at }], range, edges);
    expect(blocked?.marks[0]?.room).toBeLessThan(free?.marks[0]?.room ?? 0);
    expect(blocked?.marks[1]?.room).toBe(free?.marks[1]?.room);
  });
});

describe('a label', () => {
  it('is whole, cut, or left out, by the room it has', () => {
    expect(fittingLabel('Checkout 68 stops', 200)).toBe('Checkout 68 stops');
    expect(fittingLabel('Checkout 68 stops', 66)).toBe('Checkout 6…');
    expect(fittingLabel('Checkout 68 stops', 30)).toBe('');
    expect(fittingLabel('決済サービス 68', 66)).toBe('決済サービ…');
  });
});
