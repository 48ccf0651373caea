import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isRiskyPattern } from '../../../shared/domain/patterns/risky-pattern.ts';
import { endLongWork } from '../end-long-work.ts';
import { isObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { valueAt } from './references.ts';
import { checkChoice } from './schema-choice.ts';
import type { Choice } from './schema-choice.ts';
import { prepareSchema } from './schema-preparation.ts';
import type { PreparationTools } from './schema-preparation.ts';

/**
 * Returns what is wrong with the data under a schema of the document; empty when it fits. May throw on a hopeless schema, and throws
 * `TookTooLong` when a pattern of the document would hold up everybody.
 */
export type SchemaCheck = (schema: JsonValue, data: unknown) => readonly ErrorObject[];

/** A branch of a choice that is needed and not compiled yet: what its patterns are is known only then, and compiling must not be ended in its midst. */
class NotCompiled extends Error {
  readonly branch: JsonValue;
  constructor(branch: JsonValue) {
    super('not compiled yet');
    this.branch = branch;
  }
}

interface Options {
  readonly root: JsonObject;
  readonly isLegacy: boolean;
  readonly direction: 'request' | 'answer';
  /** Parameters and headers are text: `"12"` fits an integer there. */
  readonly coerces: boolean;
}

type Called = ((data: unknown, context?: { instancePath?: string }) => boolean) & { errors?: Partial<ErrorObject>[] };

/**
 * Checks against the schemas of one document. Each schema is compiled when it is first needed and kept; the target of a
 * reference is compiled once for the whole document, whichever operation reaches it.
 */
export function createSchemaCheck({ root, isLegacy, direction, coerces }: Options): SchemaCheck {
  let isRisky = false;
  let isChecking = false;
  const regExp = Object.assign(
    (pattern: string, flags: string): RegExp => {
      isRisky ||= isRiskyPattern(pattern);
      return new RegExp(pattern, flags);
    },
    { code: 'new RegExp' },
  );
  const ajv = new Ajv2020({
    // Tidying up what was compiled takes a third of the time of compiling, and what comes out is no quicker.
    code: { regExp, optimize: false },
    strict: false,
    allErrors: true,
    validateSchema: false,
    // Schemas are not checked against it, so it need not be read.
    meta: false,
    addUsedSchema: false,
    // Without it a property named `constructor` would be found on every object.
    ownProperties: true,
    coerceTypes: coerces ? 'array' : false,
    inlineRefs: false,
    logger: false,
  });
  addFormats(ajv);
  const addresses = new Map<string, string>();
  const choices: Choice[] = [];
  const choiceNumbers = new Map<readonly JsonValue[], number>();
  const toAdd: string[] = [];

  const tools: PreparationTools = {
    root,
    isLegacy,
    direction,
    usesVariants: !coerces && !usesUnevaluated(root),
    addressOf: (ref) => {
      const known = addresses.get(ref);
      if (known) return known;
      const address = `part:${addresses.size}`;
      addresses.set(ref, address);
      toAdd.push(ref);
      return address;
    },
    storeChoice: (holder, branches) => {
      const known = choiceNumbers.get(branches);
      if (known !== undefined) return known;
      choiceNumbers.set(branches, choices.push({ holder, branches }) - 1);
      return choices.length - 1;
    },
  };

  const compile = (schema: JsonValue): ValidateFunction => {
    const prepared = prepareSchema(schema, tools);
    for (let ref = toAdd.pop(); ref !== undefined; ref = toAdd.pop()) {
      ajv.addSchema(prepareSchema(valueAt(root, ref), tools), tools.addressOf(ref));
    }
    // Coercion writes to what holds the value, so a text that stands alone is held by an object of ours.
    return ajv.compile(coerces ? { properties: { value: prepared } } : prepared);
  };
  const compiled = new Map<JsonValue, ValidateFunction>();
  const validatorOf = (schema: JsonValue): ValidateFunction => {
    const known = compiled.get(schema);
    if (known) return known;
    if (isChecking) throw new NotCompiled(schema);
    const made = compile(schema);
    compiled.set(schema, made);
    return made;
  };

  ajv.addKeyword({
    keyword: 'variants',
    schemaType: 'number',
    errors: 'full',
    compile: (number: number) => {
      const choice = choices[number];
      const validate: Called = (data, context) => {
        if (!choice) return true;
        const found = checkChoice(root, choice, data, context?.instancePath ?? '', (branch, value, instancePath) => {
          const branchValidator = validatorOf(branch) as unknown as Called;
          return branchValidator(value, { instancePath }) ? [] : [...((branchValidator.errors ?? []) as ErrorObject[])];
        });
        validate.errors = [...found];
        return found.length === 0;
      };
      return validate;
    },
  });

  return (schema, data) => {
    const validator = validatorOf(schema);
    const value = coerces ? { value: data } : data;
    const check = (): readonly ErrorObject[] => (validator(value) ? [] : (validator.errors ?? []));
    for (;;) {
      isChecking = true;
      try {
        return isRisky ? endLongWork(check) : check();
      } catch (error) {
        if (!(error instanceof NotCompiled)) throw error;
        isChecking = false;
        validatorOf(error.branch);
      } finally {
        isChecking = false;
      }
    }
  };
}

function usesUnevaluated(root: JsonObject): boolean {
  const open: JsonValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isObject(value) && (Object.hasOwn(value, 'unevaluatedProperties') || Object.hasOwn(value, 'unevaluatedItems'))) return true;
    for (const child of typeof value === 'object' && value !== null ? Object.values(value) : []) {
      if (typeof child === 'object' && child !== null) open.push(child);
    }
  }
  return false;
}
