import { Fault } from '../../../shared/contract/errors.ts';
import type { FlowRun, RunRow } from '../../../shared/contract/flows.ts';
import { nextCall } from '../../../shared/domain/flows/row-progress.ts';
import { countWords } from '../../../shared/domain/flows/run-state.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { readRowRange } from '../../../shared/domain/flows/values.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { personIdOf } from '../actor.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { disarmedWords, isArmed } from './arming.ts';
import { type GivenForRun, rowsWithValues, specForRetry, specForRun } from './given-for-run.ts';
import { allowedIn, environmentWords, rowsWords } from './guard.ts';
import { runnerOf, type LiveRuns } from './live-runs.ts';
import { brokenChecksOf, presentRow, presentRun } from './present-run.ts';
import { findProblems, readFlow } from './problems.ts';
import { readData, type DataFile } from './read-data.ts';
import { recoverRun } from './recover.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { refuseTwins } from './refuse-twins.ts';
import { doubtOfRetry } from './restored-runs.ts';
import { toldOf } from './run-row.ts';
import { checkSeals, openRow, sealRow } from './sealed-columns.ts';
import {
  callsOfRow,
  endOf,
  findRow,
  insertRow,
  patch,
  requireFlow,
  requireRun,
  retriableRows,
  rowCountsOf,
  setupRow,
  specOf,
  teardownRow,
  type FlowRecord,
  type RunRecord,
  type StoredCall,
} from './store.ts';

export interface StartChoice extends GivenForRun {
  readonly data: DataFile | null;
  readonly rows: string;
  readonly concurrency: number;
  readonly confirmProduction: readonly string[];
}

/** Begins a run: its rows are kept first, so that it can be gone on with whatever happens. Returns while it runs. */
export async function startRun(
  engine: Engine,
  actor: Actor,
  flowId: string,
  choice: StartChoice,
  source: FlowRun['source'],
  signal?: AbortSignal,
): Promise<FlowRun> {
  const { db } = engine;
  const flow = requireFlow(db, flowId);
  const spec = specForRun(db, specOf(flow), choice);
  const [problem] = await findProblems(db, spec);
  if (problem)
    throw new Fault('bad_input', {
      happened: `“${flow.name}” cannot be run. ${problem.words}`,
      remedy: 'Mend the flow, then run it. Nothing was sent.',
    });
  const inRange = readRowRange(choice.rows);
  if (inRange === null)
    throw new Fault('bad_input', {
      happened: `“${choice.rows}” is no choice of rows.`,
      remedy: 'Write “1-3, 7”. Nothing was sent.',
      place: { path: 'rows' },
    });
  const data = choice.data === null ? null : await readData(choice.data, actor, signal);
  const all = rowsWithValues(data, choice);
  const chosen = all.map((row, at) => ({ row: at + 1, data: row })).filter(({ row }) => inRange(row));
  if (chosen.length === 0)
    throw new Fault('bad_input', {
      happened: `The file has no row ${choice.rows}.`,
      remedy: `It has ${all.length}. Nothing was sent.`,
      place: { path: 'rows' },
    });
  refuseTwins(data?.columns ?? [], readFlow(db, spec).asksFor);
  refuseSecrets(engine, chosen);
  const runner = await runnerOf(engine);
  if (source === 'schedule') refuseUnarmed(db, flow);
  const what = { flowName: flow.name, rows: chosen.length };
  const confirmed = allowedIn(engine, personIdOf(engine, actor), readFlow(db, spec).guarded, choice.confirmProduction, what);
  return begin(engine, runner, actor, {
    flowId,
    flowName: flow.name,
    spec: JSON.stringify(spec),
    rows: chosen,
    source,
    fileName: data?.fileName ?? null,
    sha256: data?.sha256 ?? null,
    concurrency: choice.concurrency,
    confirmed,
    retryOf: null,
    despite: '',
  });
}

