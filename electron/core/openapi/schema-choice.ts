import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, objectAt, ownValue } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { follow } from './references.ts';

/** A `oneOf` or `anyOf` with the schema that holds it (for its discriminator). */
export interface Choice {
  readonly holder: JsonObject;
  readonly branches: readonly JsonValue[];
}

export type BranchCheck = (branch: JsonValue, data: unknown, instancePath: string) => readonly ErrorObject[];

/** Branches tried for the most useful message when the data names none of them. */
const maxBranchesCompared = 25;

/**
 * Checks data against a choice and returns the errors of the branch that the data most likely means; none when it fits.
 *
 * Data that fits several branches of a `oneOf` fits here: generated descriptions (Adyen's payment methods) list
 * alternatives that overlap, and an operator can do nothing about that. Branches are compiled only when they are tried.
 */
export function checkChoice(root: JsonObject, choice: Choice, data: unknown, at: string, check: BranchCheck): readonly ErrorObject[] {
  const named = discriminated(root, choice, data);
  if (named) return check(named, data, at);
  const tagged = choice.branches.map((branch) => ({ branch, wrong: wrongTags(root, branch, data) }));
  const candidates = tagged.filter(({ wrong }) => wrong.size === 0).map(({ branch }) => branch);
  if (candidates.length === 0) {
    const tag = sharedTag(tagged.map(({ wrong }) => wrong));
    if (tag) return [unknownTag(tag, at)];
    candidates.push(
      ...tagged
        .toSorted((a, b) => a.wrong.size - b.wrong.size)
        .map(({ branch }) => branch)
        .slice(0, maxBranchesCompared),
    );
  }
  let best: readonly ErrorObject[] | null = null;
  for (const branch of candidates) {
    const errors = check(branch, data, at);
    if (errors.length === 0) return [];
    if (best === null || weightOf(errors, at) < weightOf(best, at)) best = errors;
  }
  return best ?? [];
}

/** A wrong type at the top says "another kind of thing"; a missing or wrong field further in says "this one, with a fault". */
function weightOf(errors: readonly ErrorObject[], at: string): number {
  return errors.reduce((sum, error) => {
    if (error.instancePath === at && error.keyword === 'type') return sum + 1000;
    return sum + (error.keyword === 'additionalProperties' ? 3 : 1);
  }, 0);
}

/** The branch the discriminator names (OpenAPI 3.1, Discriminator Object), by its mapping or by the schema's own name. */
function discriminated(root: JsonObject, { holder, branches }: Choice, data: unknown): JsonValue | null {
  const discriminator = objectAt(holder, 'discriminator');
  const property = ownValue(discriminator, 'propertyName');
  const value = typeof property === 'string' ? ownValue(data, property) : undefined;
  if (typeof value !== 'string') return null;
  const mapped = ownValue(ownValue(discriminator, 'mapping'), value);
  const target = typeof mapped === 'string' ? mapped : value;
  const byRef = branches.find((branch) => {
    const ref = ownValue(branch, '$ref');
    return typeof ref === 'string' && (ref === target || ref === `#/components/schemas/${target}`);
  });
  return byRef && follow(root, byRef) ? byRef : null;
}

type Tags = Map<string, readonly string[]>;
const knownTags = new WeakMap<object, Tags>();

/** Properties of a branch that allow only certain texts, with those texts: what tells one branch from another. */
function tagsOf(root: JsonObject, branch: JsonValue | undefined, tags: Tags, depth: number): Tags {
  const schema = follow(root, branch);
  if (!schema || depth > 3) return tags;
  for (const [name, property] of Object.entries(objectAt(schema, 'properties'))) {
    const rule = follow(root, property);
    const fixed = ownValue(rule, 'const');
    const allowed = fixed === undefined ? ownValue(rule, 'enum') : [fixed];
    if (!Array.isArray(allowed) || allowed.length === 0) continue;
    const texts = allowed.filter((item) => typeof item === 'string');
    if (texts.length === allowed.length) tags.set(name, texts);
  }
  const parts = ownValue(schema, 'allOf');
  for (const part of Array.isArray(parts) ? parts : []) tagsOf(root, part, tags, depth + 1);
  return tags;
}

function wrongTags(root: JsonObject, branch: JsonValue, data: unknown): Tags {
  const wrong: Tags = new Map();
  if (!isObject(data)) return wrong;
  // Branches are objects of one document for as long as it lives, so their tags are worked out once.
  const tags = isObject(branch) ? (knownTags.get(branch) ?? tagsOf(root, branch, new Map(), 0)) : new Map<string, string[]>();
  if (isObject(branch)) knownTags.set(branch, tags);
  for (const [name, allowed] of tags) {
    const value = ownValue(data, name);
    if (typeof value === 'string' && !allowed.includes(value)) wrong.set(name, allowed);
  }
  return wrong;
}

/** The tag that is wrong for every branch, with all the texts that any branch would have allowed. */
function sharedTag(wrong: readonly Tags[]): { name: string; allowed: string[] } | null {
  for (const name of wrong[0]?.keys() ?? []) {
    if (!wrong.every((tags) => tags.has(name))) continue;
    return { name, allowed: [...new Set(wrong.flatMap((tags) => tags.get(name) ?? []))] };
  }
  return null;
}

function unknownTag(tag: { name: string; allowed: string[] }, at: string): ErrorObject {
  return {
    keyword: 'enum',
    instancePath: `${at}/${tag.name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    schemaPath: '#/enum',
    params: { allowedValues: tag.allowed },
  };
}
