import { addDays, civilDay, dayMs, daysBetween, type CivilDay } from './zone-time.ts';

/** Days on which nothing is released, the last one included. */
export interface Freeze {
  readonly from: CivilDay;
  readonly to: CivilDay;
}

export interface StartBy {
  /** Midnight UTC of the day by which the work must begin. */
  readonly at: number;
  /** Days of the calendar that the work takes. */
  readonly workDays: number;
  readonly freezeDays: number;
  readonly isLate: boolean;
}

/** Estimates are exceeded more often than not; half as much again is kept free. */
const margin = 1.5;

/**
 * When work on an event must begin: its date less the work (the high estimate and half of it again, at so many days of
 * work a week), less the days of a freeze in between, on which nothing can be released.
 */
export function startBy(
  facts: { readonly effectiveAt: number; readonly effortHighDays: number; readonly capacityDaysPerWeek: number },
  freezes: readonly Freeze[],
  now: number,
): StartBy {
  const workDays = Math.ceil((facts.effortHighDays * margin * 7) / facts.capacityDaysPerWeek);
  let left = workDays;
  let freezeDays = 0;
  let day = civilDay(facts.effectiveAt, 'UTC');
  const isFrozen = (one: CivilDay): boolean => freezes.some(({ from, to }) => from <= one && one <= to);
  while (left > 0) {
    day = addDays(day, -1);
    if (isFrozen(day)) freezeDays += 1;
    else left -= 1;
    // A freeze without an end would be counted for ever.
    if (freezeDays > 366) break;
  }
  return { at: Date.parse(`${day}T00:00:00Z`), workDays, freezeDays, isLate: day < civilDay(now, 'UTC') };
}

/** "3 days late", or null while there is time. */
export function lateWords(start: StartBy, now: number): string | null {
  if (!start.isLate) return null;
  const days = daysBetween(civilDay(start.at, 'UTC'), civilDay(now, 'UTC'));
  return days === 1 ? '1 day late' : `${days} days late`;
}

/** The freezes among events: a start day and an end day. */
export function freezesAmong(
  events: readonly { readonly kind: string; readonly effectiveAt: number | null; readonly endsAt: number | null }[],
): Freeze[] {
  return events.flatMap(({ kind, effectiveAt, endsAt }) =>
    kind === 'freeze' && effectiveAt !== null && endsAt !== null && endsAt >= effectiveAt && endsAt - effectiveAt < 366 * dayMs
      ? [{ from: civilDay(effectiveAt, 'UTC'), to: civilDay(endsAt, 'UTC') }]
      : [],
  );
}
