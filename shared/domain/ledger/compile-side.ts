import { isoExponent } from '../mappings/currency-exponents.ts';
import { decimalToMinor } from '../mappings/minor-units.ts';
import type { ComparedField, LedgerSpec } from './ledger-spec.ts';
import type { Side } from './break-class.ts';
import { readTime } from './read-time.ts';

/** Between the parts of a key and between the values of a record; never part of a value. */
export const separator = '\u001F';

/** One record as it is compared: integer minor units, epoch milliseconds, the compared and the shown values each in one text. */
export interface StagedRow {
  readonly key: string;
  readonly currency: string;
  readonly amount: number;
  readonly at: number | null;
  readonly compared: string;
  readonly shown: string;
}

/** Why a row is in no sum. */
export interface RejectedRow {
  readonly rejected: string;
  readonly key: string;
}

export type SourceRow = Readonly<Record<string, unknown>>;
export type RowReader = (row: SourceRow) => StagedRow | RejectedRow;

/** Digits after the decimal mark of a currency; two for one that ISO 4217 does not know. */
export const digitsOf = (currency: string): number => isoExponent(currency) ?? 2;

/** The fields that are compared, and those that are only kept, in the order of their values in a staged row. */
export const comparedFields = (spec: LedgerSpec): readonly ComparedField[] =>
  spec.fields.filter(({ tolerance }) => tolerance.kind !== 'shown');
export const shownFields = (spec: LedgerSpec): readonly ComparedField[] =>
  spec.fields.filter(({ tolerance }) => tolerance.kind === 'shown');

/** Makes the reader of one side's rows; what it reads is typed, trimmed and comparable, or rejected with the reason. */
export function compileSide(spec: LedgerSpec, side: Side): RowReader {
  const { key: keyColumns, amount, currency, time } = spec[side];
  const readKey = keyReader(keyColumns, spec.keyCase === 'ignore');
  const readCompared = valuesReader(comparedFields(spec), spec, side);
  const readShown = valuesReader(shownFields(spec), spec, side);
  return (row) => {
    const key = readKey(row);
    if (key === '') return { rejected: 'it has no key', key };
    const code = 'constant' in currency ? currency.constant : textOf(row[currency.column]).toUpperCase();
    if (!isCode(code)) return { rejected: code === '' ? 'it has no currency' : `“${code.slice(0, 20)}” is no currency`, key };
    const minor = readAmount(row[amount.column], amount.unit, amount.decimalMark, code);
    if (minor === undefined) return { rejected: `“${textOf(row[amount.column]).slice(0, 40)}” is no amount in ${code}`, key };
    let at: number | null = null;
    if (time !== null) {
      const raw = row[time.column];
      if (raw !== null && raw !== undefined && raw !== '') {
        at = readTime(raw, time.format, time.offsetMinutes) ?? null;
        if (at === null) return { rejected: `“${textOf(raw).slice(0, 40)}” is no time of the form ${time.format}`, key };
      }
    }
    return { key, currency: code, amount: minor, at, compared: readCompared(row, code), shown: readShown(row, code) };
  };
}

const knownCodes = new Set<string>();

/** Three capital letters; a file has few, so each is looked at once. */
function isCode(code: string): boolean {
  if (knownCodes.has(code)) return true;
  const isOne = /^[A-Z]{3}$/.test(code);
  if (isOne && knownCodes.size < 1000) knownCodes.add(code);
  return isOne;
}

function readAmount(value: unknown, unit: 'major' | 'minor', mark: 'point' | 'comma', currency: string): number | undefined {
  const minor = decimalToMinor(value, unit === 'minor' ? 0 : digitsOf(currency), mark);
  return typeof minor === 'number' ? minor : undefined;
}

function keyReader(columns: readonly string[], ignoreCase: boolean): (row: SourceRow) => string {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return (row) => fold(textOf(row[only]));
  // A key with a part missing matches nothing: half a key would match the wrong record.
  return (row) => {
    const parts = columns.map((column) => fold(textOf(row[column])));
    return parts.includes('') ? '' : parts.join(separator);
  };
}

function valuesReader(fields: readonly ComparedField[], spec: LedgerSpec, side: Side): (row: SourceRow, currency: string) => string {
  const [first, ...others] = fields.map((field) => valueReader(field, spec, side));
  if (first === undefined) return () => '';
  if (others.length === 0) return first;
  return (row, currency) => {
    let text = first(row, currency);
    for (const read of others) text += separator + read(row, currency);
    return text;
  };
}

/** What cannot be read as its type stays as the text it is: it then differs from anything but itself. */
function valueReader(field: ComparedField, spec: LedgerSpec, side: Side): (row: SourceRow, currency: string) => string {
  const column = field[side];
  const { amount, time } = spec[side];
  switch (field.type) {
    case 'text':
      return field.ignoreCase ? (row) => textOf(row[column]).toLowerCase() : (row) => textOf(row[column]);
    case 'number':
      return (row) => {
        const text = textOf(row[column]);
        const number = Number(amount.decimalMark === 'comma' ? text.replace(',', '.') : text);
        return text === '' || Number.isNaN(number) ? text : String(number);
      };
    case 'money':
      return (row, currency) => String(readAmount(row[column], amount.unit, amount.decimalMark, currency) ?? textOf(row[column]));
    case 'time':
      return (row) => String(readTime(row[column], time?.format ?? 'iso', time?.offsetMinutes ?? 0) ?? textOf(row[column]));
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') {
    const text = value.trim();
    return text.includes(separator) ? text.replaceAll(separator, ' ') : text;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
