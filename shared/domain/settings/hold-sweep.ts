import { grouped } from '../grouped.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** So few may go by themselves, whatever part they are of what is kept. */
const handful = 20;
/** After so long without a look the clock may have leapt, not the time have passed. */
const leapMs = 30 * dayMs;

/** What is kept of one kind, and how much of it the retention would take now. */
export interface SweptPart {
  readonly kept: number;
  readonly due: number;
}

export interface SweepFacts {
  readonly now: number;
  /** When the newest exchange began, by the clock of then. */
  readonly newestAt: number | null;
  /** When the retention last looked and doubted nothing; null: never. */
  readonly sweptAt: number | null;
  /** A person purged although exchanges up to here lay ahead: they are known to be of a wrong clock. */
  readonly knownTo: number | null;
  readonly parts: readonly SweptPart[];
}

/** Why nothing is purged until a person says so: as a sentence without its full stop; null: it may go on by itself. */
export function holdSweep({ now, newestAt, sweptAt, knownTo, parts }: SweepFacts): string | null {
  if (parts.every(({ due }) => due === 0)) return null;
  if (newestAt !== null && newestAt > now + hourMs && newestAt > (knownTo ?? -Infinity))
    return `The newest call is of ${dayOf(newestAt)}, and the clock says ${dayOf(now)}`;
  if (sweptAt !== null && now - sweptAt > leapMs)
    return `The clock says ${dayOf(now)}, ${grouped(Math.floor((now - sweptAt) / dayMs))} days after the last look`;
  if (parts.some(({ kept, due }) => due > handful && due * 2 > kept)) return 'It would take more than half of what is kept';
  return null;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
