import { TookTooLong } from '../bounded-work.ts';
import { isTooDeep } from '../too-deep.ts';
import { asText, bodyJsonOf, headerOf, tooDeep, whyNoJson, type AnswerFacts } from './answer-facts.ts';
import type { Capture } from './flow-spec.ts';
import { pathFault, valuesAt } from './json-paths.ts';
import { isSecretCapture } from './secret-capture.ts';
import { holdsOneOf, secretTextsOf } from './secret-texts.ts';

export type Captured = Readonly<Record<string, unknown>>;

export interface Taken {
  readonly captured: Record<string, unknown>;
  /** One sentence for each that was not there. */
  readonly missing: readonly string[];
  /** Why, by the name of the capture: "not in the answer", "the body was purged on 3 Nov 2026". */
  readonly why: Readonly<Record<string, string>>;
  /** Captures that hold a secret although nothing in their path names one, such as `$.*`. */
  readonly secret: readonly string[];
}

/** So many values of one capture are kept over all pages. */
export const mostCaptured = 10_000;

/** Takes the values of an answer. A path that gives several values gives their list. */
export function takeCaptures(
  captures: readonly Capture[],
  answer: Pick<AnswerFacts, 'status' | 'headers' | 'bodyText' | 'bodyReason'>,
): Taken {
  const captured: Record<string, unknown> = {};
  const missing: string[] = [];
  const why: Record<string, string> = {};
  const secret: string[] = [];
  for (const one of captures) {
    // Takes its time: see takeAll.
    if (one.from === 'jsonata') continue;
    let value: unknown;
    try {
      value =
        one.from === 'status'
          ? (answer.status ?? undefined)
          : one.from === 'header'
            ? (headerOf(answer, one.path) ?? undefined)
            : bodyValue(one.path, bodyJsonOf(answer));
    } catch (error) {
      if (!(error instanceof TookTooLong || isTooDeep(error))) throw error;
      const isSlow = error instanceof TookTooLong;
      missing.push(isSlow ? `${one.path} took too long in this answer` : tooDeep);
      why[one.name] = isSlow ? 'the path took too long in this answer' : tooDeep;
      continue;
    }
    if (value !== undefined) {
      captured[one.name] = value;
      if (one.from === 'body' && !namesAll(one.path) && holdsOneOf(value, secretsIn(answer))) secret.push(one.name);
    } else {
      missing.push(`${one.from === 'header' ? `header ${one.path}` : one.path} is not in the answer`);
      why[one.name] = (one.from === 'body' ? whyNoJson(answer) : null) ?? 'not in the answer';
    }
  }
  return { captured, missing, why, secret };
}

/** A path that names each member on its way: its last name says whether it leads to a secret. */
const namesAll = (path: string): boolean => /^\$(?:\.[A-Za-z_][\w-]*)+$/.test(path);

/** Looked for once for the captures of one answer. */
const secretsOf = new WeakMap<object, ReadonlySet<string>>();

function secretsIn(answer: Pick<AnswerFacts, 'bodyText'>): ReadonlySet<string> {
  const found = secretsOf.get(answer) ?? secretTextsOf(bodyJsonOf(answer));
  secretsOf.set(answer, found);
  return found;
}

/** The same with JSONata expressions, which are worked out one after the other. No secret is taken by one: it has to be known before anything is written. */
export async function takeAll(captures: readonly Capture[], answer: Parameters<typeof takeCaptures>[1]): Promise<Taken> {
  const taken = takeCaptures(captures, answer);
  if (!hasExpression(captures)) return taken;
  const captured: Record<string, unknown> = { ...taken.captured };
  const why: Record<string, string> = { ...taken.why };
  const missing = [...taken.missing];
  for (const one of captures.filter(({ from }) => from === 'jsonata')) {
    const { value, fault } = isSecretCapture(one)
      ? { value: undefined, fault: secretByExpression }
      : await expressionValue(one.path, answer);
    if (value !== undefined) captured[one.name] = value;
    else {
      missing.push(`${one.path}: ${fault}`);
      why[one.name] = fault;
    }
  }
  return { captured, missing, why, secret: taken.secret };
}

export const hasExpression = (captures: readonly Capture[]): boolean => captures.some(({ from }) => from === 'jsonata');

export const secretByExpression = 'a secret is taken with a JSONPath, not with JSONata';

async function expressionValue(
  source: string,
  answer: Parameters<typeof takeCaptures>[1],
): Promise<{ readonly value: unknown; readonly fault: string }> {
  const json = bodyJsonOf(answer);
  if (json === undefined) return { value: undefined, fault: whyNoJson(answer) ?? 'not in the answer' };
  // Late: few flows have one.
  const { evaluateExpression, ExpressionFailed } = await import('./expressions.ts');
  try {
    const value = await evaluateExpression(source, json);
    if (holdsOneOf(value, secretsIn(answer))) return { value: undefined, fault: secretByExpression };
    return { value: Array.isArray(value) ? value.slice(0, mostCaptured) : value, fault: 'it gives nothing for this answer' };
  } catch (error) {
    if (error instanceof TookTooLong) return { value: undefined, fault: 'the expression took too long in this answer' };
    if (isTooDeep(error)) return { value: undefined, fault: tooDeep };
    if (error instanceof ExpressionFailed) return { value: undefined, fault: error.message };
    throw error;
  }
}

function bodyValue(path: string, json: unknown): unknown {
  if (json === undefined || pathFault(path) !== null) return undefined;
  const found = valuesAt(path, json);
  // What is captured is written down: what cannot be is none.
  if (found.some((one) => typeof one === 'object')) JSON.stringify(found);
  // A path with a wildcard, a slice, a filter or a descent gives a list, also of one.
  if (/\*|\.\.|\?|\[[^\]'"]*[:,]/.test(path)) return found.slice(0, mostCaptured);
  return found[0];
}

/** What pages gave so far and what the next one gave: lists are joined, anything else is the newest. */
export function joinPages(before: Captured, page: Captured): Record<string, unknown> {
  const joined: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(page)) {
    const known = before[name];
    joined[name] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value].slice(0, mostCaptured) : value;
  }
  return joined;
}

/** Captured values as `{{names}}`. */
export const asValues = (captured: Captured): Record<string, string> =>
  Object.fromEntries(Object.entries(captured).map(([name, value]) => [name, value === null ? '' : asText(value)]));
