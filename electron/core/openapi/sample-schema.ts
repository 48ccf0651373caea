import { isObject, ownValue } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { textForPattern } from './pattern-sample.ts';
import { valueAt } from './references.ts';

/** Schema parts a sample may be made of, and how deep they may nest: a sample is to be read by a person. */
const maxParts = 1500;
const maxDepth = 10;

const keptAsIs = (
  'type format enum const default example examples minLength maxLength minimum maximum exclusiveMinimum ' +
  'exclusiveMaximum multipleOf minItems maxItems readOnly writeOnly'
).split(' ');

/**
 * A schema without references and small enough to make a sample of: cycles are cut, of a choice the first branch is kept,
 * and of an object the required fields (all fields of the outermost object when it requires none).
 */
export function boundedSchema(root: JsonObject, schema: JsonValue): JsonObject {
  let partsLeft = maxParts;
  const copy = (node: JsonValue | undefined, depth: number, trail: readonly string[]): JsonObject => {
    if (!isObject(node) || depth > maxDepth || partsLeft <= 0) return {};
    partsLeft -= 1;
    const ref = ownValue(node, '$ref');
    if (typeof ref === 'string') return trail.includes(ref) ? {} : copy(valueAt(root, ref), depth, [...trail, ref]);
    const kept: JsonObject = {};
    for (const keyword of keptAsIs) {
      const value = ownValue(node, keyword);
      if (value !== undefined) kept[keyword] = value;
    }
    const text = exampleForPattern(node);
    if (text !== null) kept['example'] = text;
    const properties = ownValue(node, 'properties');
    if (isObject(properties)) {
      const required = new Set(requiredOf(node));
      const isWhole = required.size === 0 && depth <= 1;
      const names = Object.keys(properties).filter((name) => isWhole || required.has(name));
      kept['properties'] = Object.fromEntries(names.map((name) => [name, copy(properties[name], depth + 1, trail)]));
      kept['type'] ??= 'object';
    }
    const items = ownValue(node, 'items');
    if (isObject(items)) kept['items'] = copy(items, depth + 1, trail);
    // A list of objects stays a list of one, whatever `minItems` a stranger asks for.
    if (typeof kept['minItems'] === 'number') kept['minItems'] = Math.min(kept['minItems'], 20);
    if (typeof kept['minLength'] === 'number') kept['minLength'] = Math.min(kept['minLength'], 1000);
    const allOf = ownValue(node, 'allOf');
    if (Array.isArray(allOf)) kept['allOf'] = allOf.map((part) => copy(part, depth, trail));
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = ownValue(node, keyword);
      if (!Array.isArray(branches)) continue;
      const first = branches.find((branch) => ownValue(branch, 'type') !== 'null') ?? branches[0];
      if (first !== undefined) kept[keyword] = [copy(first, depth, trail)];
    }
    return kept;
  };
  return copy(schema, 0, []);
}

/** A text for a schema that has a pattern and says nothing else about its values. */
function exampleForPattern(node: JsonObject): string | null {
  const pattern = ownValue(node, 'pattern');
  const saysMore = ['example', 'examples', 'enum', 'const', 'default'].some((keyword) => ownValue(node, keyword) !== undefined);
  if (typeof pattern !== 'string' || saysMore) return null;
  const min = ownValue(node, 'minLength');
  const max = ownValue(node, 'maxLength');
  return textForPattern(pattern, { min: typeof min === 'number' ? min : 0, max: typeof max === 'number' ? max : Infinity });
}

function requiredOf(node: JsonObject): string[] {
  const required = ownValue(node, 'required');
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}
