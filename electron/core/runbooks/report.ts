import type { Reader } from '../db/sqlite.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { beginRun, type NewRun } from './begin-run.ts';
import { suggestFor, type Suggestion } from './suggest.ts';

export interface RunOfIncident {
  readonly id: string;
  readonly runbookName: string;
  readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'aborted';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly percent: number;
}

/** The runs that were started on an incident, the newest first. */
export function runsForIncident(db: Reader, incidentId: string): RunOfIncident[] {
  return db.all<RunOfIncident>(
    `SELECT r.id, b.name AS runbookName, r.state, r.started_at AS startedAt, r.finished_at AS finishedAt, r.percent
     FROM runbook_runs r JOIN runbooks b ON b.id = r.runbook_id WHERE r.incident_id = ? ORDER BY r.started_at DESC`,
    incidentId,
  );
}

/** Starts a run of the published revision; faults when there is none. */
export function startRun(engine: Engine, actor: Actor, run: NewRun): Promise<RunDetail> {
  return beginRun(engine, actor, run);
}

/** Published runbooks that fit an incident by their trigger, API or process, the best first. */
export function suggestedRunbooks(db: Reader, incidentId: string): Suggestion[] {
  return suggestFor(db, incidentId);
}
