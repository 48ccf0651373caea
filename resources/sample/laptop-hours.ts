import { createDice, type Dice } from './dice.ts';
import { day, historyDays, hour, minute } from './sample-time.ts';

/** A stretch in which the observer looked, and what the time after it is called. */
export interface Looking {
  readonly startAt: number;
  readonly endAt: number;
  readonly afterwards: 'asleep' | 'app_closed' | 'offline';
}

/** The team's clock runs an hour before UTC, the year round. */
export const teamOffset = hour;

/** Days ago on which the laptop stayed shut: a holiday, a fair. */
const shut: ReadonlySet<number> = new Set([26, 54, 68]);

/** A sequence of its own, so that the rest of the sample stays as it is. */
export function ownDice(seed: number): Dice {
  let state = seed >>> 0;
  return createDice(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
}

/** When this computer looked in the last quarter, the oldest first, up to now. */
export function laptopHours(now: number): Looking[] {
  const dice = ownDice(41);
  const today = Math.floor((now + teamOffset) / day) * day - teamOffset;
  const spans: Looking[] = [];
  for (let ago = historyDays; ago >= 1; ago -= 1) {
    const midnight = today - ago * day;
    const weekday = new Date(midnight + teamOffset).getUTCDay();
    if (weekday === 0 || shut.has(ago)) continue;
    const begin = midnight + (weekday === 6 ? 9.6 : 7.9) * hour + dice.whole(-6, 6) * minute;
    const end = midnight + (weekday === 6 ? 13.2 : 18.6) * hour + dice.whole(-15, 25) * minute;
    // A meeting or a train in the afternoon, one day in nine.
    if (weekday !== 6 && dice.chance(0.11)) {
      const away = midnight + 13.5 * hour + dice.whole(0, 90) * minute;
      spans.push({ startAt: begin, endAt: away, afterwards: dice.chance(0.7) ? 'asleep' : 'offline' });
      spans.push({ startAt: away + dice.whole(50, 110) * minute, endAt: end, afterwards: 'asleep' });
    } else spans.push({ startAt: begin, endAt: end, afterwards: 'asleep' });
  }
  const morning = Math.max(now - 4.5 * hour, today + 7.2 * hour);
  const from = morning < now - 20 * minute ? morning : now - 2 * hour;
  return [...spans.filter(({ endAt }) => endAt < from), { startAt: from, endAt: now, afterwards: 'app_closed' }];
}
