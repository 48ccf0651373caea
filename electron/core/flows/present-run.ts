import { checkOutcome } from '../../../shared/contract/check-outcome.ts';
import type { FlowRun, RunCall, RunDetail, RunRow } from '../../../shared/contract/flows.ts';
import { stepsOf } from '../../../shared/domain/flows/flow-spec.ts';
import { readKept } from '../../../shared/domain/flows/drawn-values.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { rowDataWords } from '../../../shared/domain/flows/row-data-words.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { countWords } from '../../../shared/domain/flows/run-state.ts';
import type { Reader } from '../db/sqlite.ts';
import { specForRetry } from './given-for-run.ts';
import { placesOf } from './guard.ts';
import { readFlow } from './problems.ts';
import { doubtOfRetry } from './restored-runs.ts';
import { shownRow } from './sealed-columns.ts';
import {
  callsOfRow,
  countRetriable,
  isTeardownLeft,
  retriableRows,
  rowCountsOf,
  setupRow,
  specOf,
  teardownRow,
  type RowRecord,
  type RunRecord,
  type StoredCall,
} from './store.ts';

/** A run as it is shown. One that no core runs any more although it is written so was cut off. */
export function presentRun(db: Reader, run: RunRecord, isRunning: boolean): FlowRun {
  const counts = { ...rowCountsOf(db, run.id) };
  const isCutOff = run.state === 'running' && !isRunning;
  const left = counts.waiting + counts.running;
  const state = isCutOff ? 'stopped' : run.state;
  const words = isCutOff
    ? `The app ended while it ran${left > 0 && run.rows > 1 ? `: ${countWords(counts)}` : ''}`
    : run.state === 'running'
      ? countWords(counts)
      : run.words;
  return {
    id: run.id,
    number: run.number,
    flowId: run.flow_id,
    flowName: run.flow_name,
    state,
    words,
    startedBy: run.started_by,
    source: run.source,
    startedAt: run.started_at,
    finishedAt: isCutOff ? null : run.finished_at,
    environmentWords: run.environment_words,
    isProduction: run.is_production === 1,
    fileName: run.file_name,
    rows: run.rows,
    counts,
    calls: run.calls,
    checksHeld: run.checks_held,
    checks: run.checks,
    concurrency: run.concurrency,
    retryOf: run.retry_of,
    canResume: !isRunning && state !== 'failed' && (left > 0 || (state === 'stopped' && isTeardownLeft(db, run.id))),
    canRetry: !isRunning && counts.failed > 0 && retriableRows(db, run, 1).length > 0,
    isRunning,
  };
}

export function presentDetail(db: Reader, run: RunRecord, isRunning: boolean): RunDetail {
  const all = stepsOf(specOf(run));
  const shown = presentRun(db, run, isRunning);
  // Runs outlive their flow.
  const flow = db.get<{ spec: string }>('SELECT spec FROM flows WHERE id = ?', run.flow_id);
  return {
    ...shown,
    steps: all.map(({ part, step }) => ({ id: step.id, name: step.name, part })),
    dataSha256: run.data_sha256,
    retryOfId:
      run.retry_of === null ? null : (db.get<{ id: string }>('SELECT id FROM flow_runs WHERE number = ?', run.retry_of)?.id ?? null),
    confirmed: JSON.parse(run.confirmed) as string[],
    captureNames: [
      ...new Set(
        all
          .filter(({ part }) => part === 'steps')
          .flatMap(({ step }) => step.captures.filter((one) => !isSecretCapture(one)).map(({ name }) => name)),
      ),
    ],
    retriable: shown.canRetry ? countRetriable(db, run) : 0,
    retryDoubt: shown.canRetry ? doubtOfRetry(db, run) : '',
    guarded: placesOf(readFlow(db, specOf(run)).guarded),
    guardedAgain: flow && shown.canRetry ? placesOf(readFlow(db, specForRetry(flow, run)).guarded) : [],
  };
}

/** A row as it is listed: without its calls, which are read when it is opened. */
export function presentRow(row: RowRecord, brokenChecks = 0): RunRow {
  const data = shownRow(row.data);
  return {
    row: row.row,
    state: row.state,
    words: row.words,
    dataWords: rowDataWords(data),
    status: row.status,
    captures: JSON.parse(row.captures) as Record<string, string>,
    vendorRequestId: row.vendor_request_id,
    exchangeId: row.exchange_id,
    exchangeNumber: row.exchange_number,
    calls: row.calls,
    brokenChecks,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

export function listRunRows(db: Reader, runId: string, state?: RunRow['state']): RunRow[] {
  const rows =
    state === undefined
      ? db.all<RowRecord>('SELECT * FROM flow_run_rows WHERE run_id = ? ORDER BY row < 1, row', runId)
      : db.all<RowRecord>('SELECT * FROM flow_run_rows WHERE run_id = ? AND state = ? ORDER BY row', runId, state);
  const broken = brokenChecksOf(db, runId);
  return rows.map((row) => presentRow(row, broken.get(row.row)));
}

/** How many checks of a run's calls do not hold, by row; rows whose checks all hold are left out. */
export function brokenChecksOf(db: Reader, runId: string): ReadonlyMap<number, number> {
  const rows = db.all<{ row: number; n: number }>(
    `SELECT c.row, count(*) AS n FROM flow_run_calls c, json_each(c.checks) k
     WHERE c.run_id = ? AND c.checks LIKE '%"isHeld":false%' AND json_extract(k.value, '$.isHeld') = 0 GROUP BY c.row`,
    runId,
  );
  return new Map(rows.map(({ row, n }) => [row, n]));
}

export function listRunCalls(db: Reader, runId: string, row: number): RunCall[] {
  return callsOfRow(db, runId, row).map(presentCall);
}

export function presentCall(call: StoredCall): RunCall {
  const shown = Object.entries(readKept(call.captures).captures).map(([name, value]) => ({
    name,
    value: asText(value).slice(0, 2000),
  }));
  const secret = (JSON.parse(call.secret_names) as string[]).map((name) => ({ name, value: null }));
  return {
    at: call.at,
    stepId: call.step_id,
    name: call.name,
    part: call.row === setupRow ? 'setup' : call.row === teardownRow ? 'teardown' : 'steps',
    isCompensation: call.is_compensation === 1,
    page: call.page,
    state: call.state,
    tookEffect: call.took_effect === 1,
    method: call.method,
    status: call.status,
    durationMs: call.duration_ms,
    words: call.words,
    checks: checkOutcome.array().parse(JSON.parse(call.checks)),
    captures: [...shown, ...secret],
    exchangeId: call.exchange_id,
    exchangeNumber: call.exchange_number,
    vendorRequestId: call.vendor_request_id,
  };
}
