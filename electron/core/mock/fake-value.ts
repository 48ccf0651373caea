import { wholeBetween, type Random } from '../../../shared/domain/mock/seeded-random.ts';
import { isObject, ownValue } from '../openapi/json-value.ts';
import type { JsonObject, JsonValue } from '../openapi/json-value.ts';
import { follow } from '../openapi/references.ts';
import { fakeText } from './fake-text.ts';
import { flatSchema } from './flat-schema.ts';

export interface FakeOptions {
  readonly random: Random;
  /** Fields that may be left out are there too, as far as they are near the top. */
  readonly isWhole: boolean;
  /** Values that the contract gives as examples come before made-up ones. */
  readonly usesExamples: boolean;
  /** Which branch of a choice is taken: a later try takes the next one. */
  readonly attempt: number;
}

const maxParts = 4_000;
const maxDepth = 14;
/** Fields that may be left out are made down to here. */
const wholeDepth = 4;

/** A value made up from a schema, the same for the same numbers. It should fit; whoever sends it checks. */
export function fakeValue(root: JsonObject, schema: JsonValue, { random, isWhole, usesExamples, attempt }: FakeOptions): JsonValue {
  let partsLeft = maxParts;

  const make = (node: JsonValue, name: string, depth: number, before: readonly string[]): JsonValue => {
    partsLeft -= 1;
    if (!isObject(node)) return fakeText({}, name, random);
    const flat = flatSchema(root, node, before, () => attempt);
    const { rules } = flat;
    const fixed = ownValue(rules, 'const');
    if (fixed !== undefined) return fixed;
    const allowed = ownValue(rules, 'enum');
    if (Array.isArray(allowed) && allowed.length > 0) {
      const real = allowed.filter((item) => item !== null);
      return real[(Math.floor(random() * real.length) + attempt) % Math.max(1, real.length)] ?? null;
    }
    const type = typeOf(rules, flat.properties.size > 0);
    if (usesExamples && type !== 'object' && type !== 'array') {
      const example = ownValue(rules, 'example') ?? firstOf(ownValue(rules, 'examples'));
      if (example !== undefined && isOfType(example, type)) return example;
    }
    switch (type) {
      case 'object':
        return makeObject(flat, depth);
      case 'array':
        return makeList(rules, name, depth, flat.trail);
      case 'integer':
      case 'number':
        return makeNumber(rules, name, type === 'integer');
      case 'boolean':
        return random() < 0.5;
      case 'null':
        return null;
      default:
        return fakeText(rules, name, random);
    }
  };

  const makeObject = ({ rules, properties, required, tags, trail }: ReturnType<typeof flatSchema>, depth: number): JsonObject => {
    const made: [string, JsonValue][] = [];
    for (const [name, property] of properties) {
      const isNeeded = required.has(name) || tags.has(name);
      const target = follow(root, property);
      // An answer has no field that can only be written (OpenAPI 3.1, Schema Object).
      if (ownValue(target, 'writeOnly') === true || ownValue(property, 'writeOnly') === true) continue;
      if (!isNeeded && (!isWhole || depth >= wholeDepth || partsLeft < maxParts / 2 || ownValue(target, 'deprecated') === true)) continue;
      if (!isNeeded && leadsBack(property, trail)) continue;
      if (depth >= maxDepth || partsLeft <= 0) continue;
      made.push([name, tags.get(name) ?? make(property, name, depth + 1, trail)]);
    }
    for (const name of required) {
      if (!properties.has(name) && !made.some(([known]) => known === name)) made.push([name, tags.get(name) ?? fakeText({}, name, random)]);
    }
    const others = ownValue(rules, 'additionalProperties');
    const least = ownValue(rules, 'minProperties');
    const missing = Math.max(isWhole && properties.size === 0 ? 1 : 0, (typeof least === 'number' ? Math.min(least, 20) : 0) - made.length);
    if (isObject(others) && depth < maxDepth) {
      for (let number = 1; number <= missing; number += 1) made.push([`key${number}`, make(others, 'value', depth + 1, trail)]);
    }
    return Object.fromEntries(made);
  };

  const makeList = (rules: JsonObject, name: string, depth: number, trail: readonly string[]): JsonValue[] => {
    const items = ownValue(rules, 'items');
    const prefix = ownValue(rules, 'prefixItems');
    const first = Array.isArray(prefix) ? prefix.map((item) => make(item, name, depth + 1, trail)) : [];
    const least = ownValue(rules, 'minItems');
    const most = ownValue(rules, 'maxItems');
    const wanted = Math.min(
      Math.max(typeof least === 'number' ? Math.min(least, 50) : 0, isWhole && depth < wholeDepth ? 2 - Math.min(1, depth) : 0),
      typeof most === 'number' ? most : Number.POSITIVE_INFINITY,
    );
    if (items === undefined || items === false || depth >= maxDepth || leadsBack(items, trail)) return first;
    const singular = name.replace(/ies$/, 'y').replace(/s$/, '');
    const list = [...first];
    for (let tries = 0; list.length < wanted && tries < wanted + 20; tries += 1) {
      const item = make(items, singular, depth + 1, trail);
      if (ownValue(rules, 'uniqueItems') === true && list.some((one) => JSON.stringify(one) === JSON.stringify(item))) continue;
      list.push(item);
    }
    return list;
  };

  const makeNumber = (rules: JsonObject, name: string, isWholeNumber: boolean): number => {
    const at = (keyword: string): number | null => {
      const value = ownValue(rules, keyword);
      return typeof value === 'number' ? value : null;
    };
    const step = at('multipleOf') ?? (isWholeNumber ? 1 : 0.01);
    const [low, high] = usualRange(name);
    const exclusiveLow = at('exclusiveMinimum');
    const exclusiveHigh = at('exclusiveMaximum');
    const least = at('minimum') ?? (exclusiveLow === null ? null : exclusiveLow + step);
    const most = at('maximum') ?? (exclusiveHigh === null ? null : exclusiveHigh - step);
    const from = least ?? Math.min(low, most ?? low);
    const to = Math.max(from, most === null ? Math.max(from, high) : Math.min(most, Math.max(from, high)));
    const steps = Math.floor((to - from) / step);
    const value = Math.ceil(from / step) * step + wholeBetween(random, 0, Math.max(0, Math.min(steps, 1e9))) * step;
    const rounded = isWholeNumber ? Math.round(value) : Number(value.toFixed(6));
    return Math.min(most ?? rounded, Math.max(least ?? rounded, rounded));
  };

  /** A reference that is being made already: a thing that holds itself. */
  const leadsBack = (node: JsonValue, trail: readonly string[]): boolean => {
    const ref = ownValue(node, '$ref');
    return typeof ref === 'string' && trail.includes(ref);
  };

  return make(schema, '', 0, []);
}

