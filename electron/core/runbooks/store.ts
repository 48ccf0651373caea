import type { RunRow } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { RunEvent } from '../../../shared/domain/runbooks/run-event.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import type { Runbook } from '../../../shared/domain/runbooks/runbook.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';

export interface RunbookRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: Runbook['head']['kind'];
  readonly purpose: string;
  readonly trigger_words: string;
  readonly severity: Runbook['head']['severity'];
  readonly owner_name: string | null;
  readonly deputy_name: string | null;
  readonly minutes: number | null;
  readonly review_every_days: number;
  readonly apis: string;
  readonly processes: string;
  readonly step_count: number;
  readonly draft: string | null;
  readonly starter: string | null;
  readonly published: number;
  readonly published_at: number | null;
  readonly published_source: string | null;
  readonly reviewed_at: number | null;
  readonly is_retired: number;
  readonly last_drill_at: number | null;
  readonly last_run_at: number | null;
  readonly created_at: number;
  readonly runs: number;
  readonly deviating_runs: number;
}

const selectRunbooks = `SELECT b.*, v.published_at, v.source AS published_source,
    (SELECT max(finished_at) FROM runbook_runs WHERE runbook_id = b.id AND is_drill = 1 AND state = 'done') AS last_drill_at,
    (SELECT max(started_at) FROM runbook_runs WHERE runbook_id = b.id) AS last_run_at,
    (SELECT count(*) FROM runbook_runs WHERE runbook_id = b.id) AS runs,
    (SELECT count(*) FROM runbook_runs WHERE runbook_id = b.id AND deviations > 0 AND finished_at IS NOT NULL) AS deviating_runs
  FROM runbooks b LEFT JOIN runbook_revisions v ON v.runbook_id = b.id AND v.number = b.published`;

export function listRunbookRecords(db: Reader): RunbookRecord[] {
  return db.all<RunbookRecord>(`${selectRunbooks} ORDER BY b.is_retired, lower(b.name)`);
}

