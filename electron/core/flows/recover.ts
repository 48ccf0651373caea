import { changesSomething } from '../../../shared/domain/console/call-effect.ts';
import { readKept } from '../../../shared/domain/flows/drawn-values.ts';
import { nextCall } from '../../../shared/domain/flows/row-progress.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { nameOfColumn, valuesOfRow, type Values } from '../../../shared/domain/flows/values.ts';
import type { FlowSpec, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import type { Exchange } from '../../../shared/contract/console.ts';
import type { Engine } from '../engine.ts';
import { capturedBy, columnsOf, toldOf, valuesFor } from './run-row.ts';
import { hideRow, openPlain, openRow } from './sealed-columns.ts';
import { beforeItLeft, readOutcome, readWhole } from './send-call.ts';
import { callsOfRow, endOf, findRow, patch, requireRun, rowCountsOf, setupRow, specOf, teardownRow, type StoredCall } from './store.ts';
import { splitChecks, withUnjudged, type Lost } from './unjudged.ts';

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
        patch(writer, 'flow_run_rows', { run_id: runId, row }, { state: 'unknown', words: unknownWords(callsOfRow(writer, runId, row)) });
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

/** An answer that could not be judged says so; of a call on its way nothing more is known. */
function unknownWords(calls: readonly StoredCall[]): string {
  const answered = calls.find(({ state, status }) => state === 'unknown' && status !== null);
  return answered ? `${answered.name}: ${answered.words}` : 'The app ended while a call was on its way';
}

/** What a run says that ended with the app. */
export const cutOffWords = 'The app ended while it ran';

export const partOfRow = (spec: FlowSpec, row: number): readonly FlowStep[] =>
  row === setupRow ? spec.setup : row === teardownRow ? spec.teardown : spec.steps;

async function outcomeOf(engine: RecoverEngine, spec: FlowSpec, call: StoredCall) {
  const { db, console, secrets, vault } = engine;
  const step = partOfRow(spec, call.row).find(({ id }) => id === call.step_id);
  const made = call.is_compensation === 1 ? step?.compensation : step;
  const mayRepeat = call.is_compensation === 0 && step?.mayRepeat === true;
  const unknown = { state: 'unknown', words: 'it was on its way when the app ended, and nobody knows whether it took effect' } as const;
  // With an id of its own its exchange is not found.
  if (call.correlation_id === null) return mayRepeat && step?.own && !changesSomething(step.own.draft) ? again : unknown;
  const exchange = db.get<{ id: string }>(
    'SELECT id FROM exchanges WHERE correlation_id = ? ORDER BY number DESC LIMIT 1',
    call.correlation_id,
  );
  // Purged with what is as old, it may have left all the same.
  if (!exchange && db.get("SELECT 1 FROM purges WHERE what = 'exchanges' AND older_than > ?", call.at)) return unknown;
  if (!exchange) return { state: 'not_sent', words: 'it did not leave before the app ended' } as const;
  if (!step || !made) return { ...unknown, exchange_id: exchange.id };
  const shown = await console.show(exchange.id);
  const left = { exchange_id: exchange.id, exchange_number: shown.number };
  // Nobody but the app itself cuts off a call of a flow, when the workspace is closed.
  if (shown.status === null && shown.failure?.cause === 'cancelled')
    return beforeItLeft.has(shown.failure.phase)
      ? ({ state: 'not_sent', words: 'it did not leave before the app was closed' } as const)
      : { ...(mayRepeat && onlyReads(shown, made) ? again : unknown), ...left };
  if ((shown.state === 'sent' || shown.state === 'unknown') && mayRepeat && onlyReads(shown, made)) return { ...again, ...left };
  const earlier = callsOfRow(db, call.run_id, call.row)
    .map(toldOf)
    .filter((one) => one.stepId === call.step_id && one.next !== null);
  const seen = new Set(
    earlier.flatMap(({ next }) => (next === null ? [] : [next.kind === 'address' ? next.href : `${next.name}=${next.value}`])),
  );
  const loop = call.is_compensation === 1 ? ({ kind: 'none' } as const) : step.loop;
  const isChanging = isChangingOf(shown, made);
  const pages = { loop, page: call.page, seen };
  const before = valuesBefore({ db, vault, secrets }, call);
  const { drawn } = readKept(call.captures);
  const values = valuesFor(made, before.row, before.captured, drawn);
  const { judged, unjudged } = splitChecks(made.checks, values, before.lost);
  const judgedStep = { ...made, checks: judged };
  const whole = await readWhole(engine, judgedStep, shown, null, values, pages);
  const outcome = readOutcome({ secrets }, judgedStep, isChanging, shown, null, values, pages, whole);
  return columnsOf(withUnjudged(outcome, unjudged), secrets.redactor(), drawn);
}

/** What was known in a row when a call of it left, as far as it is kept: a secret that was captured is not. */
function valuesBefore(
  { db, vault, secrets }: Pick<RecoverEngine, 'db' | 'vault' | 'secrets'>,
  { run_id: runId, row, seq }: StoredCall,
): { readonly row: Values; readonly captured: Record<string, unknown>; readonly lost: Lost } {
  const setup = row === setupRow ? [] : callsOfRow(db, runId, setupRow);
  const earlier = callsOfRow(db, runId, row).filter((one) => one.seq < seq);
  const captured = capturedBy(earlier, capturedBy(setup, {}));
  const lost = new Map(
    [...setup, ...earlier]
      .flatMap(({ secret_names: names }) => JSON.parse(names) as string[])
      .filter((name) => captured[name] === undefined)
      .map((name) => [name, 'its value was a secret that is gone']),
  );
  const record = findRow(db, runId, row);
  if (row <= 0 || record === undefined) return { row: {}, captured, lost };
  let data: Readonly<Record<string, unknown>>;
  try {
    data = openRow(vault, runId, record);
  } catch (error) {
    // Sealed on another computer.
    if (!isFault(error)) throw error;
    const plain = openPlain(record);
    for (const column of plain.sealed) lost.set(nameOfColumn(column), 'its value was sealed on another computer');
    return { row: valuesOfRow(plain.data, row), captured, lost };
  }
  hideRow(secrets, record, data);
  return { row: valuesOfRow(data, row), captured, lost };
}

/** A call that never counts: it is made anew when the run is gone on with. */
const again = {
  state: 'not_sent',
  words: 'it was on its way when the app ended; the step says that it may be sent again, so it is',
} as const;

/** Whether it surely only read, by what was sent; GraphQL by the document in its body, as far as that was kept. */
function onlyReads(shown: SentCall & Pick<Exchange, 'requestBody'>, step: Pick<FlowStep, 'own'>): boolean {
  if (!isChangingOf(shown, step)) return true;
  if (step.own || shown.method !== 'POST') return false;
  try {
    const { query, operationName } = JSON.parse(shown.requestBody?.text ?? '') as { query?: unknown; operationName?: unknown };
    const content = {
      kind: 'graphql',
      query,
      operationName: typeof operationName === 'string' ? operationName : null,
      variables: '',
    } as const;
    const parameters = shown.requestHeaders.map(([name, value]) => ({ in: 'header', name, value }));
    return typeof query === 'string' && !changesSomething({ method: shown.method, parameters, content: { ...content, query } });
  } catch {
    // No GraphQL, or not kept as it was sent.
    return false;
  }
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
