/** A service day as it was seen, in slots. */
export interface SeenDay {
  /** When the day begins, epoch ms. */
  readonly at: number;
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
}

const dayMs = 86_400_000;
const least = 0.5;

/**
 * Whether a check silently stopped looking: of its last two service days less than half was seen, and less than half of what is usual on such
 * weekdays. The days in order, the newest last. A laptop that rests at night and on Sundays has not stopped; a new check has no usual yet.
 */
export function hasStopped(days: readonly SeenDay[]): boolean {
  const last = days.slice(-2);
  const before = days.slice(0, -2);
  if (before.length === 0) return false;
  const seen = sum(last, seenOf);
  const usual = sum(last, (day) => {
    const alike = before.filter(({ at }) => Math.round((day.at - at) / dayMs) % 7 === 0);
    return slotsOf(day) * shareOf(alike.length > 0 ? alike : before);
  });
  return seen < least * sum(last, slotsOf) && seen < least * usual;
}

const sum = (days: readonly SeenDay[], of: (day: SeenDay) => number): number => days.reduce((total, day) => total + of(day), 0);
const seenOf = ({ good, bad }: SeenDay): number => good + bad;
const slotsOf = ({ good, bad, noData }: SeenDay): number => good + bad + noData;
const shareOf = (days: readonly SeenDay[]): number => sum(days, seenOf) / Math.max(1, sum(days, slotsOf));