export function getRunbookRecord(db: Reader, id: string): RunbookRecord {
  const row = db.get<RunbookRecord>(`${selectRunbooks} WHERE b.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The runbook is gone.', remedy: 'Look in the list of runbooks.' });
  return row;
}

export interface RevisionRecord {
  readonly id: string;
  readonly number: number;
  readonly source: string;
  readonly sha256: string;
  readonly note: string;
  readonly published_by: string;
  readonly published_at: number;
}

export function listRevisions(db: Reader, runbookId: string): RevisionRecord[] {
  return db.all<RevisionRecord>('SELECT * FROM runbook_revisions WHERE runbook_id = ? ORDER BY number DESC', runbookId);
}

export function getRevision(db: Reader, runbookId: string, number: number): RevisionRecord {
  const row = db.get<RevisionRecord>('SELECT * FROM runbook_revisions WHERE runbook_id = ? AND number = ?', runbookId, number);
  if (!row) throw new Fault('not_found', { happened: `There is no revision ${number} of it.`, remedy: 'Publish the draft first.' });
  return row;
}

/** Revisions never change, so each is read once; a few dozen are kept. */
const readRevisions = new Map<string, Runbook>();
const mostKept = 60;

/** A published revision, read. */
export function revisionOf(db: Reader, runbookId: string, number: number): Runbook {
  const revision = getRevision(db, runbookId, number);
  const known = readRevisions.get(revision.sha256);
  if (known) return known;
  const { runbook } = readRunbook(revision.source);
  if (readRevisions.size >= mostKept) readRevisions.clear();
  readRevisions.set(revision.sha256, runbook);
  return runbook;
}

export interface RunRecord {
  readonly id: string;
  readonly number: number;
  readonly runbook_id: string;
  readonly runbook_name: string;
  readonly revision: number;
  readonly incident_id: string | null;
  readonly subject_person_id: string | null;
  readonly subject_name: string | null;
  readonly is_drill: number;
  readonly reason: string;
  readonly started_by: string;
  readonly state: RunRow['state'];
  readonly now_words: string;
  readonly steps_done: number;
  readonly step_count: number;
  readonly percent: number;
  readonly deviations: number;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly last_event_at: number;
  readonly outcome: string;
  readonly open_follow_ups: number;
}

const selectRuns = `SELECT r.*, b.name AS runbook_name, p.name AS subject_name,
    (SELECT count(*) FROM runbook_follow_ups f WHERE f.run_id = r.id AND f.done_at IS NULL) AS open_follow_ups
  FROM runbook_runs r JOIN runbooks b ON b.id = r.runbook_id LEFT JOIN people p ON p.id = r.subject_person_id`;

export interface RunFilter {
  readonly runbookId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly isOpen?: boolean | undefined;
}

/** The newest first, those that are under way before all others. */
export function listRunRecords(db: Reader, filter: RunFilter): RunRecord[] {
  const conditions = ['1 = 1'];
  const values: SqlValue[] = [];
  const where = (sql: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(sql);
    values.push(value);
  };
  where('r.runbook_id = ?', filter.runbookId);
  where('r.incident_id = ?', filter.incidentId);
  if (filter.isOpen !== undefined) conditions.push(`${filter.isOpen ? '' : 'NOT '}(r.state IN ('running', 'waiting'))`);
  const order = "ORDER BY r.state IN ('running', 'waiting') DESC, r.started_at DESC LIMIT 2000";
  return db.all<RunRecord>(`${selectRuns} WHERE ${conditions.join(' AND ')} ${order}`, ...values);
}

export function getRunRecord(db: Reader, id: string): RunRecord {
  const row = db.get<RunRecord>(`${selectRuns} WHERE r.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The run is gone.', remedy: 'Look in the list of runs.' });
  return row;
}

/** The events of a run from its start. */
export function listEvents(db: Reader, runId: string): RunEvent[] {
  return db
    .all<{ at: number; actor: string; kind: string; step: number | null; data: string }>(
      'SELECT at, actor, kind, step, data FROM runbook_events WHERE run_id = ? ORDER BY seq',
      runId,
    )
    .map(
      ({ at, actor, kind, step, data }) =>
        ({ at, actor, kind, ...(step === null ? {} : { step }), ...(JSON.parse(data) as object) }) as unknown as RunEvent,
    );
}

export interface ArtifactRecord {
  readonly id: string;
  readonly run_id: string;
  readonly step: number;
  readonly kind: 'exchange' | 'file' | 'text';
  readonly name: string;
  readonly media_type: string;
  readonly byte_length: number;
  readonly sha256: string;
  readonly exchange_id: string | null;
  readonly file: string | null;
  readonly actor: string;
  readonly created_at: number;
}

export function listArtifacts(db: Reader, runId: string): ArtifactRecord[] {
  return db.all<ArtifactRecord>(
    `SELECT a.*, coalesce(nullif(a.sha256, ''), b.sha256, '') AS sha256, max(a.byte_length, coalesce(b.byte_length, 0)) AS byte_length
     FROM runbook_artifacts a LEFT JOIN bodies b ON b.exchange_id = a.exchange_id AND b.side = 'answer' WHERE a.run_id = ? ORDER BY a.created_at, a.id`,
    runId,
  );
}

export interface FollowUpRecord {
  readonly id: string;
  readonly run_id: string;
  readonly words: string;
  readonly owner_name: string | null;
  readonly due_at: number | null;
  readonly done_at: number | null;
  readonly done_by: string | null;
}

export function listFollowUps(db: Reader, runId: string): FollowUpRecord[] {
  return db.all<FollowUpRecord>(
    'SELECT f.*, p.name AS owner_name FROM runbook_follow_ups f LEFT JOIN people p ON p.id = f.owner_id WHERE f.run_id = ? ORDER BY f.created_at, f.id',
    runId,
  );
}

/** Whether a table of another feature is there: not in a workspace file that has not been brought up to it yet. */
export function hasTable(db: Reader, name: string): boolean {
  return db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) !== undefined;
}

/** What a record of a run says to the screen. */
export function asRunRow(row: RunRecord, incidentWords: string | null): RunRow {
  return {
    id: row.id,
    number: row.number,
    runbookId: row.runbook_id,
    runbookName: row.runbook_name,
    revision: row.revision,
    state: row.state,
    isDrill: row.is_drill === 1,
    reason: row.reason,
    incidentId: row.incident_id,
    incidentWords,
    subjectPersonId: row.subject_person_id,
    subjectName: row.subject_name,
    startedBy: row.started_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    lastEventAt: row.last_event_at,
    stepsDone: row.steps_done,
    steps: row.step_count,
    percent: row.percent,
    deviations: row.deviations,
    nowWords: row.now_words,
    outcome: row.outcome,
    openFollowUps: row.open_follow_ups,
  };
}
