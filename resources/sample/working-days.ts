import type { Dice } from './dice.ts';
import { day, historyDays, hour, minute } from './sample-time.ts';

/** The team's clock runs an hour before UTC, the year round: the same sample wherever it is built. */
const teamOffset = hour;

/** A stretch of time in which the team's laptop was open. */
export interface Session {
  readonly from: number;
  readonly to: number;
  /** How much went on, against an ordinary stretch of that length. */
  readonly weight: number;
}

/** Days ago on which nobody opened the laptop at all, besides most Sundays: a holiday, a fair, a cold. */
const closedDays: ReadonlySet<number> = new Set([11, 25, 26, 27, 54, 68]);

/** The sessions of the last three months, the oldest first, up to two minutes before now. */
export function workingSessions(now: number, dice: Dice): readonly Session[] {
  const today = Math.floor((now + teamOffset) / day) * day - teamOffset;
  const sessions: Session[] = [];
  for (let ago = historyDays; ago >= 1; ago -= 1) {
    const midnight = today - ago * day;
    const weekday = new Date(midnight + teamOffset).getUTCDay();
    if (!closedDays.has(ago)) sessions.push(...sessionsOf(midnight, weekday, dice));
  }
  // This morning, whatever the hour is when somebody opens the sample.
  const from = now - 2.6 * hour;
  return [...sessions.filter((session) => session.to < from), { from, to: now - 2 * minute, weight: 1.1 }];
}

function sessionsOf(midnight: number, weekday: number, dice: Dice): Session[] {
  const between = (from: number, to: number, weight: number): Session => ({
    from: midnight + from * hour + dice.whole(-12, 12) * minute,
    to: midnight + to * hour + dice.whole(-12, 12) * minute,
    weight,
  });
  if (weekday === 0) return dice.chance(0.35) ? [between(17, 18.2, 0.4)] : [];
  if (weekday === 6) return dice.chance(0.8) ? [between(10, 12.5, 0.5)] : [];
  const ordinary = [between(8.2, 10.4, 1), between(10.8, 12.3, 1.25), between(13.1, 15.4, 1.1), between(15.8, 18.3, 0.8)];
  // A meeting, a train: one stretch in eight is missing.
  return ordinary.filter(() => !dice.chance(0.12));
}

/** How many of `total` calls fall into each session. */
export function callsPerSession(sessions: readonly Session[], total: number): readonly number[] {
  const shares = sessions.map(({ from, to, weight }) => (to - from) * weight);
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => Math.round((share / sum) * total));
}
