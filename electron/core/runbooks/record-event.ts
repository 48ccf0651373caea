import { Fault } from '../../../shared/contract/errors.ts';
import type { RunEvent, RunEventData } from '../../../shared/domain/runbooks/run-event.ts';
import {
  applyEvent,
  deviations,
  isEnded,
  percentDone,
  replay,
  stepsDone,
  type RunState,
} from '../../../shared/domain/runbooks/run-state.ts';
import { eventWords, nowWords } from '../../../shared/domain/runbooks/run-words.ts';
import type { Runbook } from '../../../shared/domain/runbooks/runbook.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { getRunRecord, listEvents, revisionOf, type RunRecord } from './store.ts';

export interface LoadedRun {
  readonly record: RunRecord;
  readonly runbook: Runbook;
  readonly events: readonly RunEvent[];
  readonly state: RunState;
}

/** A run as its events make it: what is in memory never counts, so it goes on after a crash where it stood. */
export function loadRun(db: Reader, runId: string): LoadedRun {
  const record = getRunRecord(db, runId);
  const runbook = revisionOf(db, record.runbook_id, record.revision);
  const events = listEvents(db, runId);
  return { record, runbook, events, state: replay(runbook, events) };
}

export type RunTools = Pick<Engine, 'db' | 'clock' | 'commands' | 'secrets' | 'person'>;

/**
 * One thing that happened in a run: checked by the state machine, kept at once, one entry in the activity. `also` may write what belongs to
 * it in the same transaction.
 */
export function recordEvent(
  { clock, commands, secrets, person }: RunTools,
  actor: Actor,
  runId: string,
  data: RunEventData,
  also?: (changes: Changes, db: Writer) => void,
): void {
  refuseSecrets(secrets, data);
  commands.run(actor, (changes) => {
    const { record, runbook, events, state } = loadRun(changes, runId);
    const event: RunEvent = { at: clock.now(), actor: actor.name, by: person.id, ...data };
    const next = applyEvent(runbook, state, event);
    const words = eventWords(runbook, event);
    const summary = `Run ${record.number} of ${record.runbook_name}: ${words}`;
    changes.bulk('runbookRun', runId, summary, { kind: event.kind, seq: events.length, data: JSON.stringify(data) }, (db) => {
      insertEvent(db, clock.newId(), runId, events.length, event);
      db.run(
        `UPDATE runbook_runs SET state = ?, now_words = ?, steps_done = ?, percent = ?, deviations = ?, finished_at = ?, last_event_at = ?, outcome = ? WHERE id = ?`,
        next.status,
        nowWords(runbook, next),
        stepsDone(next),
        percentDone(next),
        deviations(next),
        isEnded(next.status) ? (next.finishedAt ?? event.at) : null,
        next.lastEventAt,
        next.outcome,
        runId,
      );
      also?.(changes, db);
    });
  });
}

/** Writes an event; the columns hold what is asked for, the rest is in `data`. */
export function insertEvent(db: Writer, id: string, runId: string, seq: number, event: RunEvent): void {
  const { at, actor, kind, ...rest } = event;
  const { step = null, ...data } = rest as { step?: number };
  db.run(
    'INSERT INTO runbook_events (id, run_id, seq, at, actor, kind, step, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    runId,
    seq,
    at,
    actor,
    kind,
    step,
    JSON.stringify(data),
  );
}

/** A run is read by many and exported; a secret that is known here is never kept in it. */
export function refuseSecrets(secrets: Engine['secrets'], value: unknown): void {
  const redactor = secrets.redactor();
  const check = (text: string): void => {
    if (redactor.text(text) === text) return;
    throw new Fault('bad_input', {
      happened: 'This holds a secret of one of your credentials.',
      remedy: 'Write which credential it is instead. Nothing was kept.',
    });
  };
  const walk = (at: unknown): void => {
    if (typeof at === 'string') check(at);
    else if (Array.isArray(at)) at.forEach(walk);
    else if (typeof at === 'object' && at !== null) Object.values(at).forEach(walk);
  };
  walk(value);
}
