import { compileMapping, type CompiledMapping } from './compile-mapping.ts';
import type { DestinationField, MappedRow, MappingSpec, Rule, SourceRow } from './mapping-spec.ts';
import { emptyWords, policyWords, stepWords, validatorWords } from './rule-words.ts';

export interface SpecChange {
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** The step that differs; null when it is not one step. */
  readonly step: number | null;
  /** `step 3 was “always 2” before` ... */
  readonly words: string;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** What one revision does otherwise than another, field by field. */
export function specChanges(before: MappingSpec, after: MappingSpec): SpecChange[] {
  const changes: SpecChange[] = [];
  const names = new Set([...after.destination.fields, ...before.destination.fields].map(({ name }) => name));
  for (const name of names) {
    const old = before.destination.fields.find((field) => field.name === name);
    const now = after.destination.fields.find((field) => field.name === name);
    if (!old) changes.push({ field: name, kind: 'added', step: null, words: 'new destination field' });
    else if (!now) changes.push({ field: name, kind: 'removed', step: null, words: 'destination field removed' });
    else {
      changes.push(...fieldChanges(old, now));
      changes.push(...ruleChanges(name, before.rules[name], after.rules[name]));
    }
  }
  for (const path of new Set([...Object.keys(before.ignored), ...Object.keys(after.ignored)])) {
    const reason = after.ignored[path];
    if (before.ignored[path] === reason) continue;
    changes.push({ field: path, kind: 'changed', step: null, words: reason === undefined ? 'no longer ignored' : `ignored: ${reason}` });
  }
  return changes;
}

function fieldChanges(old: DestinationField, now: DestinationField): SpecChange[] {
  const change = (words: string): SpecChange => ({ field: now.name, kind: 'changed', step: null, words });
  return [
    ...(old.type === now.type ? [] : [change(`type was ${old.type}, is ${now.type}`)]),
    ...(old.isRequired === now.isRequired ? [] : [change(now.isRequired ? 'is required now' : 'is no longer required')]),
    ...(old.definition === now.definition && old.unit === now.unit ? [] : [change('definition reworded')]),
    ...(old.stewardId === now.stewardId ? [] : [change('another steward')]),
  ];
}

function ruleChanges(field: string, old: Rule | undefined, now: Rule | undefined): SpecChange[] {
  if (!old && !now) return [];
  if (!old) return [{ field, kind: 'added', step: null, words: 'has a rule now' }];
  if (!now) return [{ field, kind: 'removed', step: null, words: 'rule removed' }];
  const change = (words: string, step: number | null = null): SpecChange => ({ field, kind: 'changed', step, words });
  const changes: SpecChange[] = [];
  if (!same(old.from, now.from))
    changes.push(change(`takes ${now.from.join(', ') || 'nothing'}, took ${old.from.join(', ') || 'nothing'}`));
  for (let index = 0; index < Math.max(old.steps.length, now.steps.length); index += 1) {
    const [was, is] = [old.steps[index], now.steps[index]];
    if (same(was, is)) continue;
    if (!was && is) changes.push(change(`step ${index + 1} added: ${stepWords(is)}`, index));
    else if (was && !is) changes.push(change(`step ${index + 1} removed: ${stepWords(was)}`, index));
    else if (was && is) changes.push(change(`step ${index + 1} was “${stepWords(was)}”, is “${stepWords(is)}”`, index));
  }
  if (emptyWords(old) !== emptyWords(now)) changes.push(change(`${emptyWords(now)}; before ${emptyWords(old)}`));
  if (old.invalid !== now.invalid) changes.push(change(`not readable: ${policyWords[now.invalid]}; before ${policyWords[old.invalid]}`));
  if (!same(old.fallback, now.fallback)) changes.push(change('another default'));
  if (!same(old.validators, now.validators))
    changes.push(change(now.validators.map(validatorWords).join('; ') || 'no validators any more'));
  return changes;
}

export interface RowDifference {
  /** Index in the sample. */
  readonly row: number;
  /** Fields whose value differs; empty when only the outcome does. */
  readonly fields: readonly string[];
  readonly before: MappedRow;
  readonly after: MappedRow;
}

/** The rows for which two compiled revisions give different output. */
export function rowDifferences(before: CompiledMapping, after: CompiledMapping, rows: readonly SourceRow[]): RowDifference[] {
  return rows.flatMap((source, row) => {
    const [old, now] = [before.apply(source), after.apply(source)];
    const names = [...new Set([...Object.keys(old.values), ...Object.keys(now.values)])];
    const fields = names.filter((name) => (old.values[name] ?? null) !== (now.values[name] ?? null));
    return fields.length === 0 && old.isRejected === now.isRejected ? [] : [{ row, fields, before: old, after: now }];
  });
}

/** Both specs compiled, when both can be. */
export function compiledOrNull(spec: MappingSpec | null): CompiledMapping | null {
  if (!spec) return null;
  try {
    return compileMapping(spec);
  } catch (error) {
    if (error instanceof Error && error.name === 'MappingSpecFault') return null;
    throw error;
  }
}
