/** A day without a time: `2026-12-15`. */
export type CivilDay = string;

export const dayMs = 86_400_000;

// Making a formatter costs about a hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let made = formatters.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, made);
  }
  return made;
}

/** What the clocks of a zone show at an instant, as if it were UTC. */
function wallTime(at: number, zone: string): number {
  if (zone === 'UTC') return Math.floor(at / 1000) * 1000;
  const shown: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetOf = (at: number, zone: string): number => wallTime(at, zone) - Math.floor(at / 1000) * 1000;

/** The day that the calendar of a zone shows at an instant. */
export function civilDay(at: number, zone: string): CivilDay {
  return new Date(wallTime(at, zone)).toISOString().slice(0, 10);
}

/** The hour of day that the clocks of a zone show, with minutes as a fraction. */
export const hourOfDay = (at: number, zone: string): number => (wallTime(at, zone) % dayMs) / 3_600_000;

// Ladders of many events fall on the same days; asking the zone's rules takes some microseconds each time.
const known = new Map<string, number>();
const mostKnown = 20_000;

/** The instant at which the clocks of a zone show that time on that day; an hour that a zone skips is the hour after it. */
export function instantAt(day: CivilDay, hour: number, zone: string): number {
  const key = `${day} ${hour} ${zone}`;
  let at = known.get(key);
  if (at === undefined) {
    at = findInstant(day, hour, zone);
    if (known.size >= mostKnown) known.clear();
    known.set(key, at);
  }
  return at;
}

function findInstant(day: CivilDay, hour: number, zone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000;
  const before = wanted - offsetOf(wanted - dayMs, zone);
  if (wallTime(before, zone) === wanted) return before;
  const after = wanted - offsetOf(wanted + dayMs, zone);
  return wallTime(after, zone) === wanted ? after : Math.max(before, after);
}

/** Another day, so many days later. */
export const addDays = (day: CivilDay, days: number): CivilDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Whole days from one day to another. */
export const daysBetween = (from: CivilDay, to: CivilDay): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

/** Monday to Friday. */
export function isWorkingDay(day: CivilDay): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** Whether a text names a zone that this computer knows. */
export function isZone(text: string): boolean {
  try {
    formatterOf(text);
    return true;
  } catch {
    return false;
  }
}
