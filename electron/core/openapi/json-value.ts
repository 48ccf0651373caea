/** Anything JSON can say. Documents are read from strangers, so keys such as `__proto__` are ordinary data here. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A place inside a JSON value: object keys and array indexes, outermost first. */
export type JsonPath = readonly (string | number)[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value an object or array itself holds under `key`, or undefined.
 * Never looks at the prototype, so the schema name `constructor` finds a schema or nothing.
 */
export function ownValue(container: unknown, key: string | number): JsonValue | undefined {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, key)) return undefined;
  return (container as Record<string | number, JsonValue>)[key];
}

export function textAt(container: unknown, key: string): string | null {
  const value = ownValue(container, key);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

export function objectAt(container: unknown, key: string): JsonObject {
  const value = ownValue(container, key);
  return isObject(value) ? value : {};
}

export function listAt(container: unknown, key: string): JsonValue[] {
  const value = ownValue(container, key);
  return Array.isArray(value) ? value : [];
}

/** The strings among the items of a list. */
export function textsAt(container: unknown, key: string): string[] {
  return listAt(container, key).filter((item) => typeof item === 'string');
}

/** Writes a path as a JSON pointer (RFC 6901). */
export function toPointer(path: JsonPath): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads a JSON pointer (RFC 6901); a leading `#` and percent-encoding (RFC 6901 section 6) are understood. */
export function fromPointer(pointer: string): string[] {
  const isFragment = pointer.startsWith('#');
  const parts = (isFragment ? pointer.slice(1) : pointer).split('/').slice(1);
  return parts.map((part) => (isFragment ? decoded(part) : part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Percent-decodes text; text that is not valid percent-encoding stays as it is. */
export function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
