/** A moment's offset from UTC and a day's parts in a zone, without a date library. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether the zone is one that this computer knows. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    // Intl refuses names that it does not know.
    return false;
  }
}

/** Milliseconds that local time is ahead of UTC at a moment. */
export function offsetAt(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  const quarter = Math.floor(at / quarterMs);
  const known = offsets.get(zone)?.get(quarter);
  if (known !== undefined) return known;
  const offset = offsetNow(zone, at);
  const kept = offsets.get(zone) ?? new Map<number, number>();
  if (kept.size >= keptOffsets) kept.clear();
  offsets.set(zone, kept.set(quarter, offset));
  return offset;
}

/** Clocks change at full quarters of an hour only, so that an offset holds for the quarter. */
const quarterMs = 900_000;
const keptOffsets = 50_000;
const offsets = new Map<string, Map<number, number>>();

function offsetNow(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The moment at which clocks in the zone show this day and minute; in a gap of summer time the moment after it. */
export function momentOf(zone: string, year: number, month: number, day: number, minute: number): number {
  const asUtc = Date.UTC(year, month, day, 0, minute);
  const guess = asUtc - offsetAt(zone, asUtc);
  const at = asUtc - offsetAt(zone, guess);
  if (at + offsetAt(zone, at) === asUtc) return at;
  // No clock shows it: of the two offsets around the gap the one before it leads behind it.
  return asUtc - Math.min(offsetAt(zone, asUtc), offsetAt(zone, guess));
}

export interface LocalDay {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  /** 1 = Monday. */
  readonly weekday: number;
  readonly startAt: number;
  readonly endAt: number;
}

/** Every day of the zone that touches [fromAt, toAt). */
export function localDays(zone: string, fromAt: number, toAt: number): LocalDay[] {
  const days: LocalDay[] = [];
  const first = new Date(fromAt + offsetAt(zone, fromAt));
  let [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()];
  let startAt = momentOf(zone, year, month, day, 0);
  while (startAt < toAt) {
    const date = new Date(Date.UTC(year, month, day));
    const next = new Date(Date.UTC(year, month, day + 1));
    const endAt = momentOf(zone, next.getUTCFullYear(), next.getUTCMonth(), next.getUTCDate(), 0);
    days.push({ year, month, day, weekday: ((date.getUTCDay() + 6) % 7) + 1, startAt, endAt });
    [year, month, day] = [next.getUTCFullYear(), next.getUTCMonth(), next.getUTCDate()];
    startAt = endAt;
  }
  return days;
}

/** [first moment, first moment of the next month) of "2026-11" in the zone. */
export function monthWindow(zone: string, month: string): { fromAt: number; toAt: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { fromAt: momentOf(zone, year, number - 1, 1, 0), toAt: momentOf(zone, year, number, 1, 0) };
}

/** "2026-11": the month of a moment in the zone. */
export function monthOf(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 7);
}
