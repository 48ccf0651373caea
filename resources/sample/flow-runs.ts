import { createHash } from 'node:crypto';
import { countWords, endOfRun, noRows } from '../../shared/domain/flows/run-state.ts';
import type { KeptFlow } from './flows.ts';
import type { Member } from './people.ts';
import type { SampleEndpoint, Stage } from './stage.ts';

interface SampleCall {
  readonly step: string;
  readonly name: string;
  readonly isChanging: boolean;
  readonly at: number;
  readonly endpoint: SampleEndpoint;
  readonly isHeld: boolean;
  readonly page?: number;
  readonly hasMore?: boolean;
  readonly captures: Readonly<Record<string, unknown>>;
  readonly checks: readonly (readonly [words: string, isHeld: boolean, seen: string])[];
}

export interface SampleFlowRun {
  readonly flow: KeptFlow;
  readonly by: Member;
  /** Who is named as the one who started it; else whoever planned it. */
  readonly startedBy?: string;
  readonly at: number;
  readonly rows: readonly {
    readonly row: number;
    readonly data: Readonly<Record<string, string>>;
    readonly calls: readonly SampleCall[];
  }[];
  /** The rows' numbers in the file, when they do not begin at 1. */
  readonly rowNumbers?: readonly number[];
  readonly fileName: string | null;
  readonly environmentWords: string;
  readonly source: 'app' | 'schedule';
  /** It repeats the failures of the run before it. */
  readonly isRetry: boolean;
}

interface Sent {
  readonly id: string;
  readonly number: number;
  readonly status: number | null;
  readonly duration_ms: number | null;
  readonly vendor_request_id: string | null;
  readonly correlation_id: string;
  readonly finished_at: number;
}

/** A run as the app would have kept it, with the exchanges that its calls were. */
export function planFlowRun(stage: Stage, run: SampleFlowRun): void {
  const { db, newId, team, timeline } = stage;
  const last = run.rows.at(-1)?.calls.at(-1)?.at ?? run.at;
  // After the last of its exchanges is there.
  timeline.planEvidence(last + 1_000, () => {
    const id = newId(run.at);
    const number = (db.get<{ n: number | null }>('SELECT max(number) AS n FROM flow_runs')?.n ?? 0) + 1;
    const counts = { ...noRows };
    const checks = run.rows.flatMap(({ calls }) => calls.flatMap((call) => call.checks));
    const data = JSON.stringify(run.rows.map((row) => row.data));
    db.run(
      `INSERT INTO flow_runs (id, number, flow_id, flow_name, spec, state, source, started_by, started_at, finished_at, environment_words, is_production, file_name,
         data_sha256, rows, concurrency, retry_of, calls, checks_held, checks) VALUES (?, ?, ?, ?, ?, 'done', ?, ?, ?, ?, ?, 1, ?, ?, ?, 1, ?, ?, ?, ?)`,
      id,
      number,
      run.flow.id,
      run.flow.name,
      JSON.stringify(run.flow.spec()),
      run.source,
      run.startedBy ?? team[run.by].name,
      run.at,
      last + 900,
      run.environmentWords,
      run.fileName,
      run.fileName === null ? null : createHash('sha256').update(data).digest('hex'),
      run.rows.length,
      run.isRetry ? number - 1 : null,
      run.rows.flatMap(({ calls }) => calls).length,
      checks.filter(([, isHeld]) => isHeld).length,
      checks.length,
    );
    run.rows.forEach((row, place) => {
      const state = row.calls.every(({ isHeld }) => isHeld) ? 'done' : 'failed';
      counts[state] += 1;
      writeRow(stage, id, { ...row, row: run.rowNumbers?.[place] ?? row.row }, state);
    });
    db.run('UPDATE flow_runs SET state = ?, words = ? WHERE id = ?', endOfRun(counts, true), countWords(counts), id);
  });
}

function writeRow({ db }: Stage, runId: string, { row, data, calls }: SampleFlowRun['rows'][number], state: 'done' | 'failed'): void {
  const sent = calls.map((call) => sentBy(db, call));
  const lastSent = sent.at(-1);
  const failed = calls.find(({ isHeld }) => !isHeld);
  const shown: Record<string, string> = {};
  for (const call of calls)
    for (const [name, value] of Object.entries(call.captures))
      shown[name] = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2000);
  db.run(
    `INSERT INTO flow_run_rows (run_id, row, data, state, words, captures, status, vendor_request_id, exchange_id, exchange_number, calls, started_at, finished_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    runId,
    row,
    JSON.stringify(data),
    state,
    failed ? `${failed.name} failed: ${wordsOf(failed, lastSent?.status ?? null)}` : '',
    JSON.stringify(shown),
    lastSent?.status ?? null,
    lastSent?.vendor_request_id ?? null,
    lastSent?.id ?? null,
    lastSent?.number ?? null,
    calls.length,
    calls[0]?.at ?? null,
    lastSent?.finished_at ?? null,
  );
  calls.forEach((call, at) => {
    const exchange = sent[at];
    db.run(
      `INSERT INTO flow_run_calls (run_id, row, seq, step_id, name, page, has_more, state, took_effect, method, status, duration_ms, words, checks, captures,
         correlation_id, exchange_id, exchange_number, vendor_request_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      runId,
      row,
      at + 1,
      call.step,
      call.name,
      call.page ?? 1,
      call.hasMore ? 1 : 0,
      call.isHeld ? 'done' : 'failed',
      call.isChanging && call.isHeld ? 1 : 0,
      call.endpoint.method,
      exchange?.status ?? null,
      exchange?.duration_ms ?? null,
      wordsOf(call, exchange?.status ?? null),
      JSON.stringify(call.checks.map(([words, isHeld, seen]) => ({ words, isHeld, seen }))),
      JSON.stringify(call.captures),
      exchange?.correlation_id ?? null,
      exchange?.id ?? null,
      exchange?.number ?? null,
      exchange?.vendor_request_id ?? null,
      call.at,
    );
  });
}

const sentBy = (db: Stage['db'], { endpoint, at }: SampleCall): Sent | undefined =>
  db.get<Sent>(
    'SELECT id, number, status, duration_ms, vendor_request_id, correlation_id, finished_at FROM exchanges WHERE endpoint_id = ? AND started_at = ?',
    endpoint.id,
    at,
  );

function wordsOf({ checks }: SampleCall, status: number | null): string {
  const broken = checks.filter(([, isHeld]) => !isHeld);
  return [
    `answered ${status ?? '–'}`,
    ...broken.map(([words, , seen]) => (seen === String(status) ? `wanted ${words}` : `wanted “${words}”, got ${seen}`)),
  ].join(', ');
}
