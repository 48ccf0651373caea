import type { EmptyPolicy, ExponentSource, Operand, Otherwise, Policy, Rule, Scalar, Step, Validator } from './mapping-spec.ts';

const shown = (value: Scalar): string => (value === null ? 'null' : typeof value === 'string' ? `“${value}”` : String(value));

export const operandWords = (operand: Operand): string =>
  'field' in operand ? operand.field : 'cel' in operand ? operand.cel : 'keep' in operand ? 'the value' : shown(operand.value);

export const exponentWords = (exponent: ExponentSource): string =>
  exponent.by === 'iso' ? 'ISO 4217' : exponent.by === 'fixed' ? `always ${exponent.digits}` : exponent.name;

const otherwiseWords = (policy: Otherwise): string =>
  policy.policy === 'error' ? 'refused' : policy.policy === 'pass' ? 'kept' : shown(policy.value);

export const policyWords: Record<Policy | EmptyPolicy, string> = {
  reject_row: 'reject row',
  hold: 'hold for steward',
  null: 'write null',
  null_and_flag: 'null, flagged',
  default_and_flag: 'default, flagged',
  keep: 'keep blank',
};

const dateWords: Record<string, string> = { iso: 'ISO 8601', epoch_s: 'seconds since 1970', epoch_ms: 'milliseconds since 1970' };
export const formatWords = (format: string): string => dateWords[format] ?? format;

/** A step in words, as a person would say it. */
export function stepWords(step: Step): string {
  switch (step.do) {
    case 'trim':
      return 'Trim spaces';
    case 'collapse_space':
      return 'Make many spaces one';
    case 'case':
      return step.to === 'title' ? 'Begin words with a capital' : `Write in ${step.to} case`;
    case 'null_tokens':
      return `Read ${step.tokens.map((token) => `“${token}”`).join(', ')} as null`;
    case 'default': {
      const when = [step.forMissing && 'missing', step.forNull && 'null', step.forBlank && 'blank'].filter(Boolean);
      return `When ${when.join(', ') || 'never'}, take ${shown(step.value)}`;
    }
    case 'constant':
      return `Always ${shown(step.value)}`;
    case 'coalesce':
      return `When empty, take ${step.fields.join(', then ')}`;
    case 'concat':
      return `Join ${step.parts.map(operandWords).join(', ')}${step.separator ? ` with “${step.separator}”` : ''}`;
    case 'split_part':
      return step.part < 0
        ? `Take part ${-step.part} from the end at “${step.separator}”`
        : `Take part ${step.part} at “${step.separator}”`;
    case 'regex_extract':
      return `Extract ${step.pattern}`;
    case 'truncate':
      return `Cut after ${step.max} characters`;
    case 'pad':
      return `Fill to ${step.length} with “${step.fill}”`;
    case 'parse_date':
      return `Read date as ${step.formats.map(formatWords).join(' or ')}, ${step.zone}`;
    case 'decimal_to_minor':
      return `Decimal with a ${step.mark} to minor units, decimals from ${exponentWords(step.exponent)}`;
    case 'minor_to_decimal':
      return `Minor units to decimal, decimals from ${exponentWords(step.exponent)}`;
    case 'number_range':
      return `Between ${step.min ?? 'anything'} and ${step.max ?? 'anything'}`;
    case 'enum_map':
      return `Map ${Object.keys(step.entries).length} values; others ${otherwiseWords(step.unmapped)}, blank ${otherwiseWords(step.blank)}, null ${otherwiseWords(step.null)}`;
    case 'lookup':
      return `Look up in ${step.name}; not there: ${otherwiseWords(step.miss)}`;
    case 'bool_map':
      return `Yes for ${step.yes.join(', ')}; no for ${step.no.join(', ')}`;
    case 'if':
      return `If ${step.when} then ${operandWords(step.yes)}, else ${operandWords(step.no)}`;
  }
}

export function validatorWords(validator: Validator): string {
  const policy = policyWords[validator.policy];
  switch (validator.check) {
    case 'required':
      return `Must be there, else ${policy}`;
    case 'pattern':
      return `Must match ${validator.pattern}, else ${policy}`;
    case 'length':
      return `Length ${validator.min ?? 0} to ${validator.max ?? 'any'}, else ${policy}`;
    case 'range':
      return `From ${validator.min ?? 'any'} to ${validator.max ?? 'any'}, else ${policy}`;
    case 'one_of':
      return `One of ${validator.values.join(', ')}, else ${policy}`;
    case 'cel':
      return `${validator.words || validator.when}, else ${policy}`;
  }
}

/** What happens to empty values, in one line. */
export function emptyWords(rule: Rule): string {
  if (rule.missing === rule.null && rule.null === rule.blank) return `missing, null, blank: ${policyWords[rule.null]}`;
  return `missing: ${policyWords[rule.missing]}, null: ${policyWords[rule.null]}, blank: ${policyWords[rule.blank]}`;
}

/** Why a row was refused, in words; the code itself for one nobody wrote words for. */
export const errorWords = (code: string): string => words[code] ?? code.replaceAll('_', ' ');

const words: Readonly<Record<string, string>> = {
  missing: 'missing',
  null: 'null',
  blank: 'blank',
  required: 'required, and empty',
  no_rule: 'has no rule',
  not_text: 'no single value',
  not_decimal: 'no decimal',
  not_integer: 'no whole number',
  not_a_number: 'no number',
  too_precise: 'more decimals than the currency has',
  too_large: 'larger than can be kept exactly',
  no_currency: 'no currency',
  unknown_currency: 'unknown currency',
  not_a_date: 'no date of this form',
  not_an_instant: 'no moment with an offset',
  not_a_day: 'no calendar day',
  hour_twice: 'the clock shows this hour twice',
  hour_never: 'the clock skips this hour',
  unmapped: 'not in the value map',
  null_value: 'null, and the map refuses null',
  blank_value: 'blank, and the map refuses blank',
  not_in_table: 'not in the table',
  no_match: 'pattern not found',
  no_part: 'no such part',
  out_of_range: 'out of range',
  range: 'out of range',
  length: 'wrong length',
  pattern: 'wrong form',
  one_of: 'not an allowed value',
  check: 'check does not hold',
  expression_failed: 'expression cannot be worked out',
  condition_not_boolean: 'condition is neither true nor false',
  not_yes_or_no: 'neither yes nor no',
  too_few_fields: 'fewer fields than the header',
  too_many_fields: 'more fields than the header',
  broken_quotes: 'a quote that does not close',
  not_json: 'no JSON',
  no_record: 'no record',
};
