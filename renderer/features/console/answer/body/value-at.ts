import { pathText, type Steps } from '../../../../../shared/domain/answers/json-path.ts';
import type { Check } from '../../../../../shared/domain/flows/flow-spec.ts';

/** A value of an answer, where it stands. */
export interface PlacedValue {
  readonly path: string;
  /** As JSON, and a text as the text that it is: what a person copies. */
  readonly text: string;
  readonly check: Check;
}

/** The value at a place of a JSON document, and the check that it is the same in every answer. Null when nothing is there. */
export function valueAt(document: string, steps: Steps): PlacedValue | null {
  const found = steps.reduce<unknown>((value, step) => memberOf(value, step), parsed(document));
  if (found === undefined) return null;
  const path = pathText(steps);
  const isPlain = found === null || typeof found !== 'object';
  const text = typeof found === 'string' ? found : JSON.stringify(found, null, isPlain ? undefined : 2);
  // What was cut out is not what the answer has, and a whole structure is rarely the same twice.
  const canBeSame = isPlain && !text.startsWith('[redacted');
  return { path, text, check: { of: 'body', path, op: canBeSame ? 'eq' : 'exists', value: canBeSame ? text : '' } };
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[step];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off, or no JSON: nothing can be said of its values.
    return undefined;
  }
}
