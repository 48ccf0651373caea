import { flowSpec, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import type { CallState, RowState } from '../../../shared/domain/flows/row-progress.ts';
import { endOfRun, noRows, type RowCounts, type RunState } from '../../../shared/domain/flows/run-state.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import { writeRow, type RowWrite } from '../db/row-write.ts';
import type { Reader, Writer } from '../db/sqlite.ts';

export interface FlowRecord {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
  readonly spec: string;
  readonly schedule: string | null;
  readonly armed_by: string | null;
  readonly armed_at: number | null;
  readonly armed_sha256: string | null;
  readonly due_at: number | null;
  readonly missed_words: string;
  readonly created_at: number;
}

export interface RunRecord {
  readonly id: string;
  readonly number: number;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly spec: string;
  readonly state: RunState;
  readonly words: string;
  readonly source: FlowRun['source'];
  readonly started_by: string;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly environment_words: string;
  readonly is_production: number;
  readonly confirmed: string;
  readonly file_name: string | null;
  readonly data_sha256: string | null;
  readonly rows: number;
  readonly concurrency: number;
  readonly retry_of: number | null;
  readonly calls: number;
  readonly checks_held: number;
  readonly checks: number;
}

export interface RowRecord {
  readonly run_id: string;
  readonly row: number;
  readonly data: string;
  readonly state: RowState;
  readonly words: string;
  readonly captures: string;
  readonly status: number | null;
  readonly vendor_request_id: string | null;
  readonly exchange_id: string | null;
  readonly exchange_number: number | null;
  readonly calls: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
}

export interface StoredCall {
  readonly run_id: string;
  readonly row: number;
  readonly seq: number;
  readonly step_id: string;
  readonly name: string;
  readonly is_compensation: number;
  readonly page: number;
  readonly has_more: number;
  readonly next: string | null;
  readonly state: CallState;
  readonly took_effect: number;
  readonly method: string;
  readonly status: number | null;
  readonly duration_ms: number | null;
  readonly words: string;
  readonly checks: string;
  readonly captures: string;
  readonly secret_names: string;
  readonly correlation_id: string | null;
  readonly exchange_id: string | null;
  readonly exchange_number: number | null;
  readonly vendor_request_id: string | null;
  readonly at: number;
}

/** The rows of the setup and of the teardown; those of the data count from 1. */
export const setupRow = 0;
export const teardownRow = -1;

export const listFlowRecords = (db: Reader): FlowRecord[] => db.all<FlowRecord>('SELECT * FROM flows ORDER BY lower(folder), lower(name)');

export function requireFlow(db: Reader, id: string): FlowRecord {
  const row = db.get<FlowRecord>('SELECT * FROM flows WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The flow is gone.', remedy: 'Look at the list of flows. Its runs are still there.' });
  return row;
}

export const specOf = ({ spec }: { readonly spec: string }): FlowSpec => flowSpec.parse(JSON.parse(spec));

