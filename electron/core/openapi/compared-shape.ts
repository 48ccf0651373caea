import { isObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Says something to people and nothing to a program. */
const annotations = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'title',
  'tags',
  'operationId',
  'xml',
  '$comment',
  'termsOfService',
]);

/** Their keys are names that somebody chose, not words of the specification. */
const namesWithin = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'parameters',
  'headers',
  'responses',
  'requestBodies',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'paths',
  'content',
  'encoding',
  'variables',
  'mapping',
  'scopes',
]);

/** Holds data, in which every word stands for itself. */
const dataWithin = new Set(['enum', 'const', 'default', 'required', 'security']);

/** A document without what only people read and without vendor extensions: what is left is what a program depends on. */
export function comparedShape(root: JsonObject): JsonObject {
  return prune(root, false) as JsonObject;
}

function prune(value: JsonValue, areNames: boolean): JsonValue {
  if (Array.isArray(value)) return value.map((item) => prune(item, false));
  if (!isObject(value)) return value;
  const kept: [string, JsonValue][] = [];
  for (const [key, child] of Object.entries(value)) {
    if (areNames) kept.push([key, prune(child, false)]);
    else if (annotations.has(key) || key.startsWith('x-')) continue;
    else kept.push([key, dataWithin.has(key) ? child : prune(child, namesWithin.has(key) && !Array.isArray(child))]);
  }
  return Object.fromEntries(kept);
}
