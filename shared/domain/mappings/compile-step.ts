import { compileExpression } from './cel-expression.ts';
import type { CurrencySource, DestinationType, Operand, Otherwise, Scalar, SourceRow, Step } from './mapping-spec.ts';
import { decimalToMinor, exponentOf, minorToDecimal } from './minor-units.ts';
import { compileParseDate } from './parse-date.ts';
import { compilePattern } from './pattern.ts';
import { Refusal } from './refusal.ts';
import { readerOf } from './source-path.ts';

/** One step, ready to run: the value before it to the value after it, or why not. Never throws. */
export type RunStep = (value: unknown, row: SourceRow) => unknown;

export const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
/** Missing, null or blank: what most steps hand on as it is, for the rule to decide at the end. */
const isEmpty = (value: unknown): boolean => value === undefined || value === null || isBlank(value);

const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** A step on text; anything that is not a single value is refused, what is empty is handed on. */
const onText =
  (work: (text: string, value: unknown) => unknown): RunStep =>
  (value) => {
    if (value === undefined || value === null) return value;
    const text = asText(value);
    return text === null ? new Refusal('not_text', value) : work(text, value);
  };

const otherwise = (policy: Otherwise, code: string, value: unknown): unknown =>
  policy.policy === 'error' ? new Refusal(code, value) : policy.policy === 'pass' ? value : policy.value;

/** Compiles one step for a field of a type. Throws `ExpressionFault` or `RangeError` for a step that cannot work on any row. */
export function compileStep(step: Step, type: DestinationType): RunStep {
  switch (step.do) {
    case 'trim':
      return onText((text) => text.trim());
    case 'collapse_space':
      return onText((text) => text.replaceAll(/\s+/g, ' ').trim());
    case 'case':
      if (step.to === 'lower') return onText((text) => text.toLowerCase());
      if (step.to === 'upper') return onText((text) => text.toUpperCase());
      return onText((text) => text.toLowerCase().replaceAll(/(?<=^|[^\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase()));
    case 'null_tokens': {
      const tokens = new Set(step.tokens.map((token) => token.trim().toLowerCase()));
      return (value) => (typeof value === 'string' && tokens.has(value.trim().toLowerCase()) ? null : value);
    }
    case 'default':
      return (value) =>
        (value === undefined && step.forMissing) || (value === null && step.forNull) || (step.forBlank && isBlank(value))
          ? step.value
          : value;
    case 'constant':
      return () => step.value;
    case 'coalesce': {
      const readers = step.fields.map(readerOf);
      return (value, row) => {
        if (!isEmpty(value)) return value;
        for (const read of readers) {
          const other = read(row);
          if (!isEmpty(other)) return other;
        }
        return value;
      };
    }
    case 'concat': {
      const parts = step.parts.map(compileOperand);
      return (value, row) => {
        const texts: string[] = [];
        for (const read of parts) {
          const part = read(value, row);
          if (part instanceof Refusal) return part;
          if (isEmpty(part)) continue;
          const text = asText(part);
          if (text === null) return new Refusal('not_text', part);
          texts.push(text);
        }
        return texts.length === 0 ? null : texts.join(step.separator);
      };
    }
    case 'split_part':
      return onText((text) => {
        if (text.trim() === '') return text;
        return text.split(step.separator).at(step.part > 0 ? step.part - 1 : step.part) ?? new Refusal('no_part', text);
      });
    case 'regex_extract': {
      const pattern = compilePattern(step.pattern);
      return onText((text) => (text.trim() === '' ? text : (pattern.extract(text, step.group) ?? new Refusal('no_match', text))));
    }
    case 'truncate':
      return onText((text) => (text.length > step.max ? wholeCharacters(text, step.max) : text));
    case 'pad':
      return onText((text) =>
        text === '' ? text : step.side === 'start' ? text.padStart(step.length, step.fill) : text.padEnd(step.length, step.fill),
      );
    case 'parse_date': {
      const parse = compileParseDate(step, type === 'date' ? 'date' : 'instant');
      return (value) => (isEmpty(value) ? value : parse(value));
    }
    case 'decimal_to_minor':
      return withExponent(step, (value, digits) => decimalToMinor(value, digits, step.mark));
    case 'minor_to_decimal':
      return withExponent(step, minorToDecimal);
    case 'number_range':
      return (value) => {
        if (isEmpty(value)) return value;
        const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
        if (!Number.isFinite(number)) return new Refusal('not_a_number', value);
        return (step.min !== null && number < step.min) || (step.max !== null && number > step.max)
          ? new Refusal('out_of_range', value)
          : value;
      };
    case 'enum_map': {
      const key = (text: string): string => (step.ignoreCase ? text.trim().toLowerCase() : text);
      const entries = new Map(Object.entries(step.entries).map(([from, to]) => [key(from), to]));
      return (value) => {
        if (value === undefined) return value;
        if (value === null) return otherwise(step.null, 'null_value', value);
        const text = asText(value);
        if (text === null) return new Refusal('not_text', value);
        const found = entries.get(key(text));
        if (found !== undefined) return found;
        if (isBlank(value)) return otherwise(step.blank, 'blank_value', value);
        return otherwise(step.unmapped, 'unmapped', value);
      };
    }
    case 'lookup': {
      const table = new Map<string, Scalar>(Object.entries(step.table));
      return onText((text, value) => {
        if (text.trim() === '') return value;
        const found = table.get(text);
        return found === undefined ? otherwise(step.miss, 'not_in_table', value) : found;
      });
    }
    case 'bool_map': {
      const yes = new Set(step.yes.map((word) => word.toLowerCase()));
      const no = new Set(step.no.map((word) => word.toLowerCase()));
      return onText((text, value) => {
        const word = text.trim().toLowerCase();
        if (word === '') return value;
        return yes.has(word) ? true : no.has(word) ? false : new Refusal('not_yes_or_no', value);
      });
    }
    case 'if': {
      const when = compileExpression(step.when);
      const then = compileOperand(step.yes);
      const other = compileOperand(step.no);
      return (value, row) => {
        const holds = when(value, row);
        if (holds instanceof Refusal) return holds;
        if (typeof holds !== 'boolean') return new Refusal('condition_not_boolean', holds);
        return holds ? then(value, row) : other(value, row);
      };
    }
  }
}

export function compileOperand(operand: Operand): RunStep {
  if ('field' in operand)
    return (
      (read) => (_value: unknown, row: SourceRow) =>
        read(row)
    )(readerOf(operand.field));
  if ('cel' in operand) return compileExpression(operand.cel);
  if ('keep' in operand) return (value) => value;
  return () => operand.value;
}

function withExponent(
  step: Extract<Step, { do: 'decimal_to_minor' | 'minor_to_decimal' }>,
  convert: (value: unknown, digits: number) => unknown,
): RunStep {
  const readCurrency = currencyReader(step.currency);
  const { exponent } = step;
  return (value, row) => {
    if (isEmpty(value)) return value;
    if (exponent.by === 'fixed') return convert(value, exponent.digits);
    const code = readCurrency(row);
    if (typeof code !== 'string' || code.trim() === '') return new Refusal('no_currency', code);
    const digits = exponentOf(exponent, code.trim().toUpperCase());
    return digits === undefined ? new Refusal('unknown_currency', code) : convert(value, digits);
  };
}

const currencyReader = (source: CurrencySource): ((row: SourceRow) => unknown) =>
  'code' in source ? () => source.code : readerOf(source.field);

/** The first characters, without half of a surrogate pair at the end. */
function wholeCharacters(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
