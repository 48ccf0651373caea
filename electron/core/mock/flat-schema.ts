import { isObject, objectAt, ownValue } from '../openapi/json-value.ts';
import type { JsonObject, JsonValue } from '../openapi/json-value.ts';
import { valueAt } from '../openapi/references.ts';

/** A schema with its references, `allOf` and one branch of each choice laid together. */
export interface FlatSchema {
  readonly rules: JsonObject;
  readonly properties: ReadonlyMap<string, JsonValue>;
  readonly required: ReadonlySet<string>;
  /** Values that the choice of a branch fixes, by property. */
  readonly tags: ReadonlyMap<string, string>;
  /** The references that were followed, so that circles are seen. */
  readonly trail: readonly string[];
}

const maxDepth = 24;
const merged = new Set(['properties', 'required', 'allOf', 'oneOf', 'anyOf', '$ref', 'enum', 'discriminator']);

/** `choose` picks a branch of a choice: by its number of branches. */
export function flatSchema(
  root: JsonObject,
  schema: JsonValue,
  before: readonly string[],
  choose: (branches: number) => number,
): FlatSchema {
  const rules: JsonObject = {};
  const properties = new Map<string, JsonValue>();
  const required = new Set<string>();
  const tags = new Map<string, string>();
  const trail = [...before];

  const visit = (node: JsonValue | undefined, depth: number): void => {
    if (!isObject(node) || depth > maxDepth) return;
    const ref = ownValue(node, '$ref');
    if (typeof ref === 'string') {
      trail.push(ref);
      visit(valueAt(root, ref), depth + 1);
    }
    for (const [keyword, value] of Object.entries(node)) {
      if (merged.has(keyword)) continue;
      rules[keyword] = Object.hasOwn(rules, keyword) ? bothRules(keyword, rules[keyword] ?? null, value) : value;
    }
    const allowed = ownValue(node, 'enum');
    const earlier = ownValue(rules, 'enum');
    if (Array.isArray(allowed)) rules['enum'] = Array.isArray(earlier) ? earlier.filter((item) => allowed.includes(item)) : allowed;
    for (const [name, property] of Object.entries(objectAt(node, 'properties'))) {
      const known = properties.get(name);
      properties.set(name, known === undefined ? property : { allOf: [known, property] });
    }
    const needed = ownValue(node, 'required');
    for (const name of Array.isArray(needed) ? needed : []) if (typeof name === 'string') required.add(name);
    const parts = ownValue(node, 'allOf');
    for (const part of Array.isArray(parts) ? parts : []) visit(part, depth + 1);
    tagOf(node, trail, tags);
    for (const keyword of ['oneOf', 'anyOf']) {
      const all = ownValue(node, keyword);
      const branches = Array.isArray(all) ? all.filter((branch) => ownValue(branch, 'type') !== 'null') : [];
      // A branch that leads back to where we are would never end; one that only says what must not be adds nothing.
      const open = branches.filter((branch) => !trail.some((ref) => ref === ownValue(branch, '$ref')));
      const branch = open[choose(open.length) % Math.max(1, open.length)] ?? branches[0];
      if (branch === undefined) continue;
      visit(branch, depth + 1);
      tagOf(node, trail, tags);
    }
  };
  visit(schema, 0);
  return { rules, properties, required, tags, trail };
}

/** What two parts of a schema say together: what items both ask for, the narrower bound; of everything else the first. */
function bothRules(keyword: string, one: JsonValue, other: JsonValue): JsonValue {
  if (keyword === 'items' && isObject(one) && isObject(other) && one !== other) return { allOf: [one, other] };
  if (typeof one !== 'number' || typeof other !== 'number') return one;
  if (/^(?:min|exclusiveMin)/.test(keyword)) return Math.max(one, other);
  return /^(?:max|exclusiveMax)/.test(keyword) ? Math.min(one, other) : one;
}

/** What the discriminator of a schema calls the branch that was followed (OpenAPI 3.1, Discriminator Object). */
function tagOf(node: JsonObject, trail: readonly string[], tags: Map<string, string>): void {
  const discriminator = objectAt(node, 'discriminator');
  const property = ownValue(discriminator, 'propertyName');
  if (typeof property !== 'string') return;
  const mapping = Object.entries(objectAt(discriminator, 'mapping'));
  const named = mapping.find(
    ([, target]) => typeof target === 'string' && trail.some((ref) => ref === target || ref === `#/components/schemas/${target}`),
  );
  const branches = ['oneOf', 'anyOf'].flatMap((keyword) => {
    const all = ownValue(node, keyword);
    return Array.isArray(all) ? all : [];
  });
  const followed = branches.map((branch) => ownValue(branch, '$ref')).find((ref) => typeof ref === 'string' && trail.includes(ref));
  const name = named?.[0] ?? (typeof followed === 'string' ? followed.split('/').at(-1) : undefined);
  if (name !== undefined) tags.set(property, name);
}
