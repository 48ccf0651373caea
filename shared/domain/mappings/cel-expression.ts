import { Environment } from '@marcbachmann/cel-js';
import type { SourceRow } from './mapping-spec.ts';
import { ExpressionFault } from './expression-fault.ts';
import { Refusal } from './refusal.ts';

export type Evaluate = (value: unknown, row: SourceRow) => unknown;

/** `row` is the whole source row, `value` what the step before gave. No other names, no functions with effects, no loops without an end. */
const environment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2000, maxDepth: 60, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 32 },
})
  .registerVariable('row', 'map')
  .registerVariable('value', 'dyn');

interface Placed {
  readonly message: string;
  readonly range?: { readonly start: number };
  readonly node?: { readonly pos: number };
}

const asFault = (error: unknown): ExpressionFault => {
  const { message, range, node } = error as Placed;
  return new ExpressionFault(message.split('\n')[0]?.trim() ?? message, range?.start ?? node?.pos ?? 0);
};

/** Compiles a CEL expression once; the result never throws: what fails at a row is a refusal. */
export function compileExpression(expression: string): Evaluate {
  let program: ReturnType<typeof environment.parse>;
  try {
    program = environment.parse(expression);
  } catch (error) {
    throw asFault(error);
  }
  const checked = program.check();
  if (!checked.valid) throw asFault(checked.error);
  const context: { row: SourceRow; value: unknown } = { row: {}, value: null };
  return (value, row) => {
    context.row = row;
    context.value = value === undefined ? null : value;
    try {
      return asPlain(program(context));
    } catch {
      return new Refusal('expression_failed', value);
    }
  };
}

/** CEL's whole numbers are bigints; what is no single value cannot go into a field. */
function asPlain(result: unknown): unknown {
  if (typeof result === 'bigint') {
    const number = Number(result);
    return Number.isSafeInteger(number) ? number : new Refusal('too_large', String(result));
  }
  if (typeof result === 'number') return Number.isFinite(result) ? result : new Refusal('expression_failed', String(result));
  if (result === null || typeof result === 'string' || typeof result === 'boolean') return result;
  return new Refusal('expression_failed', 'no single value');
}
