import { eventClass } from './event-class.ts';
import type { RungStanding } from './rung-state.ts';
import { civilDay, dayMs, daysBetween, hourOfDay, isWorkingDay } from './zone-time.ts';

/** An event with the rung that waits for an answer. */
export interface OpenRung {
  readonly eventId: string;
  readonly title: string;
  readonly kind: string;
  readonly effectiveAt: number;
  readonly firstSeenAt: number;
  readonly rung: RungStanding;
}

export interface DueNotice {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  /** The event to open: the most urgent one. */
  readonly eventId: string;
  /** What is told of with it. */
  readonly told: readonly OpenRung[];
}

export interface WatchState {
  /** When the ladders were looked at before; null: never. */
  readonly lookedAt: number | null;
  /** The last day on which a digest was given. */
  readonly digestDay: string | null;
  readonly zone: string;
}

const rankOfClass = { stop: 0, expiry: 1, contract: 2, terms: 3, maintenance: 4, announcement: 5, own: 6 } as const;

/** The harder class first, then the nearer date: what costs most when it waits. */
export function compareUrgency(one: OpenRung, other: OpenRung): number {
  return (
    rankOfClass[eventClass(one.kind)] - rankOfClass[eventClass(other.kind)] ||
    one.effectiveAt - other.effectiveAt ||
    one.rung.daysBefore - other.rung.daysBefore ||
    (one.eventId < other.eventId ? -1 : 1)
  );
}

/**
 * The one notice to give now, or null. New are rungs that nobody was told of, and daily ones that were told of on an
 * earlier day. At the first look on a working day everything open is one digest. Several are one notice: the most urgent
 * one is named, the others are counted.
 */
export function dueNotice(open: readonly OpenRung[], state: WatchState, now: number): DueNotice | null {
  if (open.length === 0) return null;
  const today = civilDay(now, state.zone);
  const isDigest = isWorkingDay(today) && state.digestDay !== today;
  const isAgain = (one: OpenRung): boolean =>
    one.rung.isDaily && one.rung.givenAt !== null && civilDay(one.rung.givenAt, state.zone) < today && hourOfDay(now, state.zone) >= 9;
  const fresh = open.filter((one) => one.rung.givenAt === null || isAgain(one));
  const told = (isDigest ? open : fresh).toSorted(compareUrgency);
  const [worst] = told;
  if (!worst || (!isDigest && fresh.length === 0)) return null;
  const others = told.length - 1;
  const key = isDigest ? `digest:${today}` : `rung:${worst.eventId}:${worst.rung.key}:${worst.rung.dueAt}:${today}`;
  return {
    key,
    title: isDigest && others > 0 ? `${told.length} dates need you` : worst.title,
    body: [
      `${isDigest && others > 0 ? `${worst.title}: ` : ''}${worst.rung.action}`,
      latenessWords(worst, state.lookedAt, now),
      others > 0 ? `${others} more on the calendar` : null,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    eventId: worst.eventId,
    told,
  };
}

/** "3 days late: this computer was off", "short notice, 24 days", or null when it is told of in time. */
export function latenessWords({ rung, firstSeenAt, effectiveAt }: OpenRung, lookedAt: number | null, now: number): string | null {
  if (rung.isShortNotice) {
    const days = Math.max(0, Math.ceil((effectiveAt - firstSeenAt) / dayMs));
    return `short notice, ${days} ${days === 1 ? 'day' : 'days'}`;
  }
  const days = daysBetween(civilDay(rung.dueAt, 'UTC'), civilDay(now, 'UTC'));
  if (days < 1) return null;
  const words = days === 1 ? '1 day late' : `${days} days late`;
  return rung.givenAt === null && lookedAt !== null && lookedAt < rung.dueAt ? `${words}: this computer was off` : words;
}
