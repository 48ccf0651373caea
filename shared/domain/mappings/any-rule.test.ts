import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCheck } from './compile-check.ts';
import { compileMapping } from './compile-mapping.ts';
import { compileStep } from './compile-step.ts';
import { toDestination } from './destination-value.ts';
import { destinationTypes, emptyPolicies, policies, type DestinationType, type MappedValue, type Rule, type Step } from './mapping-spec.ts';
import { Refusal } from './refusal.ts';
import { inferSource } from './infer-source.ts';
import { pickGoldens } from './pick-goldens.ts';
import { readerOf } from './source-path.ts';
import { suggestRules } from './suggest-rules.ts';
import { testSpec } from './testing/test-spec.ts';

const otherwise = fc.constantFrom({ policy: 'error' } as const, { policy: 'pass' } as const, { policy: 'fixed', value: 'x' } as const);
const exponent = fc.constantFrom(
  { by: 'iso' } as const,
  { by: 'fixed', digits: 2 } as const,
  { by: 'list', name: 'l', digits: { HUF: 0 } } as const,
);
const currency = fc.constantFrom({ field: 'b' }, { field: 'deep.list[0].c' }, { code: 'JPY' });
const operand = fc.constantFrom({ field: 'b' }, { value: 7 }, { cel: 'value + 1' }, { cel: 'row.b' }, { keep: true } as const);

const anyStep = fc
  .oneof(
    fc.constantFrom<Step>(
      { do: 'trim' },
      { do: 'collapse_space' },
      { do: 'case', to: 'title' },
      { do: 'null_tokens', tokens: ['n/a', ''] },
      { do: 'default', value: 'd', forNull: true, forBlank: false, forMissing: true },
      { do: 'coalesce', fields: ['b', 'deep.list[0].c'] },
      { do: 'split_part', separator: '-', part: -1 },
      { do: 'regex_extract', pattern: '(a*)*b', group: 1 },
      { do: 'truncate', max: 3 },
      { do: 'pad', length: 6, fill: '0', side: 'end' },
      { do: 'bool_map', yes: ['true', '1'], no: ['false', '0'] },
      { do: 'number_range', min: 0, max: 100 },
      { do: 'if', when: 'value == "1" || has(row.b)', yes: { value: 'then' }, no: { keep: true } },
      { do: 'constant', value: 5 },
    ),
    fc.record({
      do: fc.constant('decimal_to_minor' as const),
      currency,
      exponent,
      mark: fc.constantFrom('point' as const, 'comma' as const),
    }),
    fc.record({ do: fc.constant('minor_to_decimal' as const), currency, exponent }),
    fc.record({
      do: fc.constant('enum_map' as const),
      entries: fc.constant({ '1': 'one', '': 'empty' }),
      ignoreCase: fc.boolean(),
      unmapped: otherwise,
      blank: otherwise,
      null: otherwise,
    }),
    fc.record({ do: fc.constant('lookup' as const), name: fc.constant('t'), table: fc.constant({ '1': 'one' }), miss: otherwise }),
    fc.record({
      do: fc.constant('concat' as const),
      parts: fc.array(operand, { minLength: 1, maxLength: 3 }),
      separator: fc.constantFrom('', '-'),
    }),
    fc.record({
      do: fc.constant('if' as const),
      when: fc.constantFrom('value > 1', 'row.deep.list.size() > 0', 'value'),
      yes: operand,
      no: operand,
    }),
    fc.record({
      do: fc.constant('parse_date' as const),
      formats: fc.constantFrom(['iso'], ['dd.MM.yyyy', 'epoch_s'], ['M/d/yyyy h:mm a']),
      zone: fc.constantFrom('UTC', 'Europe/Berlin'),
      twice: fc.constantFrom('refuse' as const, 'earlier' as const),
      never: fc.constantFrom('refuse' as const, 'forward' as const),
    }),
  )
  .map((step) => step as Step);

const anyRule: fc.Arbitrary<Rule> = fc.record({
  from: fc.constantFrom(['a'], ['deep.list[0].c'], []),
  steps: fc.array(anyStep, { maxLength: 4 }),
  validators: fc.constantFrom<Rule['validators']>(
    [],
    [{ check: 'range', min: 0, max: null, policy: 'hold' }],
    [{ check: 'cel', when: 'value == row.b', words: '', policy: 'null_and_flag' }],
    [{ check: 'required', policy: 'default_and_flag' }],
  ),
  missing: fc.constantFrom(...emptyPolicies),
  null: fc.constantFrom(...emptyPolicies),
  blank: fc.constantFrom(...emptyPolicies),
  invalid: fc.constantFrom(...policies),
  fallback: fc.constantFrom(null, 0, 'f'),
  note: fc.constant(''),
});

const cell = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '1',
    '-12.50',
    '1,234.5',
    '2026-03-29 02:30',
    '2026-10-25T02:30:00',
    'EUR',
    'JPY',
    'XXX',
    '01.02.2026',
    'n/a',
    null,
    true,
    0,
    12.5,
    1e21,
    Number.MAX_SAFE_INTEGER,
    '__proto__',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.double(),
  fc.anything({ maxDepth: 2 }),
);
const anyRow = fc.record(
  { a: cell, b: cell, deep: fc.oneof(cell, fc.record({ list: fc.oneof(cell, fc.array(fc.record({ c: cell }), { maxLength: 2 })) })) },
  { requiredKeys: [] },
);

