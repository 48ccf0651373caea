import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import type { Step } from '../../../shared/domain/mappings/mapping-spec.ts';

/** Every step that can be added, begun with what the sample suggests. */
export function newSteps(detail: MappingDetail, _field: string, from: string | undefined): { words: string; step: Step }[] {
  const source = detail.sourceFields.find(({ path }) => path === from);
  const currency = detail.sourceFields.find(({ path }) => /currency/i.test(path))?.path;
  const values = source?.values ?? [];
  const money = { currency: currency === undefined ? { code: 'EUR' } : { field: currency }, exponent: { by: 'iso' } } as const;
  return [
    { words: 'Trim spaces', step: { do: 'trim' } },
    { words: 'Make many spaces one', step: { do: 'collapse_space' } },
    { words: 'Upper or lower case', step: { do: 'case', to: 'lower' } },
    { words: 'Default when empty', step: { do: 'default', value: '', forMissing: true, forNull: true, forBlank: true } },
    { words: 'Words that mean null', step: { do: 'null_tokens', tokens: ['n/a', '-'] } },
    {
      words: 'Read date',
      step: { do: 'parse_date', formats: [source?.dateFormat ?? 'iso'], zone: 'UTC', twice: 'refuse', never: 'refuse' },
    },
    { words: 'Decimal to minor units', step: { do: 'decimal_to_minor', ...money, mark: source?.decimalMark ?? 'point' } },
    { words: 'Minor units to decimal', step: { do: 'minor_to_decimal', ...money } },
    {
      words: 'Map values',
      step: {
        do: 'enum_map',
        entries: Object.fromEntries((values.length > 0 ? values : ['value']).map((value) => [value, value.toLowerCase()])),
        ignoreCase: false,
        unmapped: { policy: 'error' },
        blank: { policy: 'error' },
        null: { policy: 'error' },
      },
    },
    { words: 'Join with other fields', step: { do: 'concat', parts: [{ keep: true }], separator: ' ' } },
    { words: 'Take a part', step: { do: 'split_part', separator: '-', part: 1 } },
    { words: 'Extract by pattern', step: { do: 'regex_extract', pattern: '(\\d+)', group: 1 } },
    { words: 'Take another field when empty', step: { do: 'coalesce', fields: [detail.sourceFields[0]?.path ?? 'field'] } },
    {
      words: 'Look up in a table',
      step: { do: 'lookup', name: 'table', table: Object.fromEntries(values.map((value) => [value, value])), miss: { policy: 'error' } },
    },
    { words: 'Yes or no', step: { do: 'bool_map', yes: ['yes', 'true', '1'], no: ['no', 'false', '0'] } },
    { words: 'If … then … else', step: { do: 'if', when: 'value == "x"', yes: { value: 'y' }, no: { keep: true } } },
    { words: 'Number in a range', step: { do: 'number_range', min: 0, max: null } },
    { words: 'Cut after some characters', step: { do: 'truncate', max: 50 } },
    { words: 'Fill to a length', step: { do: 'pad', length: 8, fill: '0', side: 'start' } },
    { words: 'Always the same', step: { do: 'constant', value: '' } },
  ];
}
