/** When the events of a stream came: from which number on (from 1), and how long after the exchange began; -1 where it is not kept any more. */
export type Arrivals = readonly (readonly [number: number, afterMs: number])[];

export interface ArrivalNotes {
  /** So many more events came together. */
  readonly note: (count: number, at: number) => void;
  readonly kept: () => Arrivals;
}

/** Of a stream that goes on and on the beginning is enough. */
const mostKept = 2_000;

/** Notes when events come; those that come in one moment are one note. */
export function noteArrivals(beganAt: number): ArrivalNotes {
  const kept: [number, number][] = [];
  let next = 1;
  return {
    note: (count, at) => {
      const last = kept.at(-1)?.[1] ?? null;
      const after = Math.max(0, Math.round(at - beganAt));
      if (last !== after && last !== -1) kept.push([next, kept.length < mostKept ? after : -1]);
      next += count;
    },
    kept: () => kept,
  };
}

/** When an event came, by its number; null where that was not kept. */
export function arrivalOf(arrivals: Arrivals, beganAt: number, number: number): number | null {
  const found = arrivals.findLast(([first]) => first <= number);
  return found === undefined || found[1] < 0 ? null : beganAt + found[1];
}