/** Asked again right before it begins: while its file was read somebody may have changed what a person let the schedule do. */
function refuseUnarmed(db: Reader, flow: FlowRecord): void {
  const now = requireFlow(db, flow.id);
  if (readFlow(db, specOf(flow)).guarded.length === 0 || (now.spec === flow.spec && isArmed(db, now))) return;
  throw new Fault('production_guarded', {
    happened: disarmedWords(db, now) || 'Nobody let its schedule change production.',
    remedy: 'Look at what it sends now, and let its schedule do so again. Nothing was sent.',
  });
}

interface NewRun {
  readonly flowId: string;
  readonly flowName: string;
  readonly spec: string;
  readonly rows: readonly { readonly row: number; readonly data: Readonly<Record<string, unknown>> }[];
  readonly source: FlowRun['source'];
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly concurrency: number;
  readonly confirmed: readonly string[];
  readonly retryOf: number | null;
  /** What a person put aside for it; for the activity. */
  readonly despite: string;
}

/** Without a pause between the rows that are kept and the run that is under way: meanwhile nobody takes it for one that was cut off. */
function begin(engine: Engine, runner: LiveRuns, actor: Actor, run: NewRun): FlowRun {
  const { db, clock, commands, evidence } = engine;
  const spec = specOf(run);
  const { environments } = readFlow(db, spec);
  const { confirmed } = run;
  const id = clock.newId();
  const startedAt = clock.now();
  const number = evidence.write([], (writer) => {
    const next = (writer.get<{ n: number | null }>('SELECT max(number) AS n FROM flow_runs')?.n ?? 0) + 1;
    writer.run(
      `INSERT INTO flow_runs (id, number, flow_id, flow_name, spec, state, source, started_by, started_at, environment_words, is_production, confirmed,
         file_name, data_sha256, rows, concurrency, retry_of) VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      next,
      run.flowId,
      run.flowName,
      run.spec,
      run.source,
      actor.name,
      startedAt,
      environmentWords(environments),
      environments.some(({ kind }) => kind === 'production') ? 1 : 0,
      JSON.stringify(confirmed),
      run.fileName,
      run.sha256,
      run.rows.length,
      run.concurrency,
      run.retryOf,
    );
    if (spec.setup.length > 0) insertRow(writer, id, setupRow, {});
    for (const { row, data } of run.rows) insertRow(writer, id, row, sealRow(engine.vault, id, row, data));
    if (spec.teardown.length > 0) insertRow(writer, id, teardownRow, {});
    return next;
  });
  const what = run.rows.length === 1 ? '' : `, ${grouped(run.rows.length)} rows`;
  const where = confirmed.length > 0 ? `; changes in ${confirmed.join(', ')} confirmed` : '';
  commands.run(actor, (changes) =>
    changes.note('flow', run.flowId, `Run ${number} of “${run.flowName}” started${what}${where}${run.despite}`),
  );
  void runner.begin(id, confirmed);
  return presentRun(db, requireRun(db, id), true);
}

function refuseLive(runner: LiveRuns, runId: string, remedy = 'Wait for it, or stop it.'): void {
  if (runner.isLive(runId)) throw new Fault('conflict', { happened: 'The run is under way.', remedy });
}

/** Goes on with a run at the first row that was not done. */
export async function resumeRun(
  engine: Engine,
  actor: Actor,
  runId: string,
  choice: { readonly confirmProduction: readonly string[]; readonly concurrency?: number | undefined },
): Promise<FlowRun> {
  const { db, evidence, commands } = engine;
  const runner = await runnerOf(engine);
  refuseLive(runner, runId);
  const spec = specOf(requireRun(db, runId));
  await recoverRun(engine, runId, () => runner.isLive(runId));
  // Somebody else, in a window or a terminal, may have gone on with it meanwhile. From here on nothing is waited for.
  refuseLive(runner, runId);
  const run = requireRun(db, runId);
  const counts = rowCountsOf(db, runId);
  const left = counts.waiting + counts.running;
  if (left === 0 && run.state !== 'stopped')
    throw new Fault('conflict', {
      happened:
        counts.unknown > 0
          ? `${rowsWords(counts.unknown)} ${counts.unknown === 1 ? 'waits' : 'wait'} for a person’s word.`
          : 'Every row of the run has ended.',
      remedy:
        counts.unknown > 0
          ? 'Say of each whether it took effect. Nothing was sent.'
          : 'Retry its failures, or start another run. Nothing was sent.',
    });
  const read = readFlow(db, spec);
  if (read.problems[0])
    throw new Fault('conflict', {
      happened: `It cannot go on. ${read.problems[0].words}`,
      remedy: 'Mend what it sends, then go on. Nothing was sent.',
    });
  const confirmed = allowedIn(engine, personIdOf(engine, actor), read.guarded, choice.confirmProduction, {
    flowName: run.flow_name,
    rows: Math.max(left, 1),
  });
  checkSeals(db, engine.vault, runId);
  const again = secretSetupCalls(db, run);
  evidence.write(['flows'], (writer) => {
    for (const { seq } of again)
      patch(
        writer,
        'flow_run_calls',
        { run_id: runId, row: setupRow, seq },
        { state: 'not_sent', words: 'made again: what it captures is kept in memory only' },
      );
    if (again.length > 0) patch(writer, 'flow_run_rows', { run_id: runId, row: setupRow }, { state: 'running' });
    const all = [...new Set([...(JSON.parse(run.confirmed) as string[]), ...confirmed])];
    patch(
      writer,
      'flow_runs',
      { id: runId },
      {
        state: 'running',
        words: '',
        finished_at: null,
        confirmed: JSON.stringify(all),
        concurrency: choice.concurrency ?? run.concurrency,
      },
    );
  });
  commands.run(actor, (changes) =>
    changes.note(
      'flow',
      run.flow_id,
      `Run ${run.number} of “${run.flow_name}” went on, ${left === 0 ? 'its teardown' : rowsWords(left)} left`,
    ),
  );
  void runner.begin(runId, confirmed);
  return presentRun(db, requireRun(db, runId), true);
}

/** Calls of the setup whose secret captures are gone: reading ones are made again, for a changing one the run cannot go on. */
function secretSetupCalls(db: Reader, run: RunRecord): StoredCall[] {
  const steps = specOf(run).setup.filter((step) => step.captures.some(isSecretCapture));
  if (steps.length === 0) return [];
  const calls = db
    .all<StoredCall>('SELECT * FROM flow_run_calls WHERE run_id = ? AND row = ? ORDER BY seq', run.id, setupRow)
    .filter((call) => call.state === 'done' && steps.some(({ id }) => id === call.step_id));
  const changing = calls.find((call) => call.took_effect === 1);
  if (changing)
    throw new Fault('conflict', {
      happened: `“${changing.name}” of the setup gave a secret that was kept in memory only, and making it again would change something twice.`,
      remedy: 'Start a new run of the rows that are left (rows FROM-TO). Nothing was sent.',
    });
  return calls;
}

/** A new run of the rows that failed and of which nothing stands at the vendor. */
export async function retryFailures(
  engine: Engine,
  actor: Actor,
  runId: string,
  confirmProduction: readonly string[],
  source: FlowRun['source'],
  despiteRestore = false,
): Promise<FlowRun> {
  const { db } = engine;
  const runner = await runnerOf(engine);
  refuseLive(runner, runId);
  const run = requireRun(db, runId);
  const flow = requireFlow(db, run.flow_id);
  const spec = specForRetry(flow, run);
  const [problem] = await findProblems(db, spec);
  if (problem)
    throw new Fault('bad_input', {
      happened: `“${flow.name}” cannot be run. ${problem.words}`,
      remedy: 'Mend the flow, then run it. Nothing was sent.',
    });
  // Read when nothing is waited for any more: two who ask at once get the same rows only once.
  const rows = retriableRows(db, run).map((kept) => ({ row: kept.row, data: openRow(engine.vault, runId, kept) }));
  if (rows.length === 0) throw nothingToRetry(rowCountsOf(db, runId).failed > 0);
  const doubt = doubtOfRetry(db, run);
  if (doubt !== '' && !despiteRestore)
    throw new Fault('conflict', {
      happened: `${doubt}.`,
      remedy: `Look at what the vendor has of ${rows.length === 1 ? `row ${rows[0]?.row}` : rowsWords(rows.length)} first, then say that they are to be sent (in the terminal: --despite-restore). Nothing was sent.`,
      place: { path: 'despiteRestore' },
    });
  const what = { flowName: flow.name, rows: rows.length };
  const confirmed = allowedIn(engine, personIdOf(engine, actor), readFlow(db, spec).guarded, confirmProduction, what);
  return begin(engine, runner, actor, {
    flowId: flow.id,
    flowName: flow.name,
    spec: JSON.stringify(spec),
    rows,
    source,
    fileName: run.file_name,
    sha256: run.data_sha256,
    concurrency: run.concurrency,
    confirmed,
    retryOf: run.number,
    despite: doubt === '' ? '' : `, although a backup was restored since run ${run.number}`,
  });
}

const nothingToRetry = (isRetried: boolean): Fault =>
  isRetried
    ? new Fault('conflict', {
        happened: 'Its failures were run again already.',
        remedy: 'Look at the later runs of the flow: what failed there can be run again from there. Nothing was sent.',
      })
    : new Fault('conflict', {
        happened: 'No row failed without a trace.',
        remedy: 'Rows that are done in part or unknown are for a person to look at. Nothing was sent.',
      });

/** A person's word on a row with a call of which nobody knows whether it took effect. */
export async function settleRow(
  engine: Engine,
  actor: Actor,
  runId: string,
  row: number,
  as: 'took_effect' | 'not_sent' | 'close',
): Promise<RunRow> {
  const { db, evidence, commands } = engine;
  const runner = await runnerOf(engine);
  const isUnderWay = 'Wait until it ends, then say.';
  refuseLive(runner, runId, isUnderWay);
  const before = requireRun(db, runId);
  if (before.state === 'running') await recoverRun(engine, runId, () => runner.isLive(runId));
  refuseLive(runner, runId, isUnderWay);
  const record = findRow(db, runId, row);
  if (record?.state !== 'unknown')
    throw new Fault('conflict', { happened: `Nothing of row ${row} is unknown.`, remedy: 'Look at the rows of the run.' });
  const calls = callsOfRow(db, runId, row);
  const words = { took_effect: 'took effect', not_sent: 'did not take effect', close: 'is closed as it is' }[as];
  commands.run(actor, (changes) =>
    changes.note('flow', before.flow_id, `Row ${row} of run ${before.number}, “${before.flow_name}”: ${words}`),
  );
  evidence.write(['flows', 'today'], (writer) => {
    if (as !== 'close') {
      for (const call of calls.filter(({ state }) => state === 'unknown'))
        patch(
          writer,
          'flow_run_calls',
          { run_id: runId, row, seq: call.seq },
          as === 'took_effect'
            ? { state: 'done', took_effect: 1, words: `${actor.name} says that it took effect` }
            : { state: 'not_sent', words: `${actor.name} says that it did not take effect` },
        );
    }
    const steps = row === setupRow ? specOf(before).setup : row === teardownRow ? specOf(before).teardown : specOf(before).steps;
    const next = nextCall(steps, callsOfRow(writer, runId, row).map(toldOf));
    const state = as === 'close' ? 'closed' : next.kind === 'end' ? next.state : 'waiting';
    patch(
      writer,
      'flow_run_rows',
      { run_id: runId, row },
      { state, words: as === 'close' ? `Closed by ${actor.name}. ${record.words}` : `${actor.name}: it ${words}` },
    );
    const counts = rowCountsOf(writer, runId);
    const isSetUp = (findRow(writer, runId, setupRow)?.state ?? 'done') === 'done';
    patch(
      writer,
      'flow_runs',
      { id: runId },
      { state: endOf(writer, runId, isSetUp || counts.waiting > 0), words: countWords(counts) || `${actor.name}: it ${words}` },
    );
  });
  const settled = findRow(db, runId, row);
  if (!settled) throw new Error('the row is gone');
  return presentRow(settled, brokenChecksOf(db, runId).get(row));
}
