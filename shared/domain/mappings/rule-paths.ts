import type { MappingSpec, Operand, Rule } from './mapping-spec.ts';

/** Every source path that a rule reads, in the order of its reading, each once. */
export function pathsOf(rule: Rule): string[] {
  const paths = new Set(rule.from);
  const operand = (part: Operand): void => {
    if ('field' in part) paths.add(part.field);
    else if ('cel' in part) celPaths(part.cel).forEach((path) => paths.add(path));
  };
  for (const step of rule.steps) {
    if (step.do === 'coalesce') step.fields.forEach((path) => paths.add(path));
    else if (step.do === 'concat') step.parts.forEach(operand);
    else if (step.do === 'decimal_to_minor' || step.do === 'minor_to_decimal') {
      if (step.exponent.by !== 'fixed' && 'field' in step.currency) paths.add(step.currency.field);
    } else if (step.do === 'if') {
      celPaths(step.when).forEach((path) => paths.add(path));
      operand(step.yes);
      operand(step.no);
    }
  }
  for (const validator of rule.validators) if (validator.check === 'cel') celPaths(validator.when).forEach((path) => paths.add(path));
  return [...paths];
}

/** `row.amount.value` and `row["Total Paid"]` in an expression. */
function celPaths(expression: string): string[] {
  const dotted = [...expression.matchAll(/\brow((?:\.[A-Za-z_]\w*|\[\d+\])+)/g)].map(([, path = '']) => path.replace(/^\./, ''));
  const quoted = [...expression.matchAll(/\brow\[(?:"([^"]+)"|'([^']+)')\]/g)].map(([, double, single]) => double ?? single ?? '');
  return [...dotted, ...quoted].filter((path) => path !== '');
}

/** Which destination fields read each source path. */
export function readersOfPaths(spec: MappingSpec): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { name } of spec.destination.fields) {
    const rule = spec.rules[name];
    for (const path of rule ? pathsOf(rule) : []) readers.set(path, [...(readers.get(path) ?? []), name]);
  }
  return readers;
}
