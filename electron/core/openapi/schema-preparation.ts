import { isObject, ownValue } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { follow } from './references.ts';

/** A schema as ajv gets it. */
export type PreparedSchema = boolean | { [keyword: string]: unknown };

export interface PreparationTools {
  readonly root: JsonObject;
  /** Requests need no `readOnly` property, answers no `writeOnly` one, whatever `required` says (OpenAPI 3.0 and 3.1). */
  readonly direction: 'request' | 'answer';
  /** The file was OpenAPI 3.0 or Swagger 2.0: `$ref` stands alone there, and `nullable` widens `enum`. */
  readonly isLegacy: boolean;
  /** The address under which the target of a local reference is known to ajv. */
  readonly addressOf: (ref: string) => string;
  /** Stores a choice (`oneOf` or `anyOf`) and returns its number for the `variants` keyword. */
  readonly storeChoice: (holder: JsonObject, branches: JsonValue[]) => number;
  /** False when `unevaluated…` is in use: then choices stay native, because ajv must see what each branch evaluated. */
  readonly usesVariants: boolean;
}

const typeNames = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);
const numberKeywords = ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'];
const countKeywords = 'maxLength minLength maxItems minItems maxContains minContains maxProperties minProperties'.split(' ');
const schemaKeywords = ['additionalProperties', 'contains', 'not', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties'];

/**
 * A schema of a document as ajv can always compile it: only keywords that check something, each with a usable value,
 * references rewritten to addresses. What a document gets wrong (an unknown type, a broken pattern) checks nothing.
 */
export function prepareSchema(schema: JsonValue | undefined, tools: PreparationTools): PreparedSchema {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return true;
  const ref = ownValue(schema, '$ref');
  if (typeof ref === 'string' && tools.isLegacy) return { $ref: tools.addressOf(ref) };
  const prepared: { [keyword: string]: unknown } = {};
  if (typeof ref === 'string') prepared['$ref'] = tools.addressOf(ref);
  addScalarRules(schema, prepared, tools.isLegacy);
  addObjectRules(schema, prepared, tools);
  addArrayRules(schema, prepared, tools);
  for (const keyword of schemaKeywords) {
    const value = ownValue(schema, keyword);
    if (isObject(value) || typeof value === 'boolean') prepared[keyword] = prepareSchema(value, tools);
  }
  addCombinations(schema, prepared, tools);
  if (tools.isLegacy && ownValue(schema, 'nullable') === true) return { anyOf: [prepared, { type: 'null' }] };
  return prepared;
}

function addScalarRules(schema: JsonObject, prepared: { [keyword: string]: unknown }, isLegacy: boolean): void {
  const stated = ownValue(schema, 'type');
  const types = (Array.isArray(stated) ? stated : [stated]).filter((name) => typeof name === 'string' && typeNames.has(name));
  if (types.length > 0) prepared['type'] = types.length === 1 ? types[0] : [...new Set(types)];
  const allowed = ownValue(schema, 'enum');
  if (Array.isArray(allowed) && allowed.length > 0) {
    prepared['enum'] = isLegacy && types.includes('null') && !allowed.includes(null) ? [...allowed, null] : allowed;
  }
  const fixed = ownValue(schema, 'const');
  if (fixed !== undefined) prepared['const'] = fixed;
  for (const keyword of numberKeywords) {
    const value = ownValue(schema, keyword);
    if (typeof value === 'number' && (keyword !== 'multipleOf' || value > 0)) prepared[keyword] = value;
  }
  for (const keyword of countKeywords) {
    const value = ownValue(schema, keyword);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) prepared[keyword] = value;
  }
  const format = ownValue(schema, 'format');
  if (typeof format === 'string') prepared['format'] = format;
  const pattern = ownValue(schema, 'pattern');
  if (typeof pattern === 'string' && isPattern(pattern)) prepared['pattern'] = pattern;
  if (ownValue(schema, 'uniqueItems') === true) prepared['uniqueItems'] = true;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function addObjectRules(schema: JsonObject, prepared: { [keyword: string]: unknown }, tools: PreparationTools): void {
  const properties = ownValue(schema, 'properties');
  if (isObject(properties)) prepared['properties'] = preparedMap(properties, tools);
  const patterns = ownValue(schema, 'patternProperties');
  if (isObject(patterns)) prepared['patternProperties'] = preparedMap(patterns, tools, isPattern);
  const dependent = ownValue(schema, 'dependentSchemas');
  if (isObject(dependent)) prepared['dependentSchemas'] = preparedMap(dependent, tools);
  const needed = ownValue(schema, 'required');
  if (!Array.isArray(needed)) return;
  const hidden = tools.direction === 'request' ? 'readOnly' : 'writeOnly';
  prepared['required'] = [
    ...new Set(
      needed.filter((name) => {
        if (typeof name !== 'string') return false;
        const property = ownValue(properties, name);
        return ownValue(property, hidden) !== true && ownValue(follow(tools.root, property), hidden) !== true;
      }),
    ),
  ];
}

/** `Object.fromEntries` defines keys, so a property named `__proto__` stays a property. */
function preparedMap(map: JsonObject, tools: PreparationTools, isKept = (_name: string): boolean => true): object {
  const kept = Object.entries(map).filter(([name]) => isKept(name));
  return Object.fromEntries(kept.map(([name, schema]) => [name, prepareSchema(schema, tools)]));
}

function addArrayRules(schema: JsonObject, prepared: { [keyword: string]: unknown }, tools: PreparationTools): void {
  const items = ownValue(schema, 'items');
  const prefix = ownValue(schema, 'prefixItems') ?? (Array.isArray(items) ? items : undefined);
  if (Array.isArray(prefix) && prefix.length > 0) prepared['prefixItems'] = prefix.map((item) => prepareSchema(item, tools));
  if (isObject(items) || typeof items === 'boolean') prepared['items'] = prepareSchema(items, tools);
}

function addCombinations(schema: JsonObject, prepared: { [keyword: string]: unknown }, tools: PreparationTools): void {
  const all: unknown[] = [];
  const allOf = ownValue(schema, 'allOf');
  if (Array.isArray(allOf)) all.push(...allOf.map((part) => prepareSchema(part, tools)));
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = ownValue(schema, keyword);
    if (!Array.isArray(branches) || branches.length === 0) continue;
    if (tools.usesVariants) all.push({ variants: tools.storeChoice(schema, branches) });
    else all.push({ anyOf: branches.map((branch) => prepareSchema(branch, tools)) });
  }
  if (all.length > 0) prepared['allOf'] = all;
  if (ownValue(schema, 'if') === undefined) return;
  for (const keyword of ['if', 'then', 'else']) {
    const part = ownValue(schema, keyword);
    if (part !== undefined) prepared[keyword] = prepareSchema(part, tools);
  }
}
