import { isObject, ownValue } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { valueAt } from './references.ts';

/** Parts of a document that an operation reaches through `$ref`, so that two operations can be compared by all that they depend on. */
export class ReachedParts {
  readonly #root: JsonObject;
  readonly #parts = new Map<string, { readonly text: string; readonly refs: readonly string[] }>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** The part with everything it reaches, as one text: equal for equal contracts. */
  textOf(part: JsonValue): string {
    const seen = new Set<string>();
    const waiting = refsIn(part);
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      waiting.push(...this.#part(ref).refs);
    }
    return [JSON.stringify(part), ...[...seen].toSorted().map((ref) => `${ref} ${this.#part(ref).text}`)].join('\n');
  }

  #part(ref: string): { readonly text: string; readonly refs: readonly string[] } {
    const known = this.#parts.get(ref);
    if (known) return known;
    const value = valueAt(this.#root, ref) ?? null;
    const part = { text: JSON.stringify(value), refs: refsIn(value) };
    this.#parts.set(ref, part);
    return part;
  }
}

function refsIn(value: JsonValue): string[] {
  const found: string[] = [];
  const waiting: JsonValue[] = [value];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (Array.isArray(node)) waiting.push(...node);
    else if (isObject(node)) {
      const ref = ownValue(node, '$ref');
      if (typeof ref === 'string') found.push(ref);
      waiting.push(...Object.values(node));
    }
  }
  return found;
}
