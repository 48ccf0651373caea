import { isPlain } from './answer-check.ts';
import type { CheckTools } from './answer-check.ts';
import { checkBody } from './body-check.ts';
import { ownValue, textAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { parametersOf } from './operations.ts';
import type { Operation } from './operations.ts';
import { follow } from './references.ts';
import { namedViolations, verdictOf } from './verdict.ts';
import type { ContractVerdict, Violation } from './verdict.ts';

export interface OutgoingRequest {
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Values of the path template. Left out: path parameters are not checked. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** Values of the query. Left out: query parameters are not checked. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Null when it was not kept, empty when there is none. */
  readonly bodyText: string | null;
}

/** Checks a request against its operation. May throw when ajv gives up on a schema. */
export function checkRequestOf(found: Operation, request: OutgoingRequest, tools: CheckTools): ContractVerdict {
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const violations = parametersOf(tools.root, found).flatMap((parameter) => {
    return parameterViolations(parameter, request, headers, tools);
  });
  const holder = follow(tools.root, ownValue(found.operation, 'requestBody'));
  if (!holder) {
    // Adyen's GET calls take no body; one that is sent is a mistake the server will ignore or refuse.
    if (!request.bodyText) return verdictOf(violations, []);
    const message = `${tools.contract} describes no body for this call`;
    const extra: Violation = {
      where: 'body',
      instancePath: '',
      line: null,
      message,
      keyword: 'required',
      expected: 'no body',
      got: 'a body',
    };
    return verdictOf([...violations, extra], []);
  }
  if (request.bodyText === '' && ownValue(holder, 'required') !== true) return verdictOf(violations, []);
  const contentType = headers.get('content-type');
  const body = checkBody({
    holder,
    contentType: typeof contentType === 'string' ? contentType : (contentType?.[0] ?? null),
    bodyText: request.bodyText,
    of: 'this call',
    contract: tools.contract,
    check: tools.bodies,
  });
  return verdictOf([...violations, ...body.violations], body.unchecked);
}

/** Headers that are described elsewhere and to be ignored as parameters (OpenAPI 3.1, Parameter Object). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

function parameterViolations(
  parameter: JsonObject,
  request: OutgoingRequest,
  headers: Values,
  { root, contract, texts }: CheckTools,
): Violation[] {
  const name = textAt(parameter, 'name') ?? '';
  const place = textAt(parameter, 'in');
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return [];
  const where = place === 'header' ? 'header' : 'parameter';
  const values = valuesAt(place, request, headers);
  if (!values) return [];
  const value = values.get(place === 'header' ? name.toLowerCase() : name);
  if (value === undefined || (place === 'path' && value === '')) {
    if (ownValue(parameter, 'required') !== true) return [];
    const message = `the ${parameterKind(place)} ${name} is missing, and ${contract} requires it`;
    return [{ where, instancePath: name, line: null, message, keyword: 'required', expected: name, got: 'nothing' }];
  }
  const schema = ownValue(parameter, 'schema');
  if (schema === undefined || typeof value !== 'string' || !isPlain(root, schema)) return [];
  return namedViolations(texts(schema, value), { where, name, value }, contract);
}

type Values = ReadonlyMap<string, string | readonly string[] | undefined>;

/** The values that were given in one place of the request; null when they are not known. */
function valuesAt(place: string | null, request: OutgoingRequest, headers: Values): Values | null {
  if (place === 'header') return headers;
  const given = place === 'query' ? request.query : place === 'path' ? request.pathParameters : undefined;
  return given ? new Map(Object.entries(given)) : null;
}

function parameterKind(place: string | null): string {
  return place === 'header' ? 'header' : `${place ?? ''} parameter`.trim();
}
