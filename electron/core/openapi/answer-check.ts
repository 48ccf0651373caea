import { capital, checkBody } from './body-check.ts';
import { objectAt, ownValue } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import type { Operation } from './operations.ts';
import { follow } from './references.ts';
import type { SchemaCheck } from './schema-checks.ts';
import { namedViolations, notChecked, verdictOf } from './verdict.ts';
import type { ContractVerdict, Violation } from './verdict.ts';
import type { Redact } from './violation-words.ts';

export interface Answer {
  readonly status: number;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Null when the body was not kept. */
  readonly bodyText: string | null;
  /** Cuts secrets out of what is shown of the answer, before it is shortened. */
  readonly redact?: Redact;
}

export interface CheckTools {
  readonly root: JsonObject;
  /** "contract 71", for messages. */
  readonly contract: string;
  readonly bodies: SchemaCheck;
  /** For headers and parameters, whose values are text. */
  readonly texts: SchemaCheck;
}

/** Checks an answer against its operation. May throw when ajv gives up on a schema. */
export function checkAnswerOf({ method, operation }: Operation, answer: Answer, tools: CheckTools): ContractVerdict {
  const { root, contract } = tools;
  const responses = objectAt(operation, 'responses');
  const listed = Object.keys(responses).filter((status) => !status.startsWith('x-'));
  if (listed.length === 0) return notChecked(`${capital(contract)} describes no answers for this call.`);
  const key = statusKey(listed, answer.status);
  if (key === null) return unlistedStatus(listed, answer.status, contract);
  const response = follow(root, ownValue(responses, key));
  if (!response) return notChecked(`${capital(contract)} does not say what an answer with ${answer.status} looks like.`);
  const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const violations = headerViolations(response, headers, tools, answer.redact);
  const hasNoBody = method === 'HEAD' || answer.status === 204 || answer.status === 304;
  if (hasNoBody) return verdictOf(violations, []);
  const body = checkBody({
    holder: response,
    contentType: textOf(headers.get('content-type')),
    bodyText: answer.bodyText,
    of: String(answer.status),
    contract,
    check: tools.bodies,
    redact: answer.redact,
  });
  return verdictOf([...violations, ...body.violations], body.unchecked);
}

/** `201`, else `2XX`, else `default` (OpenAPI 3.1, Responses Object). */
function statusKey(listed: readonly string[], status: number): string | null {
  const range = `${Math.floor(status / 100)}XX`;
  return (
    listed.find((key) => key === String(status)) ??
    listed.find((key) => key.toUpperCase() === range) ??
    listed.find((key) => key === 'default') ??
    null
  );
}

/**
 * Many contracts describe no failures at all, or none of the server's own; then a 401 or 503 says nothing about the
 * contract. Once one of that hundred is listed, an unlisted one is a difference.
 */
function unlistedStatus(listed: readonly string[], status: number, contract: string): ContractVerdict {
  const hundred = String(Math.floor(status / 100));
  if (status >= 400 && !listed.some((key) => key.startsWith(hundred))) {
    return notChecked(`${capital(contract)} describes no answers with ${hundred}xx for this call.`);
  }
  const expected = listed.join(', ');
  const message = `${contract} lists ${expected} for this call, got ${status}`;
  const got = String(status);
  return verdictOf([{ where: 'status', instancePath: '', line: null, message, keyword: 'status', expected, got }], []);
}

type HeaderValue = string | readonly string[] | undefined;

function textOf(value: HeaderValue): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

function headerViolations(
  response: JsonObject,
  headers: ReadonlyMap<string, HeaderValue>,
  tools: CheckTools,
  redact?: Redact,
): Violation[] {
  const violations: Violation[] = [];
  for (const [name, value] of Object.entries(objectAt(response, 'headers'))) {
    // A Content-Type entry is to be ignored (OpenAPI 3.1, Response Object).
    if (name.toLowerCase() === 'content-type') continue;
    const header = follow(tools.root, value);
    if (!header) continue;
    const actual = textOf(headers.get(name.toLowerCase()));
    if (actual === null) {
      if (ownValue(header, 'required') !== true) continue;
      const message = `the header ${name} is missing, and ${tools.contract} requires it`;
      violations.push({ where: 'header', instancePath: name, line: null, message, keyword: 'required', expected: name, got: 'nothing' });
      continue;
    }
    const schema = ownValue(header, 'schema');
    if (schema !== undefined && isPlain(tools.root, schema)) {
      violations.push(...namedViolations(tools.texts(schema, actual), { where: 'header', name, value: actual }, tools.contract, redact));
    }
  }
  return violations;
}

/** True for a value that is written as one text; lists and objects have styles of their own and are not checked. */
export function isPlain(root: JsonObject, schema: unknown): boolean {
  const rule = follow(root, schema as JsonObject);
  const type = ownValue(rule, 'type');
  const types = Array.isArray(type) ? type : [type];
  return !types.includes('array') && !types.includes('object') && ownValue(rule, 'properties') === undefined;
}
