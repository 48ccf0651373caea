import { compileDateFormat } from './date-format.ts';
import { currencyExponents } from './currency-exponents.ts';
import type { SourceRow, SourceType } from './mapping-spec.ts';
import { sanitised } from './refusal.ts';
import { leavesOf } from './source-path.ts';

export interface Ambiguity {
  readonly kind: 'date order' | 'decimal mark';
  readonly options: readonly { readonly value: string; readonly words: string }[];
}

/** What a column of the sample holds, decided from all of it. */
export interface InferredField {
  readonly path: string;
  readonly type: SourceType;
  readonly dateFormat: string | null;
  readonly decimalMark: 'point' | 'comma' | null;
  /** A person has to decide: every value can be read in more than one way. */
  readonly ambiguity: Ambiguity | null;
  readonly sample: string;
  /** Shares of all rows, 0 to 1. */
  readonly missing: number;
  readonly null: number;
  readonly blank: number;
  /** Different values; at most `distinctLimit + 1`. */
  readonly distinct: number;
  /** The values of a column with few of them, most frequent first. */
  readonly values: readonly string[];
  readonly maxLength: number;
  readonly isPersonal: boolean;
}

const distinctLimit = 400;
const enumLimit = 12;

interface Column {
  missing: number;
  null: number;
  blank: number;
  present: unknown[];
  counts: Map<string, number>;
}

/** The fields of a sample by path, in the order in which they are first seen. */
export function inferSource(rows: readonly SourceRow[]): InferredField[] {
  const columns = new Map<string, Column>();
  rows.forEach((row, index) => {
    for (const [path, value] of leavesOf(row, 1)) {
      let column = columns.get(path);
      if (!column) columns.set(path, (column = { missing: index, null: 0, blank: 0, present: [], counts: new Map() }));
      if (value === null) column.null += 1;
      else if (typeof value === 'string' && value.trim() === '') column.blank += 1;
      else {
        column.present.push(value);
        const text = sanitised(value);
        if (column.counts.size <= distinctLimit || column.counts.has(text)) column.counts.set(text, (column.counts.get(text) ?? 0) + 1);
      }
    }
  });
  return [...columns].map(([path, column]) => describe(path, column, rows.length));
}