export function requireRun(db: Reader, id: string): RunRecord {
  const row = db.get<RunRecord>('SELECT * FROM flow_runs WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'There is no such run.', remedy: 'Look at the list of runs.' });
  return row;
}

export const listRunRecords = (db: Reader, flowId: string | undefined, limit: number): RunRecord[] =>
  flowId === undefined
    ? db.all<RunRecord>('SELECT * FROM flow_runs ORDER BY number DESC LIMIT ?', limit)
    : db.all<RunRecord>('SELECT * FROM flow_runs WHERE flow_id = ? ORDER BY number DESC LIMIT ?', flowId, limit);

export function rowCountsOf(db: Reader, runId: string): RowCounts {
  const counts = { ...noRows };
  for (const { state, n } of db.all<{ state: RowState; n: number }>(
    'SELECT state, count(*) AS n FROM flow_run_rows WHERE run_id = ? AND row > 0 GROUP BY state',
    runId,
  ))
    counts[state] = n;
  return counts;
}

export const findRow = (db: Reader, runId: string, row: number): RowRecord | undefined =>
  db.get<RowRecord>('SELECT * FROM flow_run_rows WHERE run_id = ? AND row = ?', runId, row);

/** The next rows that were not begun or not ended, after one; unknown ones wait for a person. */
export const waitingRows = (db: Reader, runId: string, after: number, most: number): RowRecord[] =>
  db.all<RowRecord>(
    "SELECT * FROM flow_run_rows WHERE run_id = ? AND row > ? AND state IN ('waiting', 'running') ORDER BY row LIMIT ?",
    runId,
    after,
    most,
  );

/** Whether a run still has its teardown before it: it was stopped or cut off when no row was left. */
export const isTeardownLeft = (db: Reader, runId: string): boolean => {
  const state = findRow(db, runId, teardownRow)?.state;
  return state === 'waiting' || state === 'running';
};

/** How a run ended: by its rows, and by what comes after them. */
export function endOf(db: Reader, runId: string, isSetUp: boolean): Exclude<RunState, 'running'> {
  const end = endOfRun(rowCountsOf(db, runId), isSetUp);
  if (isSetUp && end !== 'unknown' && isTeardownLeft(db, runId)) return 'stopped';
  // What the rows did stands, but not all was done that should have been.
  return end === 'done' && (findRow(db, runId, teardownRow)?.state ?? 'done') !== 'done' ? 'partial' : end;
}

/**
 * The failed rows of a run that may be sent again. One that a retry took up, or a retry of that one, is told by the last of them: what it did,
 * or is about to do, must not be done twice.
 */
export const retriableRows = (db: Reader, run: RetriedRun, most = -1): Pick<RowRecord, 'row' | 'data'>[] =>
  selectRetriable(db, run, 'row, data', most);

/** How many failed rows may be sent again. */
export const countRetriable = (db: Reader, run: RetriedRun): number => selectRetriable<{ n: number }>(db, run, 'count(*) AS n')[0]?.n ?? 0;

type RetriedRun = Pick<RunRecord, 'id' | 'flow_id' | 'number'>;

const selectRetriable = <T>(db: Reader, { id, flow_id: flowId, number }: RetriedRun, columns: string, most = -1): T[] =>
  db.all(
    `WITH RECURSIVE retries (id, number, state) AS (
       SELECT id, number, state FROM flow_runs WHERE flow_id = ? AND retry_of = ?
       UNION SELECT r.id, r.number, r.state FROM flow_runs r JOIN retries ON r.retry_of = retries.number WHERE r.flow_id = ?)
     SELECT ${columns} FROM flow_run_rows WHERE run_id = ? AND state = 'failed' AND row > 0 AND row NOT IN (
       SELECT w.row FROM retries JOIN flow_run_rows w ON w.run_id = retries.id
       WHERE w.state <> 'failed' AND NOT (w.state = 'waiting' AND retries.state = 'failed'))
     ORDER BY row LIMIT ?`,
    flowId,
    number,
    flowId,
    id,
    most,
  );

export const callsOfRow = (db: Reader, runId: string, row: number): StoredCall[] =>
  db.all<StoredCall>('SELECT * FROM flow_run_calls WHERE run_id = ? AND row = ? ORDER BY seq', runId, row);

export function insertRow(db: Writer, runId: string, row: number, data: Readonly<Record<string, unknown>>): void {
  db.run("INSERT INTO flow_run_rows (run_id, row, data, state) VALUES (?, ?, ?, 'waiting')", runId, row, JSON.stringify(data));
}

/** Some columns of a record; the names are ours, never a person's. */
export const patchOf = (
  table: 'flow_runs' | 'flow_run_rows' | 'flow_run_calls',
  key: RowWrite['key'],
  values: RowWrite['values'],
): RowWrite => ({ table, how: 'patch', key, values });

export const patch = (db: Writer, ...of: Parameters<typeof patchOf>): void => writeRow(db, patchOf(...of));

/** A call that is about to leave, or will not. */
export const callRow = ({
  run_id,
  row,
  seq,
  ...values
}: Pick<
  StoredCall,
  'run_id' | 'row' | 'seq' | 'step_id' | 'name' | 'is_compensation' | 'page' | 'method' | 'state' | 'at' | 'correlation_id' | 'words'
> & { readonly captures?: string }): RowWrite => ({ table: 'flow_run_calls', how: 'insert', key: { run_id, row, seq }, values });
