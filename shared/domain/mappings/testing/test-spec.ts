import type { DestinationType, MappingSpec, Rule, Step } from '../mapping-spec.ts';

/** A rule that rejects what is empty or wrong, unless told. */
export function testRule(from: string | null, steps: Step[], options: Partial<Rule> = {}): Rule {
  return {
    from: from === null ? [] : [from],
    steps,
    validators: [],
    missing: 'null',
    null: 'null',
    blank: 'null',
    invalid: 'reject_row',
    fallback: null,
    note: '',
    ...options,
  };
}

/** A spec with these destination fields. */
export function testSpec(fields: Record<string, { type: DestinationType; isRequired: boolean; rule: Rule | null }>): MappingSpec {
  return {
    source: { name: 'Test', format: 'csv', delimiter: null, encoding: null, fields: [] },
    destination: {
      name: 'Row',
      fields: Object.entries(fields).map(([name, { type, isRequired }]) => ({
        name,
        type,
        isRequired,
        definition: '',
        unit: '',
        stewardId: null,
      })),
    },
    rules: Object.fromEntries(Object.entries(fields).flatMap(([name, { rule }]) => (rule ? [[name, rule]] : []))),
    ignored: {},
  };
}
