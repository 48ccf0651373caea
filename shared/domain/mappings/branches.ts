import { compileExpression } from './cel-expression.ts';
import { isBlank } from './compile-step.ts';
import type { CompiledField } from './compile-mapping.ts';
import type { SourceRow, Step } from './mapping-spec.ts';
import { Refusal, sourceText } from './refusal.ts';

export interface Branch {
  readonly field: string;
  readonly step: number;
  /** `captured`, `unmapped`, `when it holds` ... */
  readonly name: string;
}

const key = ({ field, step, name }: Branch): string => `${field}\u0000${step}\u0000${name}`;

/** The ways a step can go that a sample should show; steps with one way have none. */
function namesOf(step: Step): string[] {
  switch (step.do) {
    case 'enum_map':
      return [
        ...Object.keys(step.entries),
        ...(step.unmapped.policy === 'error' ? [] : ['unmapped']),
        ...(step.blank.policy === 'error' ? [] : ['blank']),
        ...(step.null.policy === 'error' ? [] : ['null']),
      ];
    case 'lookup':
      return ['found', ...(step.miss.policy === 'error' ? [] : ['not found'])];
    case 'if':
      return ['holds', 'does not hold'];
    case 'default':
      return ['default', 'own value'];
    case 'bool_map':
      return ['yes', 'no'];
    default:
      return [];
  }
}

/** Which way a step went for a value. */
function wayOf(step: Step, before: unknown, after: unknown, row: SourceRow): string | null {
  switch (step.do) {
    case 'enum_map': {
      if (before === undefined) return null;
      if (before === null) return 'null';
      const text = sourceText(before);
      const exact = Object.hasOwn(step.entries, text) ? text : undefined;
      const found =
        exact ??
        (step.ignoreCase ? Object.keys(step.entries).find((entry) => entry.trim().toLowerCase() === text.trim().toLowerCase()) : undefined);
      return found ?? (isBlank(before) ? 'blank' : 'unmapped');
    }
    case 'lookup':
      return before === undefined || before === null ? null : Object.hasOwn(step.table, sourceText(before)) ? 'found' : 'not found';
    case 'if': {
      const holds = compileExpression(step.when)(before, row);
      return holds === true ? 'holds' : holds === false ? 'does not hold' : null;
    }
    case 'default':
      return after === step.value && before !== after ? 'default' : 'own value';
    case 'bool_map':
      return after === true ? 'yes' : after === false ? 'no' : null;
    default:
      return null;
  }
}

/** Every branch of the rules, and those that none of the rows goes through. */
export function branchCoverage(fields: readonly CompiledField[], rows: readonly SourceRow[]): { total: number; unsampled: Branch[] } {
  const all = fields.flatMap(({ field, rule }) =>
    rule.steps.flatMap((step, index) => namesOf(step).map((name): Branch => ({ field: field.name, step: index, name }))),
  );
  const seen = new Set<string>();
  for (const { field, rule, read, steps } of fields) {
    if (!rule.steps.some((step) => namesOf(step).length > 0)) continue;
    for (const row of rows) {
      let value = read(row);
      for (const [index, run] of steps.entries()) {
        const before = value;
        value = run(value, row);
        const step = rule.steps[index];
        const name = step ? wayOf(step, before, value, row) : null;
        if (name !== null) seen.add(key({ field: field.name, step: index, name }));
        if (value instanceof Refusal) break;
      }
    }
  }
  return { total: all.length, unsampled: all.filter((branch) => !seen.has(key(branch))) };
}
