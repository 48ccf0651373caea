import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyExponents, payPalExponents } from './currency-exponents.ts';
import { compileMapping, MappingSpecFault, specProblems } from './compile-mapping.ts';
import type { DestinationType, MappedRow, Rule, Step } from './mapping-spec.ts';
import { testRule, testSpec } from './testing/test-spec.ts';

const iso: Step = { do: 'decimal_to_minor', currency: { field: 'currency' }, exponent: { by: 'iso' }, mark: 'point' };

function map(
  row: Record<string, unknown>,
  steps: Step[],
  options: Partial<Rule> = {},
  type: DestinationType = 'text',
  isRequired = false,
): MappedRow {
  return compileMapping(testSpec({ out: { type, isRequired, rule: testRule('in', steps, options) } })).apply(row);
}
const out = (row: Record<string, unknown>, steps: Step[], type: DestinationType = 'text', options: Partial<Rule> = {}) =>
  map(row, steps, options, type).values['out'];
const code = (row: Record<string, unknown>, steps: Step[], type: DestinationType = 'text', options: Partial<Rule> = {}) =>
  map(row, steps, options, type).errors.map((error) => `${error.step ?? '-'} ${error.code}`);

describe('decimal to minor units', () => {
  it('follows ISO 4217 for any currency, and gives the decimal back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencyExponents.keys()), fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (currency, minor) => {
        const back: Step = { do: 'minor_to_decimal', currency: { field: 'currency' }, exponent: { by: 'iso' } };
        const decimal = out({ in: minor, currency }, [back]);
        expect(out({ in: decimal, currency }, [iso], 'money')).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it.each([
    ['419.00', 'EUR', 41_900],
    ['3200', 'JPY', 3200],
    ['3200.00', 'JPY', 3200],
    ['1.234', 'KWD', 1234],
    ['1,234.50', 'usd', 123_450],
    ['-0.05', 'EUR', -5],
    ['.5', 'EUR', 50],
    [12.34, 'EUR', 1234],
    ['-0', 'EUR', 0],
  ])('%s %s is %s', (value, currency, minor) => expect(out({ in: value, currency }, [iso], 'money')).toBe(minor));

  it.each([
    ['3200.5', 'JPY', 'too_precise'],
    ['1.239', 'EUR', 'too_precise'],
    ['12,50', 'EUR', 'not_decimal'],
    ['1,23.50', 'EUR', 'not_decimal'],
    ['ten', 'EUR', 'not_decimal'],
    ['1e5', 'EUR', 'not_decimal'],
    ['5', 'XXX', 'unknown_currency'],
    ['5', '', 'no_currency'],
    ['99999999999999999', 'EUR', 'too_large'],
  ])('%s %s is refused as %s', (value, currency, refusal) =>
    expect(code({ in: value, currency }, [iso], 'money')).toEqual([`0 ${refusal}`]),
  );

  it('reads a comma as the mark only where told, and a vendor list over ISO', () => {
    expect(out({ in: '1.234,50', currency: 'EUR' }, [{ ...iso, mark: 'comma' }], 'money')).toBe(123_450);
    const list: Step = { ...iso, exponent: { by: 'list', name: 'PayPal', digits: payPalExponents } };
    expect(out({ in: '12990', currency: 'HUF' }, [list], 'money')).toBe(12_990);
    expect(out({ in: '12990', currency: 'HUF' }, [iso], 'money')).toBe(1_299_000);
  });
});

describe('what is empty', () => {
  const policy = { missing: 'reject_row', null: 'null_and_flag', blank: 'keep' } as const;

  it('is told apart: missing, null and blank', () => {
    expect(map({}, [], policy)).toMatchObject({ isRejected: true, errors: [{ code: 'missing', effect: 'rejected' }] });
    expect(map({ in: null }, [], policy)).toMatchObject({
      isRejected: false,
      values: { out: null },
      errors: [{ code: 'null', effect: 'nulled' }],
    });
    expect(map({ in: ' ' }, [], policy)).toEqual({ values: { out: ' ' }, errors: [], isRejected: false, isHeld: false });
  });

  it('takes a default only where the step says so', () => {
    const step: Step = { do: 'default', value: 'd', forNull: true, forBlank: false, forMissing: false };
    const keep = { missing: 'null', null: 'null', blank: 'keep' } as const;
    expect([{ in: null }, { in: '' }, {}].map((row) => map(row, [step], keep).values['out'])).toEqual(['d', '', null]);
  });

  it('never passes into a required field', () => {
    for (const row of [{}, { in: null }, { in: '' }])
      expect(map(row, [], { missing: 'null', null: 'null', blank: 'null' }, 'text', true).isRejected).toBe(true);
  });
});

describe('a value map', () => {
  const step: Step = {
    do: 'enum_map',
    entries: { COMPLETED: 'captured' },
    ignoreCase: false,
    unmapped: { policy: 'error' },
    blank: { policy: 'fixed', value: 'unknown' },
    null: { policy: 'fixed', value: 'none' },
  };

  it('treats unmapped, blank, null and missing each in its own way', () => {
    expect(out({ in: 'COMPLETED' }, [step])).toBe('captured');
    expect(code({ in: 'NEW' }, [step])).toEqual(['0 unmapped']);
    expect(out({ in: '' }, [step])).toBe('unknown');
    expect(out({ in: null }, [step])).toBe('none');
    expect(code({}, [step], 'text', { missing: 'reject_row' })).toEqual(['- missing']);
    expect(out({ in: 'NEW' }, [{ ...step, unmapped: { policy: 'pass' } }])).toBe('NEW');
  });
});

describe('dates', () => {
  const step = (format: string, zone = 'Europe/Berlin', more: object = {}): Step => ({
    do: 'parse_date',
    formats: [format],
    zone,
    twice: 'refuse',
    never: 'refuse',
    ...more,
  });

  it.each([
    ['2026-11-20T13:14:02Z', 'iso', '2026-11-20T13:14:02Z'],
    ['2026-11-20T13:14:02+02:00', 'iso', '2026-11-20T11:14:02Z'],
    ['2026-11-20 13:14', 'iso', '2026-11-20T12:14:00Z'],
    ['20.07.2026', 'dd.MM.yyyy', '2026-07-19T22:00:00Z'],
    ['7/4/2026 1:05 PM', 'M/d/yyyy h:mm a', '2026-07-04T11:05:00Z'],
    ['1795180442', 'epoch_s', '2026-11-20T13:14:02Z'],
    ['2026-11-20T13:14:02.5Z', 'iso', '2026-11-20T13:14:02.500Z'],
  ])('%s read as %s is %s', (value, format, instant) => expect(out({ in: value }, [step(format)], 'instant')).toBe(instant));

  it('refuses the hour that does not exist and the hour that comes twice, unless told which', () => {
    const gap = { in: '2026-03-29 02:30' };
    const twice = { in: '2026-10-25 02:30' };
    expect(code(gap, [step('iso')], 'instant')).toEqual(['0 hour_never']);
    expect(code(twice, [step('iso')], 'instant')).toEqual(['0 hour_twice']);
    expect(out(gap, [step('iso', 'Europe/Berlin', { never: 'forward' })], 'instant')).toBe('2026-03-29T01:30:00Z');
    expect(out(twice, [step('iso', 'Europe/Berlin', { twice: 'earlier' })], 'instant')).toBe('2026-10-25T00:30:00Z');
    expect(out(twice, [step('iso', 'Europe/Berlin', { twice: 'later' })], 'instant')).toBe('2026-10-25T01:30:00Z');
  });

  it('gives the wall clock back in every zone and hour, across every change of the clocks', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const hours = fc.integer({ min: 0, max: 24 * 366 * 4 * 4 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), hours, (zone, quarter) => {
        const at = Date.UTC(2023, 0, 1) + quarter * 900_000;
        const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
        const both = (['earlier', 'later'] as const).map((twice) => out({ in: wall }, [step('iso', zone, { twice })], 'instant'));
        expect(both.map((text) => Date.parse(String(text)))).toContain(at);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a day as a day, and takes the day of the zone from a moment', () => {
    expect(out({ in: '20.07.2026' }, [step('dd.MM.yyyy')], 'date')).toBe('2026-07-20');
    expect(out({ in: '2026-07-19T23:30:00Z' }, [step('iso')], 'date')).toBe('2026-07-20');
    expect(code({ in: '31.02.2026' }, [step('dd.MM.yyyy')], 'date')).toEqual(['0 not_a_date']);
  });
});

describe('text, tables and conditions', () => {
  it.each<[string, Step, unknown, unknown]>([
    ['trims', { do: 'trim' }, '  a ', 'a'],
    ['collapses space', { do: 'collapse_space' }, ' a \n b ', 'a b'],
    ['writes titles', { do: 'case', to: 'title' }, "ÉMILE o'neil-ümit", "Émile O'neil-Ümit"],
    ['takes the last part', { do: 'split_part', separator: '-', part: -1 }, 'INV-2026-7', '7'],
    ['extracts', { do: 'regex_extract', pattern: '#(\\d+)', group: 1 }, 'Order #50233', '50233'],
    ['cuts without half characters', { do: 'truncate', max: 2 }, 'a😀b', 'a'],
    ['pads', { do: 'pad', length: 5, fill: '0', side: 'start' }, 42, '00042'],
    ['nulls tokens', { do: 'null_tokens', tokens: ['n/a'] }, ' N/A ', null],
    ['looks up', { do: 'lookup', table: { a: 'x' }, name: 't', miss: { policy: 'error' } }, 'a', 'x'],
    ['decides', { do: 'if', when: 'row.n > 2.0', yes: { value: 'many' }, no: { keep: true } }, 'few', 'many'],
  ])('%s', (_name, step, value, expected) => expect(out({ in: value, n: 3.5 }, [step])).toBe(expected));

  it('joins, skips what is empty, and takes the first that is there', () => {
    const row = { in: '', first: 'Ada', last: null, other: 'x', deep: { list: [{ id: 7 }] } };
    expect(out(row, [{ do: 'concat', parts: [{ field: 'first' }, { field: 'last' }, { value: 'L.' }], separator: ' ' }])).toBe('Ada L.');
    expect(out(row, [{ do: 'coalesce', fields: ['last', 'deep.list[0].id'] }])).toBe('7');
  });

  it('names the field, the step and the place of what cannot be compiled', () => {
    const broken = testSpec({
      out: {
        type: 'text',
        isRequired: false,
        rule: testRule('in', [{ do: 'trim' }, { do: 'if', when: 'value = 1', yes: { keep: true }, no: { keep: true } }]),
      },
    });
    expect(() => compileMapping(broken)).toThrow(MappingSpecFault);
    expect(specProblems(broken)).toMatchObject([{ field: 'out', step: 1, position: 6 }]);
  });
});

describe('policies', () => {
  const bad: Step = { do: 'decimal_to_minor', currency: { code: 'EUR' }, exponent: { by: 'iso' }, mark: 'point' };

  it.each([
    ['reject_row', { isRejected: true, isHeld: false }, 'rejected', null],
    ['hold', { isRejected: true, isHeld: true }, 'held', null],
    ['null_and_flag', { isRejected: false, isHeld: false }, 'nulled', null],
    ['default_and_flag', { isRejected: false, isHeld: false }, 'defaulted', 7],
  ] as const)('%s', (invalid, row, effect, value) => {
    expect(map({ in: 'x' }, [bad], { invalid, fallback: 7 }, 'money')).toMatchObject({
      ...row,
      values: { out: value },
      errors: [{ effect, step: 0, value: 'x' }],
    });
  });

  it('checks the mapped value by each validator’s own policy', () => {
    const rule = { validators: [{ check: 'range' as const, min: 0, max: null, policy: 'hold' as const }] };
    expect(map({ in: '-1.00' }, [bad], rule, 'money')).toMatchObject({
      isHeld: true,
      errors: [{ code: 'range', step: null, value: '-100' }],
    });
  });
});
