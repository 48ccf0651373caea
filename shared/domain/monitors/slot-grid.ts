import type { Interval } from './service-hours.ts';
import type { LocalDay } from './zoned-time.ts';

export const slotState = { ahead: 0, noData: 1, good: 2, bad: 3, excluded: 4 } as const;

/** The slots of a window that lie in service hours, in order. */
export interface SlotGrid {
  readonly slotMs: number;
  readonly at: Float64Array;
  readonly state: Uint8Array;
}

/** What one monitor saw of one slot, already judged for one kind of promise. */
export interface SeenSlot {
  readonly slotAt: number;
  readonly lengthMs: number;
  readonly state: 'good' | 'bad' | 'no data' | 'excluded';
}

/** Slots begin at whole multiples of their length since 1970; a slot belongs to the service hours it begins in. */
export function emptyGrid(intervals: readonly Interval[], slotMs: number): SlotGrid {
  const counts = intervals.map(({ startAt, endAt }) => Math.max(0, Math.ceil(endAt / slotMs) - Math.ceil(startAt / slotMs)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const at = new Float64Array(total);
  let next = 0;
  intervals.forEach(({ startAt }, index) => {
    const first = Math.ceil(startAt / slotMs);
    for (let slot = 0; slot < (counts[index] ?? 0); slot += 1) at[next++] = (first + slot) * slotMs;
  });
  return { slotMs, at, state: new Uint8Array(total) };
}

/**
 * Fills a grid with what several monitors saw. A slot is bad if any of them saw it bad, good only if every one saw it
 * good, excluded if all that was seen is excluded or it is annulled; the rest that has passed is no data.
 */
export function fillGrid(
  grid: SlotGrid,
  seenBy: readonly (readonly SeenSlot[])[],
  annulled: readonly Interval[],
  now: number,
): { readonly annulled: number } {
  const { slotMs, at, state } = grid;
  const maps = seenBy.map((slots) => asMap(slots, slotMs));
  let annulledCount = 0;
  for (let index = 0; index < at.length; index += 1) {
    const start = at[index] ?? 0;
    const key = Math.round(start / slotMs);
    let good = 0;
    let bad = 0;
    let excluded = 0;
    for (const map of maps) {
      const seen = map.get(key);
      if (seen === slotState.bad) bad += 1;
      else if (seen === slotState.good) good += 1;
      else if (seen === slotState.excluded) excluded += 1;
    }
    const isAnnulled = annulled.some(({ startAt, endAt }) => start >= startAt && start < endAt);
    if (isAnnulled && start < now) annulledCount += 1;
    if (isAnnulled) state[index] = slotState.excluded;
    else if (bad > 0) state[index] = slotState.bad;
    else if (maps.length > 0 && good === maps.length) state[index] = slotState.good;
    else if (excluded > 0 && good + excluded === maps.length) state[index] = slotState.excluded;
    else state[index] = start + slotMs <= now ? slotState.noData : slotState.ahead;
  }
  return { annulled: annulledCount };
}

/** A slot recorded while the interval was longer holds for every slot that it covers; the worst of several wins. */
function asMap(slots: readonly SeenSlot[], slotMs: number): Map<number, number> {
  const codes = { good: slotState.good, bad: slotState.bad, 'no data': slotState.noData, excluded: slotState.excluded };
  const rank = (code: number | undefined): number => (code === undefined ? -1 : ([0, 0, 2, 3, 1][code] ?? 0));
  const map = new Map<number, number>();
  for (const { slotAt, lengthMs, state } of slots) {
    const last = Math.floor((slotAt + lengthMs - 1) / slotMs);
    for (let key = Math.floor(slotAt / slotMs); key <= last; key += 1) {
      if (rank(codes[state]) > rank(map.get(key))) map.set(key, codes[state]);
    }
  }
  return map;
}

export interface GridCounts {
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
  readonly excluded: number;
  readonly planned: number;
}

export function countGrid({ state }: SlotGrid): GridCounts {
  const counts = [0, 0, 0, 0, 0];
  for (const code of state) counts[code] = (counts[code] ?? 0) + 1;
  const [, noData = 0, good = 0, bad = 0, excluded = 0] = counts;
  return { good, bad, noData, excluded, planned: state.length - excluded };
}

export interface DayCount {
  readonly at: number;
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
}

/** Per day of the zone; null where no slot of the grid has passed on that day. */
export function daysOfGrid({ at, state }: SlotGrid, days: readonly LocalDay[]): (DayCount | null)[] {
  let index = 0;
  return days.map(({ startAt, endAt }) => {
    const count = { at: startAt, good: 0, bad: 0, noData: 0 };
    while (index < at.length && (at[index] ?? 0) < startAt) index += 1;
    for (; index < at.length && (at[index] ?? 0) < endAt; index += 1) {
      if (state[index] === slotState.good) count.good += 1;
      else if (state[index] === slotState.bad) count.bad += 1;
      else if (state[index] === slotState.noData) count.noData += 1;
    }
    return count.good + count.bad + count.noData === 0 ? null : count;
  });
}

export interface HourCell extends DayCount {
  readonly excluded: number;
}

/** Per day a cell for every hour of the clock that has slots, also those ahead (all counts zero). */
export function hoursOfGrid({ at, state }: SlotGrid, days: readonly LocalDay[]): { readonly at: number; readonly cells: HourCell[] }[] {
  let index = 0;
  const rows = [];
  for (const { startAt, endAt } of days) {
    const cells: { at: number; good: number; bad: number; noData: number; excluded: number }[] = [];
    for (; index < at.length && (at[index] ?? 0) < endAt; index += 1) {
      const hourAt = startAt + Math.floor(((at[index] ?? 0) - startAt) / 3_600_000) * 3_600_000;
      let cell = cells.at(-1);
      if (cell?.at !== hourAt) cells.push((cell = { at: hourAt, good: 0, bad: 0, noData: 0, excluded: 0 }));
      if (state[index] === slotState.good) cell.good += 1;
      else if (state[index] === slotState.bad) cell.bad += 1;
      else if (state[index] === slotState.noData) cell.noData += 1;
      else if (state[index] === slotState.excluded) cell.excluded += 1;
    }
    if (cells.length > 0) rows.push({ at: startAt, cells });
  }
  return rows;
}
