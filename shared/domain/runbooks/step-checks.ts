import { isTooDeep } from '../too-deep.ts';
import type { SentCheck } from './run-event.ts';
import { expectationWords } from './request-block.ts';
import type { Expectation } from './runbook.ts';

/** What of an answer is looked at. */
export interface CheckedAnswer {
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly body: string | null;
  /** Null: no contract to check against. */
  readonly fitsContract: boolean | null;
  /** Why no answer came. */
  readonly failure: string | null;
}

/** Each expectation with whether the answer holds it. Without any, an answer below 400 is what is expected. */
export function checkAnswer(expectations: readonly Expectation[], answer: CheckedAnswer): SentCheck[] {
  const all: readonly Expectation[] = expectations.length > 0 ? expectations : [{ kind: 'status', statuses: ['2xx', '3xx'] }];
  return all.map((one) => ({ words: expectations.length > 0 ? expectationWords(one) : 'an answer below 400', ...checkOne(one, answer) }));
}

function checkOne(expectation: Expectation, answer: CheckedAnswer): { isHeld: boolean; seen: string } {
  if (answer.status === null) return { isHeld: false, seen: answer.failure ?? 'no answer' };
  switch (expectation.kind) {
    case 'status':
      return { isHeld: expectation.statuses.some((one) => fitsStatus(one, answer.status ?? 0)), seen: String(answer.status) };
    case 'contains':
    case 'not contains': {
      const isThere = (answer.body ?? '').includes(expectation.text);
      return { isHeld: isThere === (expectation.kind === 'contains'), seen: isThere ? 'present' : 'absent' };
    }
    case 'under': {
      const ms = answer.durationMs;
      return {
        isHeld: ms !== null && ms < expectation.ms,
        seen: ms === null ? 'not measured' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`,
      };
    }
    case 'contract':
      return {
        isHeld: answer.fitsContract === true,
        seen: answer.fitsContract === null ? 'not checked' : answer.fitsContract ? 'fits' : 'breaks it',
      };
    case 'json':
      return checkJson(expectation, answer.body);
  }
}

const fitsStatus = (pattern: string, status: number): boolean =>
  pattern.length === 3 && Array.from(pattern).every((char, at) => char === 'x' || char === String(status)[at]);

function checkJson(expectation: Extract<Expectation, { kind: 'json' }>, body: string | null): { isHeld: boolean; seen: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body ?? '');
  } catch {
    return { isHeld: false, seen: 'no JSON' };
  }
  const value = valueAt(parsed, expectation.path);
  if (expectation.compare === 'exists') return { isHeld: value !== undefined, seen: value === undefined ? 'absent' : 'present' };
  if (value === undefined) return { isHeld: expectation.compare === '!=', seen: 'absent' };
  let seen: string;
  try {
    seen = typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    // The stack is finite, and a vendor may nest a hundred thousand times.
    if (isTooDeep(error)) return { isHeld: false, seen: 'nested too deep' };
    throw error;
  }
  const wanted = expectation.value.replace(/^"(.*)"$/, '$1');
  const isHeld =
    expectation.compare === '='
      ? seen === wanted
      : expectation.compare === '!='
        ? seen !== wanted
        : expectation.compare === '<'
          ? Number(seen) < Number(wanted)
          : Number(seen) > Number(wanted);
  return { isHeld, seen: seen.length > 60 ? `${seen.slice(0, 59)}…` : seen };
}

/** The value at a path such as "$.items[0].state"; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  const parts = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  return parts.reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return /^\d+$/.test(part) ? (at as unknown[])[Number(part)] : undefined;
    return typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Record<string, unknown>)[part] : undefined;
  }, value);
}
