import { isoExponent } from '../mappings/currency-exponents.ts';
import type { AmountSource, ComparedField, CurrencySource, LedgerSpec, SideSpec, TimeFormat, TimeSource } from './ledger-spec.ts';
import { readTime } from './read-time.ts';

/** The first rows of a file, as text. */
export interface FileSample {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const amountNames = /amount|total|gross|net|sum|value|price|paid|betrag|summe/i;
const keyNames = /order|invoice|reference|ref|number|(^|_|\b)id$|^id|key|nr$/i;
const timeNames = /created|date|time|day|captured|paid_at|_at$|booked|issued|datum/i;
const minorNames = /minor|cents|pence/i;

/**
 * A first definition for two files, from names and from how values are written. Only a proposal: a person looks at it before it is used, because a
 * column that could be read two ways is not decided by chance.
 */
export function guessSpec(left: FileSample, right: FileSample): LedgerSpec {
  const key = guessKey(left, right);
  const [leftAmount, rightAmount] = [guessAmount(left, key.left), guessAmount(right, key.right)];
  const [leftCurrency, rightCurrency] = guessCurrencies(left, right);
  const [leftTime, rightTime] = [guessTime(left), guessTime(right)];
  const times = leftTime !== null && rightTime !== null ? { left: leftTime, right: rightTime } : { left: null, right: null };
  const side = (
    file: FileSample,
    keyColumn: string,
    amount: AmountSource,
    currency: CurrencySource,
    time: TimeSource | null,
  ): SideSpec => ({
    name: sideName(file.name),
    mappingId: null,
    key: [keyColumn],
    amount,
    currency,
    time,
  });
  const used = new Set([key.left, leftAmount.column, times.left?.column ?? '', 'column' in leftCurrency ? leftCurrency.column : '']);
  const usedRight = new Set([
    key.right,
    rightAmount.column,
    times.right?.column ?? '',
    'column' in rightCurrency ? rightCurrency.column : '',
  ]);
  return {
    left: side(left, key.left, leftAmount, leftCurrency, times.left),
    right: side(right, key.right, rightAmount, rightCurrency, times.right),
    keyCase: 'exact',
    amountTolerance: { kind: 'exact' },
    timeTolerance: { kind: 'shown' },
    fields: guessFields(left, right, used, usedRight),
    settleDays: times.left === null ? null : 2,
  };
}

const values = (file: FileSample, column: string): string[] => file.rows.map((row) => (row[column] ?? '').trim());
const filled = (file: FileSample, column: string): string[] => values(file, column).filter((value) => value !== '');

/** The pair of columns whose values are most one of a kind and most the same on both sides; by name where no value is shared. */
function guessKey(left: FileSample, right: FileSample): { left: string; right: string } {
  let best = { left: left.columns[0] ?? '', right: right.columns[0] ?? '', score: -1 };
  const uniqueness = (file: FileSample, column: string): number => new Set(filled(file, column)).size / Math.max(1, file.rows.length);
  const rightValues = new Map(right.columns.map((column) => [column, new Set(filled(right, column))]));
  for (const one of left.columns) {
    const unique = uniqueness(left, one);
    if (unique < 0.8) continue;
    const mine = filled(left, one);
    for (const other of right.columns) {
      const otherUnique = uniqueness(right, other);
      if (otherUnique < 0.8) continue;
      const theirs = rightValues.get(other) ?? new Set();
      const shared = mine.filter((value) => theirs.has(value)).length / Math.max(1, mine.length);
      const named =
        (keyNames.test(one) ? 0.3 : 0) + (keyNames.test(other) ? 0.3 : 0) + (one.toLowerCase() === other.toLowerCase() ? 0.3 : 0);
      const looksOtherwise = isMoneyColumn(left, one) || timeFormatOf(filled(left, one)) !== null ? 1 : 0;
      const score = shared * 2 + named + unique * 0.2 - looksOtherwise;
      if (score > best.score) best = { left: one, right: other, score };
    }
  }
  return { left: best.left, right: best.right };
}

const decimal = /^[+-]?\d[\d.,\u00A0 ]*$/;

function isMoneyColumn(file: FileSample, column: string): boolean {
  const texts = filled(file, column);
  return (
    texts.length > 0 &&
    texts.every((text) => decimal.test(text)) &&
    (amountNames.test(column) || texts.some((text) => /[.,]\d{2}$/.test(text)))
  );
}

function guessAmount(file: FileSample, key: string): AmountSource {
  const candidates = file.columns
    .filter((column) => column !== key && filled(file, column).length > 0 && filled(file, column).every((text) => decimal.test(text)))
    .toSorted((a, b) => rank(b) - rank(a));
  const column = candidates[0] ?? file.columns.find((one) => one !== key) ?? key;
  const texts = filled(file, column);
  const hasComma = texts.some((text) => /,\d{1,2}$/.test(text)) && !texts.some((text) => /\.\d{1,2}$/.test(text));
  return { column, unit: minorNames.test(column) ? 'minor' : 'major', decimalMark: hasComma ? 'comma' : 'point' };

  function rank(one: string): number {
    return (
      (amountNames.test(one) ? 2 : 0) +
      (filled(file, one).some((text) => /[.,]\d{2}$/.test(text)) ? 1 : 0) -
      (timeFormatOf(filled(file, one)) === null ? 0 : 3)
    );
  }
}

function guessCurrencies(left: FileSample, right: FileSample): [CurrencySource, CurrencySource] {
  const find = (file: FileSample): string | undefined =>
    file.columns.find((column) => {
      const texts = filled(file, column);
      return texts.length > 0 && texts.every((text) => isoExponent(text.toUpperCase()) !== undefined);
    });
  const [one, other] = [find(left), find(right)];
  const common = (file: FileSample, column: string): CurrencySource => ({ constant: filled(file, column)[0]?.toUpperCase() ?? 'EUR' });
  const leftSource: CurrencySource = one !== undefined ? { column: one } : other !== undefined ? common(right, other) : { constant: 'EUR' };
  const rightSource: CurrencySource = other !== undefined ? { column: other } : one !== undefined ? common(left, one) : { constant: 'EUR' };
  return [leftSource, rightSource];
}

/** The one way in which every value of a column can be read as a time; null where there is none, or more than one. */
export function timeFormatOf(texts: readonly string[]): TimeFormat | null {
  if (texts.length === 0) return null;
  const fits = (format: TimeFormat): boolean => texts.every((text) => readTime(text, format, 0) !== undefined);
  if (fits('iso')) return 'iso';
  const [isDayFirst, isMonthFirst] = [fits('day.month.year'), fits('month/day/year')];
  // Days up to 12 only: both readings hold, and the mark between the numbers says which is usual where it was written.
  if (isDayFirst && isMonthFirst) return texts.every((text) => text.includes('/')) ? null : 'day.month.year';
  if (isDayFirst) return 'day.month.year';
  if (isMonthFirst) return 'month/day/year';
  const isEpoch = (least: number): boolean =>
    texts.every((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) < least * 4);
  if (isEpoch(1_000_000_000)) return 'epoch seconds';
  return isEpoch(1_000_000_000_000) ? 'epoch milliseconds' : null;
}

function guessTime(file: FileSample): TimeSource | null {
  const candidates = file.columns
    .map((column) => ({ column, format: timeFormatOf(filled(file, column)) }))
    .filter((one): one is { column: string; format: TimeFormat } => one.format !== null)
    .toSorted((a, b) => (timeNames.test(b.column) ? 1 : 0) - (timeNames.test(a.column) ? 1 : 0));
  const [first] = candidates;
  return first === undefined ? null : { column: first.column, format: first.format, offsetMinutes: 0 };
}

/** Columns of the same name, underscores and case aside, that nothing else uses. */
function guessFields(left: FileSample, right: FileSample, used: ReadonlySet<string>, usedRight: ReadonlySet<string>): ComparedField[] {
  const fold = (column: string): string => column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return left.columns
    .filter((column) => !used.has(column))
    .flatMap((column): ComparedField[] => {
      const other = right.columns.find((one) => !usedRight.has(one) && fold(one) === fold(column));
      if (other === undefined) return [];
      const type = isMoneyColumn(left, column) && isMoneyColumn(right, other) ? 'money' : 'text';
      return [{ name: safeName(column), type, left: column, right: other, ignoreCase: false, tolerance: { kind: 'exact' } }];
    })
    .slice(0, 12);
}

function safeName(column: string): string {
  const name = column
    .replaceAll(/[,\u001F]/g, ' ')
    .trim()
    .slice(0, 80);
  return ['amount', 'currency', 'time'].includes(name.toLowerCase()) ? `${name} column` : name;
}

/** "shopify-orders-2026-11.csv" reads "Shopify orders". */
function sideName(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]+$/i, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/\b\d[\d .]*\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const name = words === '' ? fileName : words;
  return (name.charAt(0).toUpperCase() + name.slice(1)).slice(0, 80);
}
