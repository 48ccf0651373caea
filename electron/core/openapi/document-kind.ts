import { isObject, objectAt, ownValue, textAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** What a file that is no API description looks like, in words that finish the sentence "it looks like …". */
export function lookOf(value: JsonValue): string {
  if (value === null) return 'an empty document';
  if (Array.isArray(value)) return `a list of ${value.length} items`;
  if (typeof value === 'string') return 'plain text';
  if (!isObject(value)) return `a single ${typeof value}`;
  const known = signs.find(([, isIt]) => isIt(value));
  if (known) return known[0];
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an object with the keys ${keys
    .slice(0, 5)
    .map((key) => `“${key.slice(0, 40)}”`)
    .join(', ')}${keys.length > 5 ? ', …' : ''}`;
}

function has(value: JsonObject, ...keys: string[]): boolean {
  return keys.every((key) => ownValue(value, key) !== undefined);
}

const signs: readonly (readonly [string, (value: JsonObject) => boolean])[] = [
  [
    'a Postman collection',
    (value) => has(objectAt(value, 'info'), '_postman_id') || (textAt(objectAt(value, 'info'), 'schema') ?? '').includes('getpostman.com'),
  ],
  ['a Postman environment', (value) => has(value, '_postman_variable_scope')],
  ['an Insomnia export', (value) => textAt(value, '_type') === 'export' && has(value, 'resources')],
  ['an AsyncAPI description', (value) => has(value, 'asyncapi')],
  ['a recording of network traffic (HAR)', (value) => has(objectAt(value, 'log'), 'entries')],
  ['a GraphQL schema', (value) => has(value, '__schema') || has(objectAt(value, 'data'), '__schema')],
  ['a Swagger 1 description', (value) => has(value, 'swaggerVersion')],
  [
    'an npm package.json',
    (value) => has(value, 'name') && ['dependencies', 'devDependencies', 'scripts', 'lockfileVersion'].some((key) => has(value, key)),
  ],
  ['a Kubernetes manifest', (value) => has(value, 'apiVersion', 'kind')],
  ['a Docker Compose file', (value) => has(value, 'services') && isObject(ownValue(value, 'services'))],
  ['a JSON Schema', (value) => has(value, '$schema') || (textAt(value, 'type') === 'object' && has(value, 'properties'))],
  ['an OpenAPI description without its “openapi” version', (value) => has(value, 'paths', 'info')],
];
