import { isObject, ownValue } from '../openapi/json-value.ts';
import type { JsonObject, JsonValue } from '../openapi/json-value.ts';

/** What was created in one run of a mock, by the collection's filled-in path and the record's id, in order. */
export class MockRecords {
  readonly #collections = new Map<string, Map<string, JsonObject>>();
  readonly #removed = new Set<string>();

  get(collection: string, id: string): JsonObject | null {
    return this.#collections.get(collection)?.get(id) ?? null;
  }

  list(collection: string): JsonObject[] {
    return [...(this.#collections.get(collection)?.values() ?? [])];
  }

  put(collection: string, id: string, record: JsonObject): void {
    const records = this.#collections.get(collection) ?? new Map<string, JsonObject>();
    this.#collections.delete(collection);
    this.#collections.set(collection, records.set(id, record));
    // A run that is left alone for days must not fill the memory.
    const oldest = records.size > mostRecords ? records.keys().next().value : undefined;
    if (oldest !== undefined) records.delete(oldest);
    this.#removed.delete(`${collection} ${id}`);
    // Paths with an id in them make a collection each.
    const [first] = this.#collections.keys();
    if (this.#collections.size > mostCollections && first !== undefined) this.#collections.delete(first);
  }

  remove(collection: string, id: string): boolean {
    this.#removed.delete(`${collection} ${id}`);
    this.#removed.add(`${collection} ${id}`);
    const [oldest] = this.#removed;
    if (this.#removed.size > mostRecords && oldest !== undefined) this.#removed.delete(oldest);
    return this.#collections.get(collection)?.delete(id) ?? false;
  }

  wasRemoved(collection: string, id: string): boolean {
    return this.#removed.has(`${collection} ${id}`);
  }

  /** How many removed ones are remembered. */
  get removedCount(): number {
    return this.#removed.size;
  }

  get count(): number {
    return [...this.#collections.values()].reduce((sum, records) => sum + records.size, 0);
  }
}

const mostRecords = 5_000;
const mostCollections = 500;

/** The field that a record's id stands in: the path's own name for it, `id`, or a name that ends so. */
export function idFieldOf(record: JsonValue, parameter: string): string | null {
  if (!isObject(record)) return null;
  const fields = Object.entries(record)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name]) => name);
  const folded = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
  const wanted = folded(parameter);
  return (
    fields.find((name) => folded(name) === wanted) ??
    fields.find((name) => folded(name) === 'id') ??
    fields.find((name) => wanted.endsWith(folded(name)) && /id$|reference$|token$|key$/i.test(name)) ??
    fields.find((name) => /(?:id|reference)$/i.test(name)) ??
    null
  );
}

/** `base` with what `over` says, field by field; lists are taken whole. Only fields that `base` has too, when `isClosed`. */
export function laidOver(base: JsonValue, over: JsonValue, isClosed: boolean): JsonValue {
  if (!isObject(base) || !isObject(over)) return over;
  const laid: [string, JsonValue][] = Object.entries(base).map(([name, value]) => {
    const next = ownValue(over, name);
    return [name, next === undefined ? value : laidOver(value, next, isClosed)];
  });
  const added = isClosed ? [] : Object.entries(over).filter(([name]) => !Object.hasOwn(base, name));
  return Object.fromEntries([...laid, ...added]);
}

/** Applies a merge patch (RFC 7396), or the plain operations of a JSON patch (RFC 6902). */
export function patched(record: JsonObject, patch: JsonValue): JsonObject {
  if (Array.isArray(patch)) return patch.reduce<JsonObject>(applyOperation, structuredClone(record));
  if (!isObject(patch)) return record;
  const next: JsonObject = { ...record };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else next[name] = isObject(value) && isObject(next[name]) ? patched(next[name], value) : value;
  }
  return next;
}

function applyOperation(record: JsonObject, operation: JsonValue): JsonObject {
  const path = ownValue(operation, 'path');
  if (typeof path !== 'string' || !path.startsWith('/')) return record;
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop() ?? '';
  let holder: JsonValue | undefined = record;
  for (const part of parts) holder = ownValue(holder, part);
  const value = ownValue(operation, 'value');
  const isRemoval = ownValue(operation, 'op') === 'remove';
  if (Array.isArray(holder)) {
    const at = last === '-' ? holder.length : Number(last);
    if (!Number.isInteger(at) || at < 0 || at > holder.length) return record;
    if (isRemoval) holder.splice(at, 1);
    else if (value !== undefined) holder.splice(at, ownValue(operation, 'op') === 'replace' ? 1 : 0, value);
  } else if (isObject(holder)) {
    if (isRemoval) delete holder[last];
    else if (value !== undefined) Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return record;
}

/** A list answer that holds these records: the body itself when it is a list, else its first list; counts follow. */
export function listOf(body: JsonValue, records: readonly JsonObject[]): JsonValue {
  if (Array.isArray(body)) return [...records];
  if (!isObject(body)) return body;
  const lists = Object.entries(body).filter(([, value]) => Array.isArray(value));
  const name = (lists.find(([field]) => /^(?:items|data|results|values|records)$/i.test(field)) ??
    lists.find(([field]) => field !== 'links'))?.[0];
  if (name === undefined) return body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]): [string, JsonValue] => {
      if (field === name) return [field, [...records]];
      if (typeof value === 'number' && /^(?:total|count|size|total_?(?:items|count|results)|items_?total)$/i.test(field))
        return [field, records.length];
      if (typeof value === 'number' && /^(?:total_?pages|pages_?total)$/i.test(field)) return [field, 1];
      if (typeof value === 'boolean' && /^has_?(?:more|next)$/i.test(field)) return [field, false];
      return [field, value];
    }),
  );
}