function typeOf(rules: JsonObject, hasProperties: boolean): string {
  const stated = ownValue(rules, 'type');
  const types = (Array.isArray(stated) ? stated : [stated]).filter((type) => typeof type === 'string');
  const known = types.find((type) => type !== 'null') ?? types[0];
  if (known !== undefined) return known;
  if (hasProperties || isObject(ownValue(rules, 'additionalProperties'))) return 'object';
  if (ownValue(rules, 'items') !== undefined) return 'array';
  return typeof ownValue(rules, 'minimum') === 'number' || typeof ownValue(rules, 'maximum') === 'number' ? 'number' : 'string';
}

function isOfType(value: JsonValue, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

const firstOf = (value: JsonValue | undefined): JsonValue | undefined => (Array.isArray(value) ? value[0] : undefined);

/** What a number of that name usually is. */
function usualRange(name: string): readonly [number, number] {
  if (/amount|value|price|total|balance|fee/i.test(name)) return [100, 25_000];
  if (/year/i.test(name)) return [2026, 2030];
  if (/month/i.test(name)) return [1, 12];
  if (/percent|rate|score/i.test(name)) return [0, 100];
  if (/count|quantity|size|page|installment/i.test(name)) return [1, 5];
  if (/(?:_at|_time|At|Time|timestamp|created|updated)$/.test(name)) return [1_767_600_000, 1_780_000_000];
  return [1, 1_000];
}
