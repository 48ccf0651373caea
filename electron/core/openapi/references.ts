import { fromPointer, isObject, ownValue, toPointer } from './json-value.ts';
import type { JsonObject, JsonPath, JsonValue } from './json-value.ts';

/** A `$ref` chain longer than this is a cycle or a joke. */
const maxChain = 50;

/** The value a JSON pointer or local reference (`#/…`, RFC 6901) points to, or undefined when nothing is there. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of fromPointer(pointer)) value = ownValue(value, part);
  return value;
}

/** Follows `$ref` until an object that is none; null for a dangling or circular chain and for anything but an object. */
export function follow(root: JsonValue, node: JsonValue | undefined): JsonObject | null {
  let current = node;
  for (let step = 0; step < maxChain && isObject(current); step += 1) {
    const ref = ownValue(current, '$ref');
    if (typeof ref !== 'string') return current;
    if (!isLocal(ref)) return null;
    current = valueAt(root, ref);
  }
  return null;
}

export function isLocal(ref: string): boolean {
  return ref === '#' || ref.startsWith('#/');
}

export interface FoundReference {
  readonly ref: string;
  readonly path: JsonPath;
}

/** Keys whose value maps free names to parts of the document, so that the names themselves are no keywords. */
const nameMaps = new Set(
  (
    'properties patternProperties $defs definitions dependentSchemas schemas responses parameters requestBodies headers ' +
    'securitySchemes securityDefinitions links callbacks pathItems paths webhooks content encoding mediaTypes examples'
  ).split(' '),
);
/** Keys whose value is somebody's data: a `$ref` in there is no reference. */
const dataKeys = new Set(['example', 'default', 'const', 'enum', 'mapping', 'security', 'scopes']);

interface Step {
  readonly value: JsonValue;
  readonly key: string | number;
  readonly parent: Step | null;
  readonly role: 'part' | 'names' | 'examples' | 'example';
}

function pathTo(step: Step): JsonPath {
  const path: (string | number)[] = [];
  for (let at = step; at.parent; at = at.parent) path.unshift(at.key);
  return path;
}

/** Every reference in a document with its place; examples, defaults and extensions are data and are left out. */
export function* findReferences(root: JsonObject): Generator<FoundReference> {
  const open: Step[] = [{ value: root, key: '', parent: null, role: 'part' }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { value, role } = step;
    if (Array.isArray(value)) {
      if (role === 'examples') continue;
      value.forEach((item, index) => open.push({ value: item, key: index, parent: step, role: 'part' }));
      continue;
    }
    if (!isObject(value)) continue;
    const ref = ownValue(value, '$ref');
    if (typeof ref === 'string') yield { ref, path: [...pathTo(step), '$ref'] };
    if (role === 'example') continue;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'object' || child === null) continue;
      if (role === 'names') open.push({ value: child, key, parent: step, role: 'part' });
      else if (role === 'examples') open.push({ value: child, key, parent: step, role: 'example' });
      else if (!dataKeys.has(key) && !key.startsWith('x-')) open.push({ value: child, key, parent: step, role: roleOf(key) });
    }
  }
}

function roleOf(key: string): Step['role'] {
  if (key === 'examples') return 'examples';
  return nameMaps.has(key) ? 'names' : 'part';
}

/** A place in words for messages: `#/paths/~1orders/post`. */
export function placeInWords(path: JsonPath): string {
  return `#${toPointer(path)}`;
}
