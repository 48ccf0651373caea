// The dates that the vendor of a bad Tuesday names.
const dayMs = 86_400_000;

export interface TuesdayFacts {
  readonly deprecatedAt: number;
  readonly firstSunsetAt: number;
  /** Ten days earlier than it was said at first. */
  readonly movedSunsetAt: number;
}

/** Whole days, counted from the day on which the test runs. */
export function factsOf(now: number): TuesdayFacts {
  const today = Math.floor(now / dayMs) * dayMs;
  return { deprecatedAt: today - 20 * dayMs, firstSunsetAt: today + 60 * dayMs, movedSunsetAt: today + 50 * dayMs };
}