/** The same meaning, written as plainly as it can be: no shared state, no shortcuts. */
function naive(
  rule: Rule,
  type: DestinationType,
  isRequired: boolean,
  row: Record<string, unknown>,
): { value: MappedValue; codes: string[]; isRejected: boolean; isHeld: boolean } {
  const settle = (code: string, policy: Rule['invalid']): ReturnType<typeof naive> => {
    const fallback = policy === 'default_and_flag' && rule.fallback !== null ? toDestination(rule.fallback, type) : null;
    const value = fallback instanceof Refusal ? null : fallback;
    const stops = policy === 'reject_row' || policy === 'hold';
    const lacks = value === null && isRequired && !stops;
    return { value, codes: lacks ? [code, 'required'] : [code], isRejected: stops || lacks, isHeld: policy === 'hold' };
  };
  let value = rule.from[0] === undefined ? undefined : readerOf(rule.from[0])(row);
  for (const step of rule.steps) {
    value = compileStep(step, type)(value, row);
    if (value instanceof Refusal) return settle(value.code, rule.invalid);
  }
  const emptiness =
    value === undefined ? 'missing' : value === null ? 'null' : typeof value === 'string' && value.trim() === '' ? 'blank' : null;
  if (emptiness !== null) {
    const policy = rule[emptiness];
    const demand = rule.validators.find(({ check }) => check === 'required');
    if (policy === 'keep' && type === 'text' && typeof value === 'string' && !demand)
      return { value, codes: [], isRejected: false, isHeld: false };
    if (policy !== 'null' && policy !== 'keep') return settle(emptiness, policy);
    if (demand) return settle('required', demand.policy);
    return { value: null, codes: isRequired ? ['required'] : [], isRejected: isRequired, isHeld: false };
  }
  const typed = toDestination(value, type);
  if (typed instanceof Refusal) return settle(typed.code, rule.invalid);
  for (const validator of rule.validators) {
    const code = compileCheck(validator)(typed, row);
    if (code !== null) return settle(code, validator.policy);
  }
  return { value: typed, codes: [], isRejected: false, isHeld: false };
}

describe('any rule on any row', () => {
  it('never throws, gives only what its type allows, and means what the plain reading of it means', () => {
    fc.assert(
      fc.property(anyRule, anyRow, fc.constantFrom(...destinationTypes), fc.boolean(), (rule, row, type, isRequired) => {
        const mapped = compileMapping(testSpec({ out: { type, isRequired, rule } })).apply(row);
        const value = mapped.values['out'] ?? null;
        const expected = naive(rule, type, isRequired, row);
        expect({ value, codes: mapped.errors.map(({ code }) => code), isRejected: mapped.isRejected, isHeld: mapped.isHeld }).toEqual(
          expected,
        );
        if (value !== null && (type === 'money' || type === 'integer')) expect(Number.isSafeInteger(value)).toBe(true);
        if (value !== null && type === 'instant') expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/);
        for (const error of mapped.errors) expect(error.value.length).toBeLessThanOrEqual(82);
      }),
      { numRuns: 4000 },
    );
  });

  it('gives the same for the same row, whatever rows came before', () => {
    fc.assert(
      fc.property(anyRule, fc.array(anyRow, { minLength: 2, maxLength: 6 }), (rule, rows) => {
        const spec = testSpec({ out: { type: 'text', isRequired: false, rule } });
        const { apply } = compileMapping(spec);
        const forwards = rows.map((row) => JSON.stringify(apply(row)));
        const backwards = rows.toReversed().map((row) => JSON.stringify(apply(row)));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a sample of any rows', () => {
  it('can always be read, suggested from and picked from', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
        const fields = inferSource(rows);
        for (const { missing, null: nulls, blank } of fields) expect(missing + nulls + blank).toBeLessThanOrEqual(1 + 1e-9);
        const spec = testSpec({
          amount_minor: { type: 'money', isRequired: true, rule: null },
          currency: { type: 'text', isRequired: true, rule: null },
        });
        const rules = suggestRules(spec.destination.fields, fields, 'UTC');
        const picked = pickGoldens({ ...spec, rules }, fields, rows);
        expect(picked.every(({ row }) => row >= 0 && row < rows.length)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('decides a column of dates as a whole, and refuses to when it can be read in two ways', () => {
    const kind = (days: string[]) => inferSource(days.map((day) => ({ day })))[0];
    expect(kind(['03/04/2026', '13/04/2026'])?.dateFormat).toBe('d/M/yyyy');
    expect(kind(['03/04/2026', '04/13/2026'])?.dateFormat).toBe('M/d/yyyy');
    expect(kind(['03/04/2026', '05/06/2026'])).toMatchObject({ dateFormat: null, ambiguity: { kind: 'date order' } });
    expect(kind(['1.234', '5.678'])).toMatchObject({ decimalMark: null, ambiguity: { kind: 'decimal mark' } });
    expect(kind(['1.234,50', '2,00'])).toMatchObject({ type: 'decimal', decimalMark: 'comma', ambiguity: null });
    expect(kind(['0012', '0013'])?.type).toBe('text');
  });
});
