import { isCurrencyColumn, type InferredField } from './infer-source.ts';
import type { DestinationField, Rule, Step } from './mapping-spec.ts';

/** Names that mean the same, by destination name. Compared word by word. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  record_key: [
    'merchant reference',
    'order number',
    'order id',
    'order name',
    'name',
    'invoice number',
    'reference',
    'number',
    'id',
    'key',
  ],
  payment_ref: ['psp reference', 'capture id', 'payment id', 'transaction id', 'id'],
  order_ref: ['order id', 'order number', 'order'],
  amount_minor: ['amount', 'total', 'total price', 'gross', 'amount value', 'value', 'payable', 'captured'],
  gross_minor: ['amount value', 'gross', 'amount', 'total', 'value'],
  fee_minor: ['fee value', 'fee', 'commission', 'markup'],
  net_minor: ['net value', 'net amount value', 'net'],
  currency: ['currency code', 'currency', 'presentment currency', 'payment currency'],
  booked_at: ['created at', 'booking date', 'creation date', 'create time', 'booked', 'date', 'processed at', 'issued'],
  captured_at: ['create time', 'created at', 'captured at'],
  changed_at: ['update time', 'updated at', 'modified at'],
  status: ['financial status', 'status', 'state', 'type', 'record type'],
  state: ['status', 'state', 'financial status'],
};

const words = (name: string): string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== 'minor');

/** How well a source path names a destination, 0 to 1. */
function likeness(path: string, name: string): number {
  const source = words(path);
  const targets = [words(name).join(' '), ...(synonyms[name] ?? [])];
  let best = 0;
  targets.forEach((target, index) => {
    const wanted = target.split(' ');
    const found = wanted.filter((word) => source.includes(word)).length;
    const extra = Math.max(0, source.length - found);
    const score = (found / wanted.length) * (1 / (1 + extra * 0.25)) - index * 0.01;
    if (found === wanted.length) best = Math.max(best, score);
  });
  return best;
}

const fits: Record<DestinationField['type'], readonly InferredField['type'][]> = {
  text: ['text', 'enum', 'integer', 'mixed'],
  integer: ['integer'],
  decimal: ['decimal', 'integer'],
  money: ['decimal', 'integer'],
  instant: ['instant', 'date', 'integer'],
  date: ['date', 'instant'],
  boolean: ['boolean'],
};

/** The source field that a destination most likely means; null when nothing is like it. */
export function likelySource(field: DestinationField, sources: readonly InferredField[]): InferredField | null {
  let best: InferredField | null = null;
  let bestScore = 0.45;
  for (const source of sources) {
    if (source.type === 'empty' || !fits[field.type].includes(source.type)) continue;
    const isCode = field.name.includes('currency');
    if (isCode && !isCurrencyColumn(source)) continue;
    const score = likeness(source.path, field.name) - (source.missing + source.null + source.blank) * 0.2;
    if (score > bestScore) [best, bestScore] = [source, score];
  }
  if (best || (field.type !== 'instant' && field.type !== 'date')) return best;
  const dated = sources.filter(({ type }) => type === 'instant' || type === 'date');
  return dated.length === 1 ? (dated[0] ?? null) : null;
}

/** A rule for each destination that has a likely source: a beginning for a person to check. */
export function suggestRules(
  destination: readonly DestinationField[],
  sources: readonly InferredField[],
  zone: string,
): Record<string, Rule> {
  const currency = sources.find((source) => words(source.path).includes('currency') && isCurrencyColumn(source));
  const rules: Record<string, Rule> = {};
  for (const field of destination) {
    const source = likelySource(field, sources);
    if (source) rules[field.name] = ruleFor(field, source, currency?.path ?? null, zone);
  }
  return rules;
}

/** A rule that brings one source field into one destination. */
export function ruleFor(field: DestinationField, source: InferredField, currencyPath: string | null, zone: string): Rule {
  const steps = stepsFor(field, source, currencyPath, zone);
  const money = steps.some((step) => step.do === 'decimal_to_minor' && 'field' in step.currency) && currencyPath ? [currencyPath] : [];
  const empty = field.isRequired ? 'reject_row' : 'null';
  return {
    from: [source.path, ...money],
    steps,
    validators: [],
    missing: empty,
    null: empty,
    blank: empty,
    invalid: field.isRequired ? 'reject_row' : 'null_and_flag',
    fallback: null,
    note: '',
  };
}

function stepsFor(field: DestinationField, source: InferredField, currencyPath: string | null, zone: string): Step[] {
  switch (field.type) {
    case 'text':
      if (field.name.includes('currency')) return [{ do: 'trim' }, { do: 'case', to: 'upper' }];
      if (source.type === 'enum' && (field.name === 'status' || field.name === 'state'))
        return [{ do: 'trim' }, { do: 'case', to: 'lower' }];
      return source.type === 'integer' ? [] : [{ do: 'trim' }];
    case 'money':
      return [
        {
          do: 'decimal_to_minor',
          currency: currencyPath ? { field: currencyPath } : { code: 'EUR' },
          exponent: { by: 'iso' },
          mark: source.decimalMark ?? 'point',
        },
      ];
    case 'instant':
    case 'date': {
      const format = source.dateFormat ?? (source.type === 'integer' ? (source.sample.length > 11 ? 'epoch_ms' : 'epoch_s') : 'iso');
      return [{ do: 'parse_date', formats: [format], zone, twice: 'refuse', never: 'refuse' }];
    }
    case 'boolean':
      return [{ do: 'bool_map', yes: ['true', 'yes', 'y', '1'], no: ['false', 'no', 'n', '0'] }];
    case 'integer':
    case 'decimal':
      return source.type === 'decimal' || source.type === 'integer' ? [] : [{ do: 'trim' }];
  }
}
