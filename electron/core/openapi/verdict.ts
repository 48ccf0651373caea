import type { ErrorObject } from 'ajv/dist/2020.js';
import { lineInPrettyJson } from './json-lines.ts';
import { toPointer } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { valueAt } from './references.ts';
import { asItIs, wordsFor, type Redact } from './violation-words.ts';

export interface Violation {
  readonly where: 'status' | 'header' | 'parameter' | 'content_type' | 'body';
  /** In the body: JSON pointer (RFC 6901). For a header or parameter: its name. Else empty. */
  readonly instancePath: string;
  /** Line, from 1, in `JSON.stringify(body, null, 2)`; for a body that is not JSON, the line of the text. */
  readonly line: number | null;
  readonly message: string;
  /** The rule that was broken: a JSON Schema keyword, or `status`, `content_type`, `required`, `json`. */
  readonly keyword: string;
  readonly expected: string;
  /** May show a value of the body or header: redact it like the body itself. */
  readonly got: string;
}

export interface ContractVerdict {
  readonly verdict: 'fits' | 'breaks' | 'not_checked';
  /** At most 50, in the order of their lines. */
  readonly violations: readonly Violation[];
  /** How many more there were. */
  readonly moreViolations: number;
  /** For `not_checked`: why. For the others: what was left out of the check, if anything. */
  readonly reason: string | null;
}

export const maxViolations = 50;

export function notChecked(reason: string): ContractVerdict {
  return { verdict: 'not_checked', violations: [], moreViolations: 0, reason };
}

/** Joins what the parts of a check found; without violations, a part that could not be checked makes it `not_checked`. */
export function verdictOf(violations: readonly Violation[], unchecked: readonly string[]): ContractVerdict {
  const reason = unchecked.length > 0 ? unchecked.join(' ') : null;
  if (violations.length === 0) return reason === null ? { verdict: 'fits', violations, moreViolations: 0, reason } : notChecked(reason);
  const kept = violations.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, maxViolations);
  return { verdict: 'breaks', violations: kept, moreViolations: violations.length - kept.length, reason };
}

/** Fields that are not allowed stand at their own line, not at that of the object that holds them. */
function placeOf(error: ErrorObject): string {
  const params = error.params as Readonly<Record<string, unknown>>;
  const extra = params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof extra === 'string' ? error.instancePath + toPointer([extra]) : error.instancePath;
}

/** Errors that only repeat that something inside failed. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'variants', 'propertyNames']);

/** Schema errors of a body as violations; the same place with the same message is told once. */
export function bodyViolations(errors: readonly ErrorObject[], body: JsonValue, contract: string, redact: Redact = asItIs): Violation[] {
  const telling = errors.filter((error) => !echoes.has(error.keyword));
  const violations = new Map<string, Violation>();
  for (const error of telling.length > 0 ? telling : errors) {
    const instancePath = placeOf(error);
    const words = wordsFor(error, valueAt(body, error.instancePath), contract, 'the body', redact);
    const key = `${instancePath} ${words.message}`;
    if (violations.has(key)) continue;
    // A line costs a walk over the body; those beyond the cap are not shown.
    const line = violations.size < maxViolations * 4 ? lineInPrettyJson(body, instancePath) : null;
    violations.set(key, { where: 'body', instancePath, line, keyword: error.keyword, ...words });
  }
  return [...violations.values()];
}

/** Schema errors of a header or parameter; the schema check holds its value in an object (see `createSchemaCheck`). */
export function namedViolations(
  errors: readonly ErrorObject[],
  { where, name, value }: { where: 'header' | 'parameter'; name: string; value: string },
  contract: string,
  redact: Redact = asItIs,
): Violation[] {
  const telling = errors.filter((error) => !echoes.has(error.keyword));
  const error = telling[0] ?? errors[0];
  if (!error) return [];
  const words = wordsFor({ ...error, instancePath: '' }, value, contract, name, redact);
  const message = words.message.includes(name) ? words.message : `${name}: ${words.message}`;
  return [{ where, instancePath: name, line: null, keyword: error.keyword, ...words, message }];
}
