import { isObject, objectAt, ownValue } from './json-value.ts';
import type { JsonObject, JsonPath } from './json-value.ts';
import { follow } from './references.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** One operation of a document: an endpoint before it is one of ours. */
export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** The template as the document writes it: `/orders/{id}`. */
  readonly path: string;
  readonly operation: JsonObject;
  readonly pathItem: JsonObject;
  /** Where it stands in the document. */
  readonly at: JsonPath;
}

/** All operations in document order, with OpenAPI 3.2's `query` and `additionalOperations`. */
export function listOperations(root: JsonObject): Operation[] {
  const operations: Operation[] = [];
  for (const [path, item] of Object.entries(objectAt(root, 'paths'))) {
    if (path.startsWith('x-')) continue;
    const pathItem = follow(root, item);
    if (!pathItem) continue;
    for (const method of methods) {
      const operation = ownValue(pathItem, method);
      if (!isObject(operation)) continue;
      operations.push({ method: method.toUpperCase(), path, operation, pathItem, at: ['paths', path, method] });
    }
    for (const [method, operation] of Object.entries(objectAt(pathItem, 'additionalOperations'))) {
      if (!isObject(operation)) continue;
      const at = ['paths', path, 'additionalOperations', method];
      operations.push({ method: method.toUpperCase(), path, operation, pathItem, at });
    }
  }
  return operations;
}

/** The parameters of an operation: its own, and those of its path that it does not replace (same name and place). */
export function parametersOf(root: JsonObject, { operation, pathItem }: Operation): JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const holder of [pathItem, operation]) {
    const list = ownValue(holder, 'parameters');
    for (const item of Array.isArray(list) ? list : []) {
      const parameter = follow(root, item);
      const name = ownValue(parameter, 'name');
      const place = ownValue(parameter, 'in');
      if (parameter && typeof name === 'string' && typeof place === 'string') found.set(`${place} ${name}`, parameter);
    }
  }
  return [...found.values()];
}
