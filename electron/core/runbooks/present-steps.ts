import type { RunSend, RunStep } from '../../../shared/contract/runbooks.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { fillIn, type Facts } from '../../../shared/domain/runbooks/fill-in.ts';
import { expectationWords } from '../../../shared/domain/runbooks/request-block.ts';
import type { RunEvent } from '../../../shared/domain/runbooks/run-event.ts';
import { isEnded, visitFor, type RunState } from '../../../shared/domain/runbooks/run-state.ts';
import { stepWays, type StepWay } from '../../../shared/domain/runbooks/step-ways.ts';
import { targetOf, type Runbook, type Step } from '../../../shared/domain/runbooks/runbook.ts';
import type { Engine } from '../engine.ts';
import { pathOf } from './run-facts.ts';
import { confirmationFor, confirmationForChoice, findRequest } from './step-request.ts';
import type { RunRecord } from './store.ts';

interface Shown {
  readonly record: RunRecord;
  readonly runbook: Runbook;
  readonly events: readonly RunEvent[];
  readonly state: RunState;
  readonly facts: Facts;
  readonly apiId: string | null;
}

/** Every step as the run left it, stands at it or has it before it. */
export async function presentSteps(engine: Engine, shown: Shown): Promise<RunStep[]> {
  const ways = stepWays(shown.runbook, shown.state);
  return Promise.all(shown.runbook.steps.map((step, at) => presentStep(engine, shown, step, ways[at] ?? 'open')));
}

async function presentStep(engine: Engine, shown: Shown, step: Step, way: StepWay): Promise<RunStep> {
  const { runbook, events, state, facts } = shown;
  const fill = (text: string | null): string | null => (text === null ? null : fillIn(text, facts));
  const visit = visitFor(state, step.number);
  const isNow = state.current === step.number && !isEnded(state.status);
  const shownState: RunStep['state'] = isNow
    ? 'now'
    : visit?.end === 'skipped'
      ? 'skipped'
      : visit?.end === 'done'
        ? visit.differs === null
          ? 'done'
          : 'differs'
        : way;
  const answered = visit?.option == null ? undefined : step.options[visit.option];
  const sends = events.filter((event) => event.kind === 'sent' && event.step === step.number) as Extract<RunEvent, { kind: 'sent' }>[];
  return {
    number: step.number,
    title: fillIn(step.title, facts),
    kind: step.kind,
    text: fillIn(step.text, facts),
    expected: fill(step.expected),
    ifNot: fill(step.ifNot),
    danger: step.danger,
    minutes: step.minutes,
    outOfHours: fill(step.outOfHours),
    canSkip: step.canSkip,
    byAnother: step.byAnother,
    state: shownState,
    words: wordsOf(shown, step, shownState, answered?.words ?? null),
    at: visit?.leftAt ?? null,
    reachedAt: isNow ? (visit?.reachedAt ?? null) : null,
    by: visit?.by ?? null,
    items: step.items.map((words, item) => ({ words: fillIn(words, facts), isTicked: visit?.ticked.includes(item) ?? false })),
    options: step.options.map((option) => {
      const target = targetOf(option.goTo, step, runbook.steps);
      return {
        words: option.words,
        consequence: fillIn(option.consequence, facts),
        goTo: target ?? null,
        goToTitle: target == null ? 'the end' : fillIn(runbook.steps[target - 1]?.title ?? '', facts),
      };
    }),
    inputs: step.inputs.map((input) => ({
      ...input,
      choices: [...input.choices],
      label: fillIn(input.label, facts),
      value: state.inputs[input.name] ?? null,
    })),
    request: requestOf(engine, shown, step, isNow),
    escalation: step.escalation
      ? {
          to: fill(step.escalation.to),
          channel: fill(step.escalation.channel),
          dueAt: step.escalation.afterMinutes === null ? null : state.startedAt + step.escalation.afterMinutes * 60_000,
          text: fillIn(step.escalation.ticket, facts),
        }
      : null,
    notes: events.flatMap((event) =>
      event.kind === 'noted' && event.step === step.number ? [{ at: event.at, actor: event.actor, text: event.text }] : [],
    ),
    // Bodies are opened for the step in the middle only; the others are a press away in the console.
    sends: await Promise.all(sends.map((sent, at) => presentSend(engine, sent, isNow && at === sends.length - 1))),
  };
}

function wordsOf({ events, state, runbook }: Shown, step: Step, shown: RunStep['state'], answer: string | null): string {
  const visit = visitFor(state, step.number);
  switch (shown) {
    case 'now':
      return step.kind;
    case 'skipped':
      return `skipped: ${visit?.differs ?? ''}`;
    case 'differs':
      return `differs: ${visit?.differs ?? ''}`;
    case 'done': {
      if (answer !== null) return answer;
      if (step.kind === 'input')
        return step.inputs
          .map((input) => state.inputs[input.name] ?? '')
          .filter((value) => value !== '')
          .join(', ');
      const called = events.findLast((event) => event.kind === 'escalated' && event.step === step.number);
      if (called?.kind === 'escalated') return `called ${called.to}`;
      const sent = events.findLast((event) => event.kind === 'sent' && event.step === step.number);
      if (sent?.kind === 'sent') return sent.checks.every((check) => check.isHeld) ? 'as expected' : 'sent';
      if (step.items.length > 0) return `${visit?.ticked.length ?? 0} of ${step.items.length} ticked`;
      return visit ? minutesWords((visit.leftAt ?? visit.reachedAt) - visit.reachedAt) : '';
    }
    case 'branch': {
      return branchWords(runbook, step);
    }
    case 'passed':
      return 'not needed';
    case 'open':
      return step.kind;
  }
}

