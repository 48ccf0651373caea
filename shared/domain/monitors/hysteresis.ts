/** Where a monitor stands. `state` is what was last confirmed; the streaks are what lies between two states. */
export interface Standing {
  readonly state: 'up' | 'down' | 'unknown';
  readonly sinceAt: number;
  readonly fails: number;
  readonly passes: number;
  /** The first fail of the running streak. */
  readonly firstFailAt: number | null;
  /** The first pass of the running streak. */
  readonly streakPassAt: number | null;
  /** The last conclusive pass ever. */
  readonly lastPassAt: number | null;
  /** When the last conclusive result came. */
  readonly confirmedAt: number | null;
}

export interface Rule {
  readonly failAfter: number;
  readonly recoverAfter: number;
}

export type Turn = 'went down' | 'came up' | null;

export const newStanding = (at: number): Standing => ({
  state: 'unknown',
  sinceAt: at,
  fails: 0,
  passes: 0,
  firstFailAt: null,
  streakPassAt: null,
  lastPassAt: null,
  confirmedAt: null,
});

/**
 * The next standing after a conclusive result. It takes `failAfter` fails in a row to go down and `recoverAfter` passes
 * to come up; a monitor that never had a state comes up with its first pass.
 */
export function afterResult(
  before: Standing,
  passed: boolean,
  at: number,
  rule: Rule,
): { readonly standing: Standing; readonly turn: Turn } {
  const fails = passed ? 0 : before.fails + 1;
  const passes = passed ? before.passes + 1 : 0;
  const moved: Standing = {
    ...before,
    fails,
    passes,
    firstFailAt: passed ? null : (before.firstFailAt ?? at),
    streakPassAt: passed ? (before.streakPassAt ?? at) : null,
    lastPassAt: passed ? at : before.lastPassAt,
    confirmedAt: at,
  };
  if (before.state !== 'down' && fails >= rule.failAfter)
    return { standing: { ...moved, state: 'down', sinceAt: moved.firstFailAt ?? at }, turn: 'went down' };
  if (before.state === 'down' && passes >= rule.recoverAfter)
    return { standing: { ...moved, state: 'up', sinceAt: moved.streakPassAt ?? at }, turn: 'came up' };
  if (before.state === 'unknown' && passes > 0) return { standing: { ...moved, state: 'up', sinceAt: at }, turn: null };
  return { standing: moved, turn: null };
}

/** A time in which nobody looked ends streaks, never a state. */
export const afterGap = (before: Standing): Standing => ({ ...before, fails: 0, passes: 0, firstFailAt: null, streakPassAt: null });
