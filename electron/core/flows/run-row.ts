import { sentParameters } from '../../../shared/domain/console/sent-parameters.ts';
import type { FlowPart, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { asValues, joinPages } from '../../../shared/domain/flows/captures.ts';
import { drawValues, keepDrawn, readKept, withDrawn, type Drawn } from '../../../shared/domain/flows/drawn-values.ts';
import { nextCall, type RowEnd } from '../../../shared/domain/flows/row-progress.ts';
import { rowWords, type ToldCall } from '../../../shared/domain/flows/row-words.ts';
import { fillText, valuesOfRow, type Values } from '../../../shared/domain/flows/values.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Engine } from '../engine.ts';
import type { Journal } from './journal.ts';
import type { ResolvedCall } from './resolve-call.ts';
import { hideRow, openRow } from './sealed-columns.ts';
import { draftOfPage, keyOf, sendCall, type CallOutcome } from './send-call.ts';
import { callRow, patchOf, type RowRecord, type StoredCall } from './store.ts';

/** What a row needs of its run. */
export interface RowTools {
  readonly engine: Pick<Engine, 'console' | 'secrets' | 'clock' | 'db' | 'evidence' | 'vault' | 'jobs'>;
  readonly runId: string;
  readonly actor: string;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** Asked between two calls. */
  readonly isStopping: () => boolean;
  readonly callOf: (stepId: string, isCompensation: boolean) => ResolvedCall;
  /** Told of each call that is over. */
  readonly onCall: (outcome: CallOutcome) => void;
}

/** What is known in a row while it runs; a call of it in the making is one entry of `calls`. */
interface RowMemory {
  readonly calls: (ToldCall & { readonly next: CallOutcome['next'] })[];
  captured: Record<string, unknown>;
  seq: number;
  last: CallOutcome['exchange'];
  lostSecrets: readonly string[];
  /** What the row has captured so far as it is shown, without secrets. */
  readonly shown: Record<string, string>;
  /** What was drawn for the values of a step, or of its undoing: the same on each page, attempt and resume. */
  readonly drawn: Map<string, Drawn>;
}

export type RowResult = { readonly end: RowEnd | 'stopped'; readonly captured: Readonly<Record<string, unknown>> };

/** Runs one row from where it stands to its end, or until the run is stopped. */
export async function runRow(
  tools: RowTools,
  row: RowRecord,
  part: FlowPart,
  steps: readonly FlowStep[],
  shared: Readonly<Record<string, unknown>>,
  known: readonly StoredCall[],
): Promise<RowResult> {
  const { journal, engine, runId } = tools;
  const data = openRow(engine.vault, runId, row);
  hideRow(engine.secrets, row, data);
  const rowValues = part === 'steps' ? valuesOfRow(data, row.row) : {};
  const memory = remember(known, steps, shared);
  const key = { run_id: runId, row: row.row };
  const startedAt = row.started_at ?? engine.clock.now();
  journal.later(patchOf('flow_run_rows', key, { state: 'running', started_at: startedAt }));
  for (;;) {
    const next = nextCall(steps, memory.calls);
    if (next.kind === 'end') {
      const words = rowWords(steps, memory.calls);
      finish(tools, key, memory, next.state, words);
      return { end: next.state, captured: memory.captured };
    }
    if (memory.lostSecrets.length > 0) {
      finish(
        tools,
        key,
        memory,
        'unknown',
        `${memory.lostSecrets.join(', ')} was kept in memory only and is gone; the row cannot go on by itself`,
      );
      return { end: 'unknown', captured: memory.captured };
    }
    if (tools.isStopping()) {
      if (tools.signal.aborted) return { end: 'stopped', captured: memory.captured };
      // With nothing done yet it is as if it had never begun.
      const state = memory.calls.length === 0 ? 'waiting' : 'running';
      journal.later(patchOf('flow_run_rows', key, { state }));
      return { end: 'stopped', captured: memory.captured };
    }
    if (next.kind === 'compensate') await compensate(tools, row.row, next.step, memory, rowValues);
    else await forward(tools, row.row, next.step, next.page, memory, rowValues, data);
  }
}

/** What calls have captured, one after the other, as far as it is kept. */
export function capturedBy(known: readonly StoredCall[], shared: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let captured: Record<string, unknown> = { ...shared };
  for (const call of known) {
    const own = readKept(call.captures).captures;
    captured = call.page > 1 ? joinPages(captured, own) : { ...captured, ...own };
  }
  return captured;
}

/** What the `{{names}}` of a call stand for: the row's columns, what was captured, the step's own with what was drawn for them. */
export function valuesFor(
  step: Pick<FlowStep, 'values'>,
  rowValues: Values,
  captured: Readonly<Record<string, unknown>>,
  drawn: Drawn | null,
): Values {
  const given: Record<string, string> = { ...rowValues, ...asValues(captured) };
  for (const { name, value } of withDrawn(step.values, drawn)) given[name] = fillText(value, given);
  return given;
}

function remember(known: readonly StoredCall[], steps: readonly FlowStep[], shared: Readonly<Record<string, unknown>>): RowMemory {
  const captured = capturedBy(known, shared);
  const lost = new Set<string>();
  const shown: Record<string, string> = {};
  const drawn = new Map<string, Drawn>();
  for (const call of known) {
    const kept = readKept(call.captures);
    show(shown, kept.captures);
    if (kept.drawn !== null) drawn.set(drawKey(call.step_id, call.is_compensation === 1), kept.drawn);
    if (call.state === 'done') for (const name of JSON.parse(call.secret_names) as string[]) lost.add(name);
  }
  const used = new Set(steps.map(({ id }) => id));
  return {
    calls: known.filter(({ step_id: id }) => used.has(id)).map(toldOf),
    captured,
    seq: known.reduce((most, { seq }) => Math.max(most, seq), 0),
    last: null,
    lostSecrets: [...lost].filter((name) => captured[name] === undefined),
    shown,
    drawn,
  };
}

const drawKey = (stepId: string, isCompensation: boolean): string => `${stepId} ${isCompensation ? 'undo' : 'do'}`;

function show(shown: Record<string, string>, captured: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(captured)) shown[name] = cut(asText(value));
}

