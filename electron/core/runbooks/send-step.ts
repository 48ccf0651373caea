import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import type { Exchange } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { fillIn, missingFacts, type Facts } from '../../../shared/domain/runbooks/fill-in.ts';
import { isEnded } from '../../../shared/domain/runbooks/run-state.ts';
import type { StepRequest } from '../../../shared/domain/runbooks/runbook.ts';
import { judgeAnswer } from '../answers/judge-answer.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { findIncident } from './incident-facts.ts';
import { presentRun } from './present-run.ts';
import { loadRun, recordEvent } from './record-event.ts';
import { factsOfRun } from './run-facts.ts';
import { findRequest, type RequestTarget } from './step-request.ts';
import { usualRequest } from '../../../shared/contract/request-content.ts';

export interface SendStep {
  readonly runId: string;
  readonly step: number;
  readonly savedRequestId: string | null;
  readonly confirmProduction: string | null;
}

/** Sends the request of the current step once, checks what is expected, and keeps exchange and checks with the run. */
export async function sendStep(engine: Engine, actor: Actor, input: SendStep, signal: AbortSignal | undefined): Promise<RunDetail> {
  const { db } = engine;
  const { record, runbook, state } = loadRun(db, input.runId);
  const step = runbook.steps[input.step - 1];
  if (isEnded(state.status) || state.current !== input.step || !step?.request) {
    throw new Fault('conflict', {
      happened: `The run does not stand at step ${input.step} with something to send.`,
      remedy: 'Look where the run stands. Nothing was sent.',
    });
  }
  const facts = factsOfRun(engine, record, state);
  const incident = record.incident_id ? findIncident(db, record.incident_id) : null;
  const found = findRequest(db, step.request, facts, { apiId: incident?.apiId ?? null, savedRequestId: input.savedRequestId });
  if (found.kind !== 'found') {
    throw new Fault('bad_input', {
      happened: found.kind === 'choose' ? 'It is not said which request is to be sent.' : found.words,
      remedy:
        found.kind === 'choose'
          ? 'Choose a saved request. Nothing was sent.'
          : 'Save such a request in the console, or skip the step with a reason. Nothing was sent.',
    });
  }
  const values = valuesOf(step.request, facts);
  const exchange = await send(engine, actor, found.target, values, input.confirmProduction, signal);
  const answer = {
    status: exchange.status,
    durationMs: exchange.durationMs,
    body: exchange.answerBody?.text ?? null,
    fitsContract: exchange.verdict === 'not_checked' ? null : exchange.verdict === 'fits',
    failure: exchange.failure?.happened ?? null,
  };
  // It was sent, so it is kept with the run, whoever cancels meanwhile.
  const checks = await judgeAnswer(engine, exchange, { of: 'expectations', expectations: step.request.expectations, answer });
  const tries = state.visits.length > 0 ? triesOf(engine, input.runId, input.step) + 1 : 1;
  const isHeld = checks.every((check) => check.isHeld);
  const answered = exchange.status === null ? 'had no answer' : `answered ${exchange.status}`;
  const words = `try ${tries} of step ${input.step} ${answered}${isHeld ? '' : ', not as expected'}`;
  recordEvent(
    engine,
    actor,
    input.runId,
    { kind: 'sent', step: input.step, exchangeId: exchange.id, words, checks },
    (_changes, writer) => {
      writer.run(
        `INSERT INTO runbook_artifacts (id, run_id, step, kind, name, media_type, byte_length, sha256, exchange_id, file, actor, created_at)
       VALUES (?, ?, ?, 'exchange', ?, ?, ?, ?, ?, NULL, ?, ?)`,
        engine.clock.newId(),
        input.runId,
        input.step,
        `step-${input.step}-try-${tries}.http`,
        exchange.answerBody?.mediaType ?? '',
        exchange.answerBody?.byteLength ?? 0,
        exchange.answerBody?.sha256 ?? '',
        exchange.id,
        actor.name,
        engine.clock.now(),
      );
    },
  );
  return presentRun(engine, input.runId);
}

const triesOf = ({ db }: Engine, runId: string, step: number): number =>
  db.get<{ n: number }>("SELECT count(*) AS n FROM runbook_events WHERE run_id = ? AND step = ? AND kind = 'sent'", runId, step)?.n ?? 0;

/** The values of the block with the run's facts in their places; a place that nothing fills stops it before it leaves. */
function valuesOf(request: StepRequest, facts: Facts): Record<string, string> {
  const missing = request.values.flatMap(({ value }) => missingFacts(value, facts));
  if (missing.length > 0)
    throw new Fault('bad_input', {
      happened: `The request needs “${missing[0]}”, and the run does not know it yet.`,
      remedy: 'Fill it in at the step that asks for it, or skip this step with a reason. Nothing was sent.',
    });
  return Object.fromEntries(request.values.map(({ name, value }) => [name, fillIn(value, facts)]));
}

function send(
  { console, person }: Engine,
  actor: Actor,
  target: RequestTarget,
  variables: Record<string, string>,
  confirmProduction: string | null,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  const who = { actor: actor.name, personId: person.id, source: 'runbook' } as const;
  const { environmentId, savedRequestId, endpointId, method, path } = target;
  if (savedRequestId !== null) return console.sendSaved(savedRequestId, who, { environmentId, variables, confirmProduction }, signal);
  const { body, ...rest } = variables;
  return console.send(
    {
      endpointId,
      environmentId,
      method,
      path,
      parameters: Object.entries(rest).map(([name, value]) => ({ in: path.includes(`{${name}}`) ? 'path' : 'query', name, value })),
      mediaType: body === undefined ? null : 'application/json',
      body: body ?? null,
      ...usualRequest,
      variables: {},
      savedRequestId: null,
      timeoutMs: 30_000,
      confirmProduction,
    },
    who,
    signal,
  );
}
