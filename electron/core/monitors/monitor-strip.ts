import { availabilityOf, type SlotCounts } from '../../../shared/domain/monitors/judge-slot.ts';
import { hasStopped } from '../../../shared/domain/monitors/has-stopped.ts';
import { serviceIntervals } from '../../../shared/domain/monitors/service-hours.ts';
import { daysOfGrid, emptyGrid, fillGrid, type DayCount } from '../../../shared/domain/monitors/slot-grid.ts';
import { localDays } from '../../../shared/domain/monitors/zoned-time.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { serviceHoursOf, type MonitorRow } from './monitor-rows.ts';

const dayMs = 86_400_000;
const stripDays = 30;
/** In nearly every week these hold two service days. */
const recentDays = 4;
/** A slot may reach so far into the days after it: the longest interval. */
const longestSlotMs = dayMs;

export interface StripSlot extends SlotCounts {
  readonly slotAt: number;
  readonly lengthMs: number;
}

export interface MonitorStrip {
  readonly slots: readonly StripSlot[];
  /** Null where no slot has passed on that day. */
  readonly days: readonly (DayCount | null)[];
}

/** What was seen of a monitor day by day, over the last 30 days of its zone. */
export const stripOf = (db: Reader, row: MonitorRow, now: number): MonitorStrip => countDays(db, row, now, Infinity);

/** Whether it silently stopped looking. Of one that looks, which is nearly every one, only the last days have to be read to know. */
export function isUnseen(db: Reader, row: MonitorRow, now: number): boolean {
  const [before, last] = passed(countDays(db, row, now, recentDays).days).slice(-2);
  if (before && last) {
    const seen = before.good + before.bad + last.good + last.bad;
    const all = seen + before.noData + last.noData;
    if (seen * 2 >= all) return false;
  }
  return hasStopped(passed(stripOf(db, row, now).days));
}

const passed = (days: readonly (DayCount | null)[]): DayCount[] => days.filter((day) => day !== null);

/** The last days of the strip, as they are in the whole of it. */
function countDays(db: Reader, row: MonitorRow, now: number, dayCount: number): MonitorStrip {
  const hours = serviceHoursOf(row);
  const days = localDays(hours?.zone ?? localZone(), now - (stripDays - 1) * dayMs, now);
  const stripAt = days[0]?.startAt ?? now;
  const shown = days.slice(-dayCount);
  const fromAt = shown[0]?.startAt ?? now;
  const slots = db.all<StripSlot>(
    `SELECT slot_at AS slotAt, length_ms AS lengthMs, n_good AS good, n_bad AS bad, n_ours AS ours, n_timeout AS timeout, n_excluded AS excluded, worst_ms AS worstMs
     FROM slots WHERE monitor_id = ? AND slot_at >= ?`,
    row.id,
    Math.max(stripAt, fromAt - longestSlotMs),
  );
  const firstAt = db.get<{ at: number | null }>(
    'SELECT min(slot_at) AS at FROM slots WHERE monitor_id = ? AND slot_at >= ?',
    row.id,
    stripAt,
  )?.at;
  const grid = emptyGrid(
    serviceIntervals(hours, Math.max(fromAt, Math.min(row.created_at, firstAt ?? now)), shown.at(-1)?.endAt ?? now),
    Math.max(60_000, row.interval_s * 1000),
  );
  fillGrid(grid, [slots.map((slot) => ({ slotAt: slot.slotAt, lengthMs: slot.lengthMs, state: availabilityOf(slot, true) }))], [], now);
  return { slots, days: daysOfGrid(grid, shown) };
}