/** "if no": the answer that opens the step, or the step before it. */
function branchWords({ steps }: Runbook, step: Step): string {
  for (const from of steps.slice(0, step.number - 1).toReversed()) {
    const option = from.options.find((one) => targetOf(one.goTo, from, steps) === step.number);
    if (option) return `if ${firstWord(option.words)}`;
    if (from.number === step.number - 1 && from.options.length === 0 && targetOf(from.goOnAt, from, steps) === step.number)
      return branchWords({ steps } as Runbook, from);
  }
  return '';
}

const firstWord = (words: string): string =>
  words
    .split(/[,.;:–]/)[0]
    ?.trim()
    .toLowerCase() ?? '';

function minutesWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? 'under a minute' : `${minutes} min`;
}

function requestOf({ db }: Engine, { facts, apiId, events }: Shown, step: Step, isNow: boolean): RunStep['request'] {
  const { request } = step;
  if (!request) return null;
  const base = {
    name: fillIn(request.name, facts),
    words: fillIn(request.name, facts),
    environmentName: request.environment,
    environmentKind: null,
    confirm: null,
    missing: null,
    choices: [],
    expectations: request.expectations.map(expectationWords),
  };
  if (!isNow) return base;
  const lastSaved = events.findLast((event) => event.kind === 'sent' && event.step === step.number);
  const savedRequestId =
    lastSaved?.kind === 'sent'
      ? (db.get<{ id: string | null }>('SELECT saved_request_id AS id FROM exchanges WHERE id = ?', lastSaved.exchangeId)?.id ?? null)
      : null;
  const found = findRequest(db, request, facts, { apiId, savedRequestId: request.name === '' ? savedRequestId : null });
  if (found.kind === 'missing') return { ...base, missing: found.words };
  const choices = request.name === '' ? findRequest(db, request, facts, { apiId }) : found;
  const offered =
    choices.kind === 'choose'
      ? choices.choices.map((one) => ({
          id: one.id,
          words: `${one.vendorName}: ${one.name}`,
          confirm: confirmationForChoice(db, one, request),
        }))
      : [];
  if (found.kind === 'choose') return { ...base, words: 'a saved request that you choose', choices: offered };
  const { target } = found;
  return {
    ...base,
    words: `${target.method} ${fillIn(target.path, facts)}`,
    environmentName: target.environmentName,
    environmentKind: target.environmentKind,
    confirm: confirmationFor(db, target),
    choices: offered,
  };
}

const shownBody = 4_000;
/** Headers that a vendor's support asks for; the rest is in the console. */
const shownHeader = /request-?id|debug|trace|correlation|retry-after|ratelimit|idempotency/i;

async function presentSend({ db, console }: Engine, sent: Extract<RunEvent, { kind: 'sent' }>, isWhole: boolean): Promise<RunSend> {
  const base = {
    exchangeId: sent.exchangeId,
    at: sent.at,
    actor: sent.actor,
    checks: sent.checks.map((check) => ({ ...check })),
    isHeld: sent.checks.every((check) => check.isHeld),
  };
  const row = db.get<{
    method: string;
    url: string;
    status: number | null;
    duration_ms: number | null;
    correlation_id: string;
    vendor_request_id: string | null;
    name: string | null;
    kind: string | null;
  }>(
    `SELECT x.method, x.url, x.status, x.duration_ms, x.correlation_id, x.vendor_request_id, e.name, e.kind
     FROM exchanges x LEFT JOIN environments e ON e.id = x.environment_id WHERE x.id = ?`,
    sent.exchangeId,
  );
  if (!row) {
    const gone = { method: '', path: 'The exchange is gone; its checks and hash stay.', status: null, durationMs: null };
    return {
      ...base,
      ...gone,
      environmentName: null,
      environmentKind: null,
      failure: null,
      correlationId: '',
      vendorRequestId: null,
      headers: [],
      body: null,
    };
  }
  const facts = {
    method: row.method,
    path: pathOf(row.url),
    status: row.status,
    durationMs: row.duration_ms,
    environmentName: row.name,
    environmentKind: row.kind,
    correlationId: row.correlation_id,
    vendorRequestId: row.vendor_request_id,
  };
  if (!isWhole) return { ...base, ...facts, failure: null, headers: [], body: null };
  try {
    const exchange = await console.show(sent.exchangeId);
    return {
      ...base,
      ...facts,
      failure: exchange.failure === null ? null : `${exchange.failure.happened} ${exchange.failure.remedy}`,
      headers: exchange.answerHeaders.filter(([name]) => shownHeader.test(name)).slice(0, 6),
      body: exchange.answerBody?.text?.slice(0, shownBody) ?? null,
    };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { ...base, ...facts, failure: error.data.happened, headers: [], body: null };
  }
}
