import { isTooDeep } from '../too-deep.ts';
import type { Assertion } from '../../contract/monitors.ts';
import { grouped } from '../grouped.ts';

/** What is known of an answer when it is held against assertions. */
export interface Answer {
  readonly status: number;
  readonly totalMs: number;
  /** Null when the body is binary or not kept as text. */
  readonly bodyText: string | null;
  readonly verdict: 'fits' | 'breaks' | 'not_checked';
}

export interface AssertionResult {
  /** What does not hold, in words; null when all holds. */
  readonly broken: string | null;
  /** All else holds, but it took longer than asked for. */
  readonly isSlow: boolean;
}

/** Holds an answer against what it must fulfil. Without a rule on the status, one below 400 is wanted. */
export function checkAssertions(assertions: readonly Assertion[], answer: Answer): AssertionResult {
  let isSlow = false;
  if (!assertions.some(({ kind }) => kind === 'status') && answer.status >= 400) return { broken: `answered ${answer.status}`, isSlow };
  for (const one of assertions) {
    if (one.kind === 'latency') {
      if (answer.totalMs > one.atMostMs) isSlow = true;
      continue;
    }
    const broken = brokenWords(one, answer);
    if (broken !== null) return { broken, isSlow };
  }
  return { broken: null, isSlow };
}

function brokenWords(one: Exclude<Assertion, { kind: 'latency' }>, { status, bodyText, verdict }: Answer): string | null {
  switch (one.kind) {
    case 'status':
      return one.anyOf.includes(status) ? null : `answered ${status}, wanted ${one.anyOf.join(' or ')}`;
    case 'body_contains':
      return bodyText?.includes(one.text) ? null : `the body does not contain “${one.text}”`;
    case 'json_equals': {
      const found = valueAt(bodyText, one.path);
      if (found === undefined) return `the body has no ${one.path}`;
      return String(found) === one.value ? null : `${one.path} is not “${one.value}”`;
    }
    case 'contract_fits':
      return verdict === 'breaks' ? 'the answer breaks its contract' : null;
  }
}

/** The plain value at "data.items[0].id"; objects and lists as JSON. */
export function valueAt(text: string | null, path: string): string | number | boolean | null | undefined {
  if (text === null) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: nothing is at any path.
    return undefined;
  }
  for (const key of path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === 'object' && value !== null) return written(value);
  return value as string | number | boolean | null;
}

/** The stack is finite, and a vendor may nest a hundred thousand times. */
function written(value: object): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isTooDeep(error)) return 'nested too deep';
    throw error;
  }
}

/** "status 200", "at most 800 ms", "contract fits". */
export function assertionWords(one: Assertion): string {
  switch (one.kind) {
    case 'status':
      return `status ${one.anyOf.join(' or ')}`;
    case 'latency':
      return `at most ${grouped(one.atMostMs)} ms`;
    case 'body_contains':
      return `body contains “${one.text}”`;
    case 'json_equals':
      return `${one.path} is “${one.value}”`;
    case 'contract_fits':
      return 'contract fits';
  }
}
