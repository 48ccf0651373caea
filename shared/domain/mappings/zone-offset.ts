import { Temporal } from 'temporal-polyfill';

export type Twice = 'refuse' | 'earlier' | 'later';
export type Never = 'refuse' | 'forward';

/** Gives the moment (ms since 1970 UTC) of a wall clock in a zone. `twice` and `never`: the clocks were changed and the hour is not clear. */
export type ZoneClock = (wallMs: number, twice: Twice, never: Never) => number | 'twice' | 'never';

const hour = 3_600_000;

/** Compiles a zone. Throws for a zone nobody knows. Offsets are remembered by hour: a run of a million rows asks for a few thousand hours. */
export function zoneClock(zone: string): ZoneClock {
  if (zone === 'UTC') return (wall) => wall;
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  const known = new Map<number, number | null>();
  return (wall, twice, never) => {
    const slot = Math.floor(wall / hour);
    let offset = known.get(slot);
    if (offset === undefined) {
      offset = steadyOffset(zone, slot * hour);
      if (known.size > 200_000) known.clear();
      known.set(slot, offset);
    }
    return offset === null ? changing(zone, wall, twice, never) : wall - offset;
  };
}

const plain = (wall: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();

/** The offset of a whole hour of the wall clock; null for an hour in which, or next to which, the clocks change. */
function steadyOffset(zone: string, wall: number): number | null {
  let steady: number | null = null;
  for (const at of [wall, wall + hour - 1]) {
    const local = plain(at);
    for (const disambiguation of ['earlier', 'later'] as const) {
      const moment = local.toZonedDateTime(zone, { disambiguation });
      const offset = moment.offsetNanoseconds / 1e6;
      if (steady !== null && steady !== offset) return null;
      if (!moment.toPlainDateTime().equals(local)) return null;
      steady = offset;
    }
  }
  return steady;
}

function changing(zone: string, wall: number, twice: Twice, never: Never): number | 'twice' | 'never' {
  const local = plain(wall);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  if (!earlier.toPlainDateTime().equals(local)) return never === 'forward' ? later.epochMilliseconds : 'never';
  if (twice === 'refuse') return 'twice';
  return twice === 'earlier' ? earlier.epochMilliseconds : later.epochMilliseconds;
}

/** The calendar day of a moment in a zone, `2026-11-20`. */
export function dayIn(zone: string, ms: number): string {
  if (zone === 'UTC') return new Date(ms).toISOString().slice(0, 10);
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
}
