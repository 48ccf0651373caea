import type { Explanation, GuidanceNote } from '../../../shared/contract/answers.ts';
import { effectOf, failedClasses, guidanceFor, type FailedClass } from '../../../shared/domain/answers/guidance.ts';
import { readVendorErrors } from '../../../shared/domain/answers/vendor-errors.ts';
import { readProblem } from '../../../shared/domain/evidence/problem-details.ts';
import type { Exchange } from '../../../shared/contract/console.ts';
import type { Engine } from '../engine.ts';
import { listNotes } from './store.ts';

/** Explains how an exchange failed: what it means, what to do, whom to ask, whether it may have taken effect. */
export async function explainExchange(engine: Engine, id: string): Promise<Explanation> {
  const exchange = await engine.console.show(id);
  const errorClass = classOf(exchange);
  const body = jsonOf(exchange);
  const problem = readProblem(exchange.answerHeaders, body).found[0] ?? null;
  const isError = errorClass !== null || (exchange.status ?? 0) >= 400;
  return {
    errorClass,
    builtIn: builtInFor(errorClass, exchange.failure === null),
    effect: effectOf({
      method: exchange.method,
      status: exchange.status,
      errorClass: errorClass ?? 'ok',
      state: exchange.state,
      phase: exchange.failure?.phase ?? null,
      hasIdempotencyKey: exchange.requestHeaders.some(([name]) => /^(?:x-)?idempotency-key$/i.test(name)),
    }),
    problem: problem && { type: problem.type, title: problem.title, detail: problem.detail, instance: problem.instance },
    // A GraphQL answer reports its errors under 200.
    vendorErrors:
      isError || hasErrors(body) ? readVendorErrors(body).filter((one) => problem === null || one.message !== problem.detail) : [],
    notes:
      errorClass === null || exchange.apiId === null
        ? []
        : closest(listNotes(engine.db, exchange.apiId), errorClass, exchange.status, problem?.type),
  };
}

function classOf({ errorClass, verdict, state }: Exchange): FailedClass | null {
  if (state === 'sent') return null;
  if (state === 'unknown') return 'unknown';
  if (errorClass === 'ok') return verdict === 'breaks' ? 'contract' : null;
  return failedClasses.find((one) => one === errorClass) ?? 'unknown';
}

function builtInFor(errorClass: FailedClass | null, hasAnswer: boolean): Explanation['builtIn'] {
  const found = errorClass === null ? null : guidanceFor(errorClass, hasAnswer);
  return found && { ...found, next: [...found.next] };
}

/** Notes that fit, those for this problem and this status before those for the whole class. */
function closest(notes: readonly GuidanceNote[], errorClass: FailedClass, status: number | null, type: string | undefined): GuidanceNote[] {
  const weight = (note: GuidanceNote): number => (note.problemType === null ? 0 : 2) + (note.status === null ? 0 : 1);
  return notes
    .filter((note) => note.errorClass === errorClass && (note.status === null || note.status === status))
    .filter((note) => note.problemType === null || note.problemType === type)
    .toSorted((a, b) => weight(b) - weight(a));
}

function jsonOf({ answerBody }: Exchange): unknown {
  if (answerBody?.text == null || answerBody.isCut) return undefined;
  try {
    return JSON.parse(answerBody.text) as unknown;
  } catch {
    // Not JSON: then it names no error that could be read.
    return undefined;
  }
}

const hasErrors = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Array.isArray((body as { errors?: unknown }).errors);