export const toldOf = (call: StoredCall): RowMemory['calls'][number] => ({
  stepId: call.step_id,
  isCompensation: call.is_compensation === 1,
  page: call.page,
  hasMore: call.has_more === 1,
  state: call.state,
  tookEffect: call.took_effect === 1,
  name: call.name,
  words: call.words,
  next: call.next === null ? null : (JSON.parse(call.next) as CallOutcome['next']),
});

async function forward(
  tools: RowTools,
  row: number,
  step: FlowStep,
  page: number,
  memory: RowMemory,
  rowValues: Values,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (page === 1 && step.condition !== '') {
    // Late: most steps have none, and what reads them is large.
    const { evaluateCondition } = await import('../../../shared/domain/flows/condition.ts');
    const result = evaluateCondition(step.condition, { ...memory.captured }, data);
    if (result.kind !== 'true') {
      const state = result.kind === 'false' ? 'skipped' : 'failed';
      const words = result.kind === 'false' ? `not done: ${step.condition}` : result.words;
      keepUnsent(tools, row, step, memory, state, words);
      return;
    }
  }
  const earlier = memory.calls.filter((one) => !one.isCompensation && one.stepId === step.id);
  const seen = new Set(earlier.flatMap(({ next }) => (next ? [keyOf(next)] : [])));
  const at = page > 1 ? (earlier.at(-1)?.next ?? null) : null;
  const outcome = await send(tools, row, step, false, memory, rowValues, { loop: step.loop, page, seen }, at);
  if (!outcome) return;
  memory.captured = page > 1 ? joinPages(memory.captured, outcome.captured) : { ...memory.captured, ...outcome.captured };
}

async function compensate(tools: RowTools, row: number, step: FlowStep, memory: RowMemory, rowValues: Values): Promise<void> {
  if (!step.compensation) return;
  const undoing = { ...step.compensation, id: step.id };
  await send(tools, row, undoing, true, memory, rowValues, { loop: { kind: 'none' }, page: 1, seen: new Set() }, null);
}

function drawnFor(
  { clock }: Pick<Engine, 'clock'>,
  { values }: Pick<FlowStep, 'values'>,
  key: string,
  { drawn }: Pick<RowMemory, 'drawn'>,
): Drawn | null {
  const known = drawn.get(key);
  if (known) return known;
  const made = drawValues(values, () => ({ now: clock.now(), newId: clock.newId, random: Math.random }));
  if (made !== null) drawn.set(key, made);
  return made;
}

