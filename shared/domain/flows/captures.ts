import { TookTooLong } from '../bounded-work.ts';
import { isTooDeep } from '../too-deep.ts';
import { asText, bodyJsonOf, headerOf, tooDeep, whyNoJson, type AnswerFacts } from './answer-facts.ts';
import type { Capture } from './flow-spec.ts';
import { pathFault, valuesAt } from './json-paths.ts';

export type Captured = Readonly<Record<string, unknown>>;

export interface Taken {
  readonly captured: Record<string, unknown>;
  /** One sentence for each that was not there. */
  readonly missing: readonly string[];
  /** Why, by the name of the capture: "not in the answer", "the body was purged on 3 Nov 2026". */
  readonly why: Readonly<Record<string, string>>;
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
  for (const one of captures) {
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
    if (value !== undefined) captured[one.name] = value;
    else {
      missing.push(`${one.from === 'header' ? `header ${one.path}` : one.path} is not in the answer`);
      why[one.name] = (one.from === 'body' ? whyNoJson(answer) : null) ?? 'not in the answer';
    }
  }
  return { captured, missing, why };
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