function describe(path: string, column: Column, rows: number): InferredField {
  const { present, counts } = column;
  const texts = present.map((value) => (typeof value === 'string' ? value.trim() : value));
  const kind = kindOf(texts, counts.size);
  const filled = column.null + column.blank + present.length;
  const values =
    kind.type === 'enum' || kind.type === 'boolean' || (kind.type === 'text' && counts.size <= enumLimit)
      ? [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value)
      : [];
  return {
    path,
    ...kind,
    sample: present.length > 0 ? sanitised(present[0]) : '',
    missing: share(rows - filled, rows),
    null: share(column.null, rows),
    blank: share(column.blank, rows),
    distinct: counts.size,
    values,
    maxLength: present.reduce<number>((longest, value) => Math.max(longest, typeof value === 'string' ? value.length : 0), 0),
    isPersonal: looksPersonal(path, texts),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

type Kind = Pick<InferredField, 'type' | 'dateFormat' | 'decimalMark' | 'ambiguity'>;
const plain = (type: SourceType): Kind => ({ type, dateFormat: null, decimalMark: null, ambiguity: null });

function kindOf(values: readonly unknown[], distinct: number): Kind {
  if (values.length === 0) return plain('empty');
  if (values.some((value) => typeof value === 'object')) return plain('mixed');
  if (values.every((value) => typeof value === 'boolean')) return plain('boolean');
  if (values.every((value) => typeof value === 'number'))
    return values.every((value) => Number.isInteger(value)) ? plain('integer') : { ...plain('decimal'), decimalMark: 'point' };
  if (!values.every((value) => typeof value === 'string')) return plain('mixed');
  const texts = values;
  if (texts.every((text) => /^(?:true|false|yes|no|y|n)$/i.test(text)) && distinct === 2) return plain('boolean');
  return dateKind(texts) ?? numberKind(texts) ?? textKind(texts, distinct);
}

const textKind = (texts: readonly string[], distinct: number): Kind =>
  distinct <= enumLimit && distinct * 3 <= texts.length && texts.every((text) => text.length <= 60) ? plain('enum') : plain('text');

/** `0012` is an identifier, not twelve; so is a number longer than money ever is. */
function numberKind(texts: readonly string[]): Kind | null {
  if (texts.some((text) => /^[+-]?0\d/.test(text))) return null;
  if (texts.every((text) => /^[+-]?\d{1,15}$/.test(text))) return plain('integer');
  const point = texts.every((text) => /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$/.test(text));
  const comma = texts.every((text) => /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?$/.test(text));
  if (point && comma)
    return {
      ...plain('decimal'),
      ambiguity: {
        kind: 'decimal mark',
        options: [
          { value: 'point', words: 'Point marks the decimals: 1.234 is a little over one' },
          { value: 'comma', words: 'Comma marks the decimals: 1.234 is over a thousand' },
        ],
      },
    };
  if (point || comma) return { ...plain('decimal'), decimalMark: point ? 'point' : 'comma' };
  return null;
}

const clear = [
  'iso',
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy-MM-dd HH:mm:ss XXX',
  'dd.MM.yyyy',
  'dd.MM.yyyy HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'dd MMM yyyy',
  'dd-MMM-yyyy',
];
const orders = ['/', '-'].flatMap((mark) =>
  ['', ' HH:mm', ' HH:mm:ss', ' h:mm a'].map((time) => [`d${mark}M${mark}yyyy${time}`, `M${mark}d${mark}yyyy${time}`] as const),
);
const readers = new Map([...clear, ...orders.flat()].map((format) => [format, compileDateFormat(format)]));

function dateKind(texts: readonly string[]): Kind | null {
  const [first = ''] = texts;
  if (!/\d{2}|\d[/.-]/.test(first) || first.length < 8) return null;
  const reads = (format: string): boolean => texts.every((text) => readers.get(format)?.(text) != null);
  const asKind = (format: string): Kind => ({
    ...plain(texts.every((text) => !readers.get(format)?.(text)?.hasTime) ? 'date' : 'instant'),
    dateFormat: format,
  });
  const sure = clear.find(reads);
  if (sure) return asKind(sure);
  for (const [dayFirst, monthFirst] of orders) {
    const isDay = reads(dayFirst);
    const isMonth = reads(monthFirst);
    if (isDay !== isMonth) return asKind(isDay ? dayFirst : monthFirst);
    if (isDay) {
      return {
        ...asKind(dayFirst),
        dateFormat: null,
        ambiguity: {
          kind: 'date order',
          options: [
            { value: dayFirst, words: `Day first: ${first} is ${spoken(dayFirst, first)}` },
            { value: monthFirst, words: `Month first: ${first} is ${spoken(monthFirst, first)}` },
          ],
        },
      };
    }
  }
  return null;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function spoken(format: string, text: string): string {
  const parts = readers.get(format)?.(text);
  return parts ? `${parts.day} ${monthNames[parts.month - 1]} ${parts.year}` : text;
}

const personalNames =
  /(?:^|[_.\s-])(?:e-?mail|phone|mobile|first_?name|last_?name|full_?name|surname|given_?name|payer|shopper|customer_?name|address|street|zip|postal|iban|card)(?:$|[_.\s-])/i;

const looksPersonal = (path: string, values: readonly unknown[]): boolean =>
  personalNames.test(path.replaceAll(/([a-z])([A-Z])/g, '$1_$2')) ||
  values.slice(0, 50).some((value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value));

/** A column of nothing but currency codes. */
export const isCurrencyColumn = (field: InferredField, values: readonly string[] = field.values): boolean =>
  values.length > 0
    ? values.every((value) => currencyExponents.has(value.toUpperCase()))
    : currencyExponents.has(field.sample.toUpperCase());
