import type { Rung } from './ladder.ts';

/** What happened to a rung so far. */
export interface RungRecord {
  readonly key: string;
  /** When it was due as it was told of. */
  readonly dueAt: number;
  readonly givenAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly note: string;
}

export interface RungEvent {
  readonly acknowledgedAt: number | null;
  readonly firstSeenAt: number;
}

/**
 * done: somebody said so. seen: due when somebody acknowledged the event; it asks no more. open: due, and nobody answered.
 * passed: a later one took its place. to come: not due yet.
 */
export type RungState = 'done' | 'seen' | 'open' | 'passed' | 'to come';

export interface RungStanding extends Rung {
  readonly state: RungState;
  /** Told of, at the due date it has now. */
  readonly givenAt: number | null;
  readonly doneAt: number | null;
  readonly doneBy: string | null;
  readonly note: string;
  /** It was due already when the event was found. */
  readonly isShortNotice: boolean;
}

/**
 * How each rung stands. Of several due ones only the last waits for an answer: what should have been done before it is
 * part of it. Acknowledging the event answers the one that was due by then. What was done stays done when the date moves;
 * a rung that moved into the future has not been told of.
 */
export function rungStandings(rungs: readonly Rung[], records: readonly RungRecord[], event: RungEvent, now: number): RungStanding[] {
  const byKey = new Map(records.map((record) => [record.key, record]));
  const isDone = (rung: Rung): boolean => byKey.get(rung.key)?.acknowledgedAt != null;
  const lastDue = rungs.findLastIndex((rung) => rung.dueAt <= now);
  const lastDone = rungs.findLastIndex(isDone);
  const stateOf = (rung: Rung, index: number): RungState => {
    if (isDone(rung)) return 'done';
    if (rung.dueAt > now) return index < lastDone ? 'passed' : 'to come';
    if (index !== lastDue || index < lastDone) return 'passed';
    return event.acknowledgedAt !== null && rung.dueAt <= event.acknowledgedAt ? 'seen' : 'open';
  };
  return rungs.map((rung, index): RungStanding => {
    const record = byKey.get(rung.key);
    const hasMovedOn = record !== undefined && rung.dueAt > now && record.dueAt !== rung.dueAt;
    return {
      ...rung,
      state: stateOf(rung, index),
      givenAt: hasMovedOn ? null : (record?.givenAt ?? null),
      doneAt: record?.acknowledgedAt ?? null,
      doneBy: record?.acknowledgedBy ?? null,
      note: record?.note ?? '',
      isShortNotice: rung.dueAt < event.firstSeenAt,
    };
  });
}

/** The rung that waits for an answer, when there is one. */
export const openRung = (rungs: readonly RungStanding[]): RungStanding | null => rungs.find(({ state }) => state === 'open') ?? null;
