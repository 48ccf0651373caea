import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exhaustionOf } from './allowance.ts';
import { availabilityOf, latencyOf } from './judge-slot.ts';
import { readServiceHours, serviceIntervals, serviceWords } from './service-hours.ts';
import { countGrid, daysOfGrid, emptyGrid, fillGrid, hoursOfGrid, type SeenSlot } from './slot-grid.ts';
import { localDays, monthWindow } from './zoned-time.ts';

const slotMs = 300_000;
const begin = Date.UTC(2026, 10, 2);
const end = begin + 86_400_000;
const seen = fc.array(
  fc.record({
    slotAt: fc.nat(287).map((n) => begin + n * slotMs),
    lengthMs: fc.constantFrom(slotMs, 2 * slotMs),
    state: fc.constantFrom<SeenSlot['state'][]>('good', 'bad', 'no data', 'excluded'),
  }),
  { maxLength: 300 },
);

const countOf = (slots: readonly SeenSlot[], annulled: { startAt: number; endAt: number }[] = [], now = end) => {
  const grid = emptyGrid([{ startAt: begin, endAt: end }], slotMs);
  fillGrid(grid, [slots], annulled, now);
  return { grid, ...countGrid(grid) };
};

describe('the slots of a window', () => {
  it('are each counted once: good, bad, unseen and excluded make up all of them', () => {
    fc.assert(
      fc.property(seen, (slots) => {
        const { good, bad, noData, excluded, planned } = countOf(slots);
        expect(good + bad + noData + excluded).toBe(288);
        expect(planned).toBe(288 - excluded);
      }),
    );
  });

  it('keep a bad one whatever else is seen in it; it leaves only by annulment', () => {
    fc.assert(
      fc.property(seen, fc.nat(287), (slots, n) => {
        const slotAt = begin + n * slotMs;
        const with1 = [...slots, { slotAt, lengthMs: slotMs, state: 'bad' as const }];
        const before = countOf(slots);
        const after = countOf(with1);
        expect(after.bad).toBeGreaterThanOrEqual(before.bad);
        expect(after.grid.state[n]).toBe(3);
        expect(countOf([...with1, { slotAt, lengthMs: slotMs, state: 'good' }]).grid.state[n]).toBe(3);
        expect(countOf(with1, [{ startAt: slotAt, endAt: slotAt + slotMs }]).grid.state[n]).toBe(4);
      }),
    );
  });

  it('of several monitors are good only when all of them saw them good', () => {
    const grid = emptyGrid([{ startAt: begin, endAt: begin + 2 * slotMs }], slotMs);
    const good = (n: number): SeenSlot => ({ slotAt: begin + n * slotMs, lengthMs: slotMs, state: 'good' });
    fillGrid(grid, [[good(0), good(1)], [good(0)]], [], end);
    expect([...grid.state]).toEqual([2, 1]);
  });

  it('that lie ahead are planned and not unseen', () => {
    expect(countOf([], [], begin + 10 * slotMs)).toMatchObject({ noData: 10, planned: 288 });
  });

  it('fall into the days and hours of the zone, summer time included', () => {
    const hours = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440, zone: 'Europe/Berlin' };
    const { fromAt, toAt } = monthWindow('Europe/Berlin', '2026-10');
    const grid = emptyGrid(serviceIntervals(hours, fromAt, toAt), 3_600_000);
    expect(grid.at.length).toBe(31 * 24 + 1);
    fillGrid(grid, [[]], [], toAt);
    const days = localDays('Europe/Berlin', fromAt, toAt);
    expect(daysOfGrid(grid, days).map((day) => day?.noData)).toEqual(Array.from({ length: 31 }, (_each, n) => (n === 24 ? 25 : 24)));
    expect(hoursOfGrid(grid, days)[0]?.cells).toHaveLength(24);
  });
});

describe('service hours', () => {
  it.each(['Mon to Fri 09 to 18', 'Mon to Sat 08 to 20', 'every day 06 to 22', 'always', 'Mon to Fri 08:30 to 17'])(
    'reads what it writes: %s',
    (text) => {
      const read = readServiceHours(text, 'Europe/Berlin');
      expect(read && serviceWords(read.hours)).toBe(text);
    },
  );

  it('refuses what it does not understand', () => {
    for (const text of ['', 'now and then', 'Mon to Fri 18 to 09', 'Fri-Mon 09-17', 'Mon 9 to 25'])
      expect(readServiceHours(text, 'UTC')).toBeNull();
  });
});

describe('a slot', () => {
  const slot = { good: 0, bad: 0, ours: 0, timeout: 0, excluded: 0, worstMs: null };
  it('in which we failed ourselves says nothing of the vendor, unless that is counted', () => {
    expect(availabilityOf({ ...slot, ours: 1, good: 1 }, false)).toBe('no data');
    expect(availabilityOf({ ...slot, ours: 1, good: 1 }, true)).toBe('bad');
  });
  it('is bad for speed when no answer came in time, and says nothing of speed on other failures', () => {
    expect(latencyOf({ ...slot, bad: 1, timeout: 1 }, 800)).toBe('bad');
    expect(latencyOf({ ...slot, bad: 1 }, 800)).toBe('no data');
    expect(latencyOf({ ...slot, good: 1, worstMs: 801 }, 800)).toBe('bad');
    expect(latencyOf({ ...slot, good: 1, worstMs: 800 }, 800)).toBe('good');
  });
});

describe('the allowance at the pace of the last days', () => {
  const gridWith = (bad: number) => {
    const grid = emptyGrid([{ startAt: begin, endAt: end }], slotMs);
    const now = begin + 100 * slotMs;
    const slots = Array.from({ length: 100 }, (_each, n): SeenSlot => ({
      slotAt: begin + n * slotMs,
      lengthMs: slotMs,
      state: n < bad ? 'bad' : 'good',
    }));
    fillGrid(grid, [slots], [], now);
    return { grid, now };
  };
  it('is gone at a moment ahead, or lasts', () => {
    const { grid, now } = gridWith(10);
    expect(exhaustionOf(grid, 14, now, end - begin)).toEqual({ kind: 'gone_at', at: begin + 140 * slotMs });
    expect(exhaustionOf(grid, 200, now, end - begin)).toEqual({ kind: 'lasts' });
    expect(exhaustionOf(grid, 9, now, end - begin)).toEqual({ kind: 'gone' });
  });
  it('makes no pace of one or two failures', () => {
    const { grid, now } = gridWith(2);
    expect(exhaustionOf(grid, 3, now, end - begin)).toEqual({ kind: 'lasts' });
  });
});
