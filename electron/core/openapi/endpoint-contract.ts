import { objectAt, ownValue, textAt, textsAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { parametersOf } from './operations.ts';
import type { Operation } from './operations.ts';
import { plainText } from './plain-text.ts';
import { follow } from './references.ts';

/** What a form needs to know of a schema. */
export interface SchemaSummary {
  /** `string`, `integer`, …; `null` when the document does not say. */
  readonly type: string | null;
  readonly format: string | null;
  readonly enum: readonly JsonValue[];
  readonly pattern: string | null;
  readonly default: JsonValue | null;
  readonly example: JsonValue | null;
}

export interface ContractParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Plain text, at most 300 characters. */
  readonly description: string;
  readonly schema: SchemaSummary;
}

export interface ContractResponse {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: string;
  readonly mediaTypes: readonly string[];
  readonly headers: readonly string[];
}

export interface EndpointContract {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly ContractParameter[];
  readonly requestBody: { readonly required: boolean; readonly description: string; readonly mediaTypes: readonly string[] } | null;
  readonly responses: readonly ContractResponse[];
}

/** One endpoint with everything a person needs to fill in a call. */
export function describeEndpoint(root: JsonObject, found: Operation): EndpointContract {
  const { method, path, operation } = found;
  const body = follow(root, ownValue(operation, 'requestBody'));
  return {
    method,
    path,
    operationId: textAt(operation, 'operationId'),
    summary: plainText(textAt(operation, 'summary'), 200),
    description: plainText(textAt(operation, 'description'), 2000),
    tags: textsAt(operation, 'tags'),
    deprecated: ownValue(operation, 'deprecated') === true,
    parameters: parametersOf(root, found).map((parameter) => describeParameter(root, parameter)),
    requestBody: body && {
      required: ownValue(body, 'required') === true,
      description: plainText(textAt(body, 'description'), 300),
      mediaTypes: Object.keys(objectAt(body, 'content')),
    },
    responses: Object.entries(objectAt(operation, 'responses'))
      .filter(([status]) => !status.startsWith('x-'))
      .map(([status, value]) => {
        const response = follow(root, value) ?? {};
        return {
          status,
          description: plainText(textAt(response, 'description'), 300),
          mediaTypes: Object.keys(objectAt(response, 'content')),
          headers: Object.keys(objectAt(response, 'headers')),
        };
      }),
  };
}

function describeParameter(root: JsonObject, parameter: JsonObject): ContractParameter {
  const place = textAt(parameter, 'in');
  return {
    name: textAt(parameter, 'name') ?? '',
    in: place === 'path' || place === 'header' || place === 'cookie' ? place : 'query',
    // A path parameter is always required (OpenAPI 3.1, Parameter Object).
    required: place === 'path' || ownValue(parameter, 'required') === true,
    deprecated: ownValue(parameter, 'deprecated') === true,
    description: plainText(textAt(parameter, 'description'), 300),
    schema: summarise(root, parameter),
  };
}

/** The schema of a parameter or header, which stands under `schema` or under its only media type. */
export function schemaOf(parameter: JsonObject): JsonValue | undefined {
  return ownValue(parameter, 'schema') ?? ownValue(Object.values(objectAt(parameter, 'content'))[0], 'schema');
}

function summarise(root: JsonObject, parameter: JsonObject): SchemaSummary {
  const schema = follow(root, schemaOf(parameter)) ?? {};
  const type = ownValue(schema, 'type');
  const named = Array.isArray(type) ? type.find((name) => name !== 'null') : type;
  const allowed = ownValue(schema, 'enum');
  return {
    type: typeof named === 'string' ? named : null,
    format: textAt(schema, 'format'),
    enum: Array.isArray(allowed) ? allowed : [],
    pattern: textAt(schema, 'pattern'),
    default: ownValue(schema, 'default') ?? null,
    example: ownExample(root, parameter) ?? ownExample(root, schema) ?? null,
  };
}

/** The first example an object of the document gives for itself: `example`, an `examples` list, or named `examples`. */
export function ownExample(root: JsonObject, holder: JsonObject): JsonValue | undefined {
  const single = ownValue(holder, 'example');
  if (single !== undefined) return single;
  const several = ownValue(holder, 'examples');
  if (Array.isArray(several)) return several[0];
  return namedExamples(root, holder)[0]?.value;
}

/** Named examples with a value; those that stand at an outside address are never fetched. */
export function namedExamples(root: JsonObject, holder: JsonObject): { name: string; value: JsonValue }[] {
  return Object.entries(objectAt(holder, 'examples')).flatMap(([name, entry]) => {
    const example = follow(root, entry);
    // OpenAPI 3.2 names the parsed form `dataValue`.
    const value = ownValue(example, 'value') ?? ownValue(example, 'dataValue');
    return value === undefined ? [] : [{ name, value }];
  });
}