/** One call: the intent before it, the outcome after it, both on the disk. */
async function send(
  tools: RowTools,
  row: number,
  step: Pick<FlowStep, 'id' | 'name' | 'values' | 'captures' | 'checks' | 'savedRequestId' | 'own'>,
  isCompensation: boolean,
  memory: RowMemory,
  rowValues: Values,
  pages: Parameters<typeof sendCall>[5],
  at: CallOutcome['next'],
): Promise<CallOutcome | null> {
  const { engine, journal, runId } = tools;
  const call = tools.callOf(step.id, isCompensation);
  const drawn = drawnFor(engine, step, drawKey(step.id, isCompensation), memory);
  const given = valuesFor(step, rowValues, memory.captured, drawn);
  const paged = draftOfPage(call.draft, call.baseUrl, at);
  if ('fault' in paged) {
    keepUnsent(tools, row, step, memory, 'failed', paged.fault);
    return null;
  }
  const hasOwnId = sentParameters(paged).some((one) => one.in === 'header' && one.name.toLowerCase() === 'x-correlation-id');
  const correlationId = hasOwnId ? null : engine.clock.newId();
  const draft =
    correlationId === null
      ? paged
      : { ...paged, parameters: [...paged.parameters, { in: 'header' as const, name: 'X-Correlation-ID', value: correlationId }] };
  const seq = (memory.seq += 1);
  const startedAt = engine.clock.now();
  // On the disk before the call leaves: the intent of its exchange takes it along.
  journal.later(
    callRow({
      run_id: runId,
      row,
      seq,
      step_id: step.id,
      name: step.name,
      is_compensation: isCompensation ? 1 : 0,
      page: pages.page,
      method: draft.method,
      state: 'sending',
      at: startedAt,
      correlation_id: correlationId,
      words: '',
      // Before it leaves: what is sent again by a person's word is the same.
      ...(drawn === null ? {} : { captures: JSON.stringify(keepDrawn({}, drawn)) }),
    }),
  );
  const outcome = await sendCall(engine, step, call.isChanging, draft, given, pages, tools.actor, correlationId, tools.signal);
  // Cut off because the workspace is being closed: that is no answer. It stands as on its way, and is judged when the run is gone on with.
  if (tools.signal.aborted && (outcome.exchange?.status ?? null) === null) return null;
  memory.last = outcome.exchange ?? memory.last;
  memory.calls.push({
    stepId: step.id,
    isCompensation,
    page: pages.page,
    hasMore: outcome.next !== null,
    state: outcome.state,
    tookEffect: outcome.tookEffect,
    name: step.name,
    words: outcome.words,
    next: outcome.next,
  });
  show(memory.shown, shownCaptures(outcome));
  const kept = patchOf('flow_run_calls', { run_id: runId, row, seq }, columnsOf(outcome, engine.secrets.redactor(), drawn));
  if (call.isChanging) journal.hold(kept);
  else journal.holdSoon(kept);
  tools.onCall(outcome);
  return outcome;
}

/** What is secret of the captures is left out: only its name is kept. */
const shownCaptures = ({ captured, secretNames }: CallOutcome): Record<string, unknown> =>
  Object.fromEntries(Object.entries(captured).filter(([name]) => !secretNames.includes(name)));

/** An outcome as the columns of its call. A cursor may be a secret that was captured: it is kept in memory only. */
export function columnsOf(outcome: CallOutcome, redactor: Redactor, drawn: Drawn | null): Record<string, string | number | null> {
  return {
    state: outcome.state,
    took_effect: outcome.tookEffect ? 1 : 0,
    has_more: outcome.next === null ? 0 : 1,
    next: outcome.next === null ? null : JSON.stringify(keptNext(outcome.next, redactor)),
    status: outcome.exchange?.status ?? null,
    duration_ms: outcome.exchange?.durationMs ?? null,
    words: outcome.words,
    checks: JSON.stringify(outcome.checks),
    captures: JSON.stringify(keepDrawn(shownCaptures(outcome), drawn)),
    secret_names: JSON.stringify(outcome.secretNames),
    exchange_id: outcome.exchange?.id ?? null,
    exchange_number: outcome.exchange?.number ?? null,
    vendor_request_id: outcome.exchange?.vendorRequestId ?? null,
  };
}

const keptNext = (next: NonNullable<CallOutcome['next']>, redactor: Redactor): typeof next =>
  next.kind === 'parameter' ? { ...next, value: redactor.text(next.value) } : next;

function keepUnsent(
  tools: RowTools,
  row: number,
  step: Pick<FlowStep, 'id' | 'name'>,
  memory: RowMemory,
  state: 'skipped' | 'failed',
  words: string,
): void {
  const { engine, journal, runId } = tools;
  const seq = (memory.seq += 1);
  const { method } = tools.callOf(step.id, false).draft;
  memory.calls.push({
    stepId: step.id,
    isCompensation: false,
    page: 1,
    hasMore: false,
    state,
    tookEffect: false,
    name: step.name,
    words,
    next: null,
  });
  const at = engine.clock.now();
  journal.later(
    callRow({
      run_id: runId,
      row,
      seq,
      step_id: step.id,
      name: step.name,
      is_compensation: 0,
      page: 1,
      method,
      state,
      at,
      correlation_id: null,
      words,
    }),
  );
}

const longestCapture = 2000;

function finish(tools: RowTools, key: { run_id: string; row: number }, memory: RowMemory, state: RowEnd, words: string): void {
  const finishedAt = tools.engine.clock.now();
  const redactor = tools.engine.secrets.redactor();
  const { last } = memory;
  const values = {
    state,
    words: redactor.text(words),
    captures: JSON.stringify(memory.shown),
    calls: memory.seq,
    finished_at: finishedAt,
    ...(last === null
      ? {}
      : { status: last.status, vendor_request_id: last.vendorRequestId, exchange_id: last.id, exchange_number: last.number }),
  };
  tools.journal.later(patchOf('flow_run_rows', key, values));
}

const cut = (text: string): string => (text.length > longestCapture ? `${text.slice(0, longestCapture)}…` : text);
