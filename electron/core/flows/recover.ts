import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import { nextCall } from '../../../shared/domain/flows/row-progress.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { valuesOfRow, type Values } from '../../../shared/domain/flows/values.ts';
import type { FlowSpec, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import type { Exchange } from '../../../shared/contract/console.ts';
import type { Engine } from '../engine.ts';
import { capturedBy, columnsOf, toldOf, valuesFor } from './run-row.ts';
import { hideRow, openRow } from './sealed-columns.ts';
import { beforeItLeft, readOutcome, readWhole } from './send-call.ts';
import { callsOfRow, endOf, findRow, patch, requireRun, rowCountsOf, setupRow, specOf, teardownRow, type StoredCall } from './store.ts';

type SentCall = Pick<Exchange, 'method' | 'url' | 'requestHeaders'>;

export type RecoverEngine = Pick<Engine, 'db' | 'evidence' | 'console' | 'secrets' | 'clock' | 'vault' | 'jobs'>;

/**
 * Settles the calls of a run that had no outcome when it ended early. The exchange tells: none means that it never left; one that was
 * answered gives its outcome; one on its way is unknown, and stays so until a person says what became of it. Nothing is sent here.
 */
export async function recoverRun(engine: RecoverEngine, runId: string, isLive: () => boolean = () => false): Promise<void> {
  const { db, evidence } = engine;
  const run = requireRun(db, runId);
  const spec = specOf(run);
  const open = db.all<StoredCall>("SELECT * FROM flow_run_calls WHERE run_id = ? AND state = 'sending' ORDER BY row, seq", runId);
  for (const call of open) {
    const columns = await outcomeOf(engine, spec, call);
    if (isLive()) return;
    evidence.write([], (writer) => patch(writer, 'flow_run_calls', { run_id: runId, row: call.row, seq: call.seq }, columns));
  }
  // It ended in order, by itself or by a person: nothing of it is to be found out.
  if (run.state !== 'running' && open.length === 0) return;
  const begun = db.all<{ row: number }>("SELECT row FROM flow_run_rows WHERE run_id = ? AND state = 'running'", runId);
  evidence.write(['flows', 'today'], (writer) => {
    for (const { row } of begun) {
      const next = nextCall(partOfRow(spec, row), callsOfRow(writer, runId, row).map(toldOf));
      if (next.kind === 'end' && next.state === 'unknown')
        patch(writer, 'flow_run_rows', { run_id: runId, row }, { state: 'unknown', words: 'The app ended while a call was on its way' });
    }
  });
  const counts = rowCountsOf(db, runId);
  const isSetUp = (findRow(db, runId, setupRow)?.state ?? 'done') === 'done';
  const sums = db.get<{ calls: number }>(
    "SELECT count(*) AS calls FROM flow_run_calls WHERE run_id = ? AND state NOT IN ('skipped', 'not_sent')",
    runId,
  );
  evidence.write(['flows', 'today'], (writer) =>
    patch(
      writer,
      'flow_runs',
      { id: runId },
      {
        state: counts.waiting + counts.running > 0 && counts.unknown === 0 ? 'stopped' : endOf(db, runId, isSetUp),
        words: run.state === 'running' ? cutOffWords : run.words,
        calls: sums?.calls ?? run.calls,
        finished_at: run.finished_at ?? engine.clock.now(),
      },
    ),
  );
}

/** What a run says that ended with the app. */
export const cutOffWords = 'The app ended while it ran';

export const partOfRow = (spec: FlowSpec, row: number): readonly FlowStep[] =>
  row === setupRow ? spec.setup : row === teardownRow ? spec.teardown : spec.steps;

async function outcomeOf(engine: RecoverEngine, spec: FlowSpec, call: StoredCall) {
  const { db, console, secrets, vault } = engine;
  const unknown = { state: 'unknown', words: 'it was on its way when the app ended, and nobody knows whether it took effect' } as const;
  if (call.correlation_id === null) return unknown;
  const exchange = db.get<{ id: string }>(
    'SELECT id FROM exchanges WHERE correlation_id = ? ORDER BY number DESC LIMIT 1',
    call.correlation_id,
  );
  // Purged with what is as old, it may have left all the same.
  if (!exchange && db.get("SELECT 1 FROM purges WHERE what = 'exchanges' AND older_than > ?", call.at)) return unknown;
  if (!exchange) return { state: 'not_sent', words: 'it did not leave before the app ended' } as const;
  const step = partOfRow(spec, call.row).find(({ id }) => id === call.step_id);
  const made = call.is_compensation === 1 ? step?.compensation : step;
  if (!step || !made) return { ...unknown, exchange_id: exchange.id };
  const shown = await console.show(exchange.id);
  // Nobody but the app itself cuts off a call of a flow, when the workspace is closed.
  if (shown.status === null && shown.failure?.cause === 'cancelled')
    return beforeItLeft.has(shown.failure.phase)
      ? ({ state: 'not_sent', words: 'it did not leave before the app was closed' } as const)
      : { ...unknown, exchange_id: exchange.id, exchange_number: shown.number };
  const earlier = callsOfRow(db, call.run_id, call.row)
    .map(toldOf)
    .filter((one) => one.stepId === call.step_id && one.next !== null);
  const seen = new Set(
    earlier.flatMap(({ next }) => (next === null ? [] : [next.kind === 'address' ? next.href : `${next.name}=${next.value}`])),
  );
  const loop = call.is_compensation === 1 ? ({ kind: 'none' } as const) : step.loop;
  const isChanging = isChangingOf(shown, made);
  const pages = { loop, page: call.page, seen };
  const values = valuesFor(made, ...valuesBefore({ db, vault, secrets }, call));
  const whole = await readWhole(engine, made, shown, null, values, pages);
  return columnsOf(readOutcome({ secrets }, made, isChanging, shown, null, values, pages, whole), secrets.redactor());
}

/** What was known in a row when a call of it left, as far as it is kept: a secret that was captured is not. */
function valuesBefore(
  { db, vault, secrets }: Pick<RecoverEngine, 'db' | 'vault' | 'secrets'>,
  { run_id: runId, row, seq }: StoredCall,
): [Values, Record<string, unknown>] {
  const shared = row === setupRow ? {} : capturedBy(callsOfRow(db, runId, setupRow), {});
  const captured = capturedBy(
    callsOfRow(db, runId, row).filter((one) => one.seq < seq),
    shared,
  );
  const record = findRow(db, runId, row);
  if (row <= 0 || record === undefined) return [{}, captured];
  let data: Readonly<Record<string, unknown>>;
  try {
    data = openRow(vault, runId, record);
  } catch (error) {
    // Sealed on another computer: what is checked against it is not filled.
    if (!isFault(error)) throw error;
    data = {};
  }
  hideRow(secrets, record, data);
  return [valuesOfRow(data, row), captured];
}

/** By what was sent, also by a header or an address that asks for a change; a step's own GraphQL query says of itself that it changes nothing. */
const isChangingOf = ({ method, url, requestHeaders }: SentCall, step: Pick<FlowStep, 'own'>): boolean =>
  step.own
    ? changesSomething(step.own.draft)
    : changesSomething({
        method,
        parameters: [
          ...requestHeaders.map(([name, value]) => ({ in: 'header', name, value })),
          ...(URL.canParse(url) ? [...new URL(url).searchParams] : []).map(([name, value]) => ({ in: 'query', name, value })),
        ],
      });
