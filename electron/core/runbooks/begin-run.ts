import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { RunEvent } from '../../../shared/domain/runbooks/run-event.ts';
import { startRunState } from '../../../shared/domain/runbooks/run-state.ts';
import { eventWords, nowWords } from '../../../shared/domain/runbooks/run-words.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { findIncident } from './incident-facts.ts';
import { presentRun } from './present-run.ts';
import { insertEvent, refuseSecrets } from './record-event.ts';
import { getRunbookRecord, revisionOf } from './store.ts';

export interface NewRun {
  readonly runbookId: string;
  readonly incidentId: string | null;
  readonly reason: string;
  readonly isDrill?: boolean | undefined;
  readonly subjectPersonId?: string | null | undefined;
}

/** Starts a run of the published revision, which it keeps to whatever is published later. */
export async function beginRun(engine: Engine, actor: Actor, input: NewRun): Promise<RunDetail> {
  const { db, clock, commands, secrets } = engine;
  refuseSecrets(secrets, input.reason);
  const record = getRunbookRecord(db, input.runbookId);
  if (record.published === 0)
    throw new Fault('conflict', { happened: `“${record.name}” has not been published yet.`, remedy: 'Publish its draft, then start it.' });
  if (input.incidentId !== null && findIncident(db, input.incidentId) === null)
    throw new Fault('not_found', { happened: 'The incident is gone.', remedy: 'Start the run without an incident.' });
  const runbook = revisionOf(db, record.id, record.published);
  const subject = input.subjectPersonId
    ? db.get<{ name: string }>('SELECT name FROM people WHERE id = ?', input.subjectPersonId)
    : undefined;
  if (input.subjectPersonId && !subject)
    throw new Fault('not_found', { happened: 'The person is gone.', remedy: 'Choose somebody of Settings, People.' });
  if (record.kind === 'onboarding person' && !subject)
    throw new Fault('bad_input', {
      happened: `“${record.name}” is about a person, and none was named.`,
      remedy: 'Say who is being onboarded.',
      place: { path: 'subjectPersonId' },
    });
  const id = clock.newId();
  const event: RunEvent = {
    at: clock.now(),
    actor: actor.name,
    by: engine.person.id,
    kind: 'started',
    reason: input.reason,
    isDrill: input.isDrill ?? false,
  };
  const state = startRunState(runbook, event);
  commands.run(actor, (changes) => {
    const number = (changes.get<{ n: number | null }>('SELECT max(number) AS n FROM runbook_runs')?.n ?? 0) + 1;
    const about = subject ? ` for ${subject.name}` : '';
    changes.insert(
      'runbookRun',
      {
        id,
        number,
        runbook_id: record.id,
        revision: record.published,
        incident_id: input.incidentId,
        subject_person_id: input.subjectPersonId ?? null,
        is_drill: input.isDrill ? 1 : 0,
        reason: input.reason,
        started_by: actor.name,
        state: 'running',
        now_words: nowWords(runbook, state),
        step_count: runbook.steps.length,
        started_at: event.at,
        last_event_at: event.at,
      },
      `Run ${number} of ${record.name}${about}: ${eventWords(runbook, event)}`,
    );
    changes.bulk('runbookRun', id, `Run ${number} begins at step 1`, { kind: 'started', seq: 0 }, (db) =>
      insertEvent(db, clock.newId(), id, 0, event),
    );
  });
  return presentRun(engine, id);
}
