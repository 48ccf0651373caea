import type { ErrorObject } from 'ajv/dist/2020.js';
import { fromPointer } from './json-value.ts';

export interface ViolationWords {
  /** One phrase for operators: "amount.value must be an integer, got a string". */
  readonly message: string;
  readonly expected: string;
  readonly got: string;
}

const maxListed = 6;

/** Cuts secrets out of a text. */
export type Redact = (text: string) => string;
export const asItIs: Redact = (text) => text;

/**
 * What a schema error means, in operators' words. `value` is what stands at the error's place, `contract` names the
 * contract ("contract 71"), `whole` the thing checked ("the body").
 */
export function wordsFor(error: ErrorObject, value: unknown, contract: string, whole: string, redact: Redact = asItIs): ViolationWords {
  // Before it is shortened: of a secret that is cut off, no half is left.
  const data = typeof value === 'string' ? redact(value) : value;
  const name = dotted(error.instancePath) || whole;
  const params = error.params as Readonly<Record<string, unknown>>;
  const got = shown(data);
  const limit = typeof params['limit'] === 'number' ? params['limit'] : 0;
  switch (error.keyword) {
    case 'type': {
      const expected = kindsInWords(params['type']);
      return { message: `${name} must be ${expected}, got ${kindOf(data)}`, expected, got };
    }
    case 'enum': {
      const expected = listed(Array.isArray(params['allowedValues']) ? params['allowedValues'] : []);
      return { message: `${contract} allows only ${expected}`, expected, got };
    }
    case 'const': {
      const expected = shown(params['allowedValue']);
      return { message: `${contract} allows only ${expected}`, expected, got };
    }
    case 'required':
    case 'dependentRequired': {
      const missing = inside(error.instancePath, String(params['missingProperty']));
      return { message: `${missing} is missing, and ${contract} requires it`, expected: missing, got: 'nothing' };
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = inside(error.instancePath, String(params['additionalProperty'] ?? params['unevaluatedProperty']));
      return { message: `${contract} does not know ${extra}`, expected: 'no such field', got: extra };
    }
    case 'format': {
      const expected = `a valid ${String(params['format'])}`;
      return { message: `${name} must be ${expected}, got ${got}`, expected, got };
    }
    case 'pattern': {
      const expected = `text that matches ${String(params['pattern']).slice(0, 120)}`;
      return { message: `${name} must be ${expected}, got ${got}`, expected, got };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const expected = `${comparisons[String(params['comparison'])] ?? ''} ${limit}`.trim();
      return { message: `${name} must be ${expected}, got ${got}`, expected, got };
    }
    case 'multipleOf': {
      const expected = `a multiple of ${String(params['multipleOf'])}`;
      return { message: `${name} must be ${expected}, got ${got}`, expected, got };
    }
    case 'minLength':
    case 'maxLength':
      return counted(name, error, limit, 'character', lengthOf(value));
    case 'minItems':
    case 'maxItems':
      return counted(name, error, limit, 'item', Array.isArray(data) ? data.length : 0);
    case 'minProperties':
    case 'maxProperties':
      return counted(name, error, limit, 'field', Object.keys(data ?? {}).length);
    case 'uniqueItems':
      return { message: `${name} must not hold the same item twice`, expected: 'different items', got: 'a repeated item' };
    case 'false schema':
      return { message: `${contract} does not allow ${name}`, expected: 'nothing', got };
    default: {
      const expected = error.message ?? error.keyword;
      return { message: `${name} ${expected}`, expected, got };
    }
  }
}

const comparisons: Readonly<Record<string, string>> = { '>=': 'at least', '<=': 'at most', '>': 'more than', '<': 'less than' };

/** In code points, as JSON Schema counts (Validation 2020-12, section 6.3). */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? Array.from(value).length : 0;
}

function counted(name: string, error: ErrorObject, limit: number, unit: string, count: number): ViolationWords {
  const expected = `${error.keyword.startsWith('min') ? 'at least' : 'at most'} ${amount(limit, unit)}`;
  return { message: `${name} must have ${expected}, got ${count}`, expected, got: amount(count, unit) };
}

function amount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A JSON pointer as people write it: `amount.value`, `items[0].id`. */
export function dotted(pointer: string): string {
  let text = '';
  for (const part of fromPointer(pointer)) {
    if (/^\d+$/.test(part)) text += `[${part}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

function inside(pointer: string, name: string): string {
  const holder = dotted(pointer);
  return holder === '' ? name : `${holder}.${name}`;
}

const kindNames: Readonly<Record<string, string>> = {
  null: 'null',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  number: 'a number',
  integer: 'an integer',
  string: 'a string',
};

function kindsInWords(types: unknown): string {
  return (Array.isArray(types) ? types : String(types).split(',')).map((type) => kindNames[String(type)] ?? String(type)).join(' or ');
}

export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number';
  return kindNames[typeof value] ?? typeof value;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `“${value.length > 80 ? `${value.slice(0, 79)}…` : value}”`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value);
}

function listed(values: readonly unknown[]): string {
  const shownValues = values.slice(0, maxListed).map(shown);
  const more = values.length > maxListed ? ` and ${values.length - maxListed} more` : '';
  return `${shownValues.join(', ')}${more}`;
}
