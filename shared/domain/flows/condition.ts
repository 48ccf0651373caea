import { Environment } from '@marcbachmann/cel-js';

/** `captures` is what was taken from answers, `row` the row of the file. No other names, no effects, no endless loops. */
const environment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 1000, maxDepth: 60, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 32 },
})
  .registerVariable('captures', 'map')
  .registerVariable('row', 'map');

export type ConditionResult = { readonly kind: 'true' } | { readonly kind: 'false' } | { readonly kind: 'fault'; readonly words: string };

/** Whether a step is to be done. What cannot be said (a name that is not there) is a fault, never a guess. */
export function evaluateCondition(
  source: string,
  captures: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
): ConditionResult {
  if (source.trim() === '') return { kind: 'true' };
  try {
    const result = environment.parse(source)({ captures, row });
    if (typeof result !== 'boolean') return { kind: 'fault', words: `the condition gives “${String(result)}”, not true or false` };
    return { kind: result ? 'true' : 'false' };
  } catch (error) {
    return { kind: 'fault', words: firstLine(error) };
  }
}

/** Why a condition cannot be read; null when it can. */
export function conditionFault(source: string): string | null {
  if (source.trim() === '') return null;
  try {
    const checked = environment.parse(source).check();
    if (!checked.valid) return firstLine(checked.error);
    return checked.type !== undefined && !['bool', 'dyn'].includes(checked.type) ? 'it gives no true or false' : null;
  } catch (error) {
    return firstLine(error);
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? 'unreadable';
