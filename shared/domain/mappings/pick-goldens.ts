import { isoExponent } from './currency-exponents.ts';
import type { InferredField } from './infer-source.ts';
import type { MappingSpec, SourceRow } from './mapping-spec.ts';
import { pathsOf } from './rule-paths.ts';
import { readerOf } from './source-path.ts';
import { sourceText } from './refusal.ts';

export interface PickedRow {
  readonly row: number;
  /** `status COMPLETED`, `no decimals: JPY` ... */
  readonly reasons: readonly string[];
}

interface Wish {
  readonly reason: string;
  readonly fits: (row: SourceRow) => boolean;
}

/** Rows of the sample that between them show every value, emptiness and extreme of the mapped fields; few, the same ones each time. */
export function pickGoldens(spec: MappingSpec, sources: readonly InferredField[], rows: readonly SourceRow[], limit = 16): PickedRow[] {
  const paths = new Set(Object.values(spec.rules).flatMap(pathsOf));
  const wishes = sources.filter(({ path }) => paths.has(path)).flatMap((source) => wishesFor(source, rows));
  const picked = new Map<number, string[]>();
  for (const wish of wishes) {
    const already = [...picked.keys()].find((index) => wish.fits(rows[index] as SourceRow));
    const index = already ?? rows.findIndex(wish.fits);
    if (index < 0) continue;
    if (already === undefined && picked.size >= limit) continue;
    picked.set(index, [...(picked.get(index) ?? []), wish.reason]);
  }
  if (picked.size === 0 && rows.length > 0) picked.set(0, ['an ordinary row']);
  return [...picked].map(([row, reasons]) => ({ row, reasons }));
}

function wishesFor(source: InferredField, rows: readonly SourceRow[]): Wish[] {
  const { path } = source;
  const read = readerOf(path);
  const values = source.type === 'text' ? [] : source.values;
  const wishes: Wish[] = values.map((value) => ({ reason: `${path} ${value}`, fits: (row) => sourceText(read(row)) === value }));
  const codes = new Set(
    rows.map((row) => read(row)).filter((value): value is string => typeof value === 'string' && isoExponent(value) !== undefined),
  );
  for (const code of [...codes].toSorted()) {
    const digits = isoExponent(code);
    if (digits !== 2 && values.every((value) => value !== code))
      wishes.push({ reason: `${code} has ${digits === 0 ? 'no' : digits} decimals`, fits: (row) => read(row) === code });
  }
  if (source.missing > 0) wishes.push({ reason: `${path} missing`, fits: (row) => read(row) === undefined });
  if (source.null > 0) wishes.push({ reason: `${path} null`, fits: (row) => read(row) === null });
  if (source.blank > 0)
    wishes.push({ reason: `${path} blank`, fits: (row) => typeof read(row) === 'string' && sourceText(read(row)).trim() === '' });
  if (source.type === 'decimal' || source.type === 'integer')
    wishes.push({ reason: `${path} negative`, fits: (row) => /^-[\d.]/.test(sourceText(read(row))) });
  if (source.type === 'text') {
    wishes.push({ reason: `${path} beyond ASCII`, fits: (row) => /[^\u0020-\u007E\s]/.test(sourceText(read(row))) });
    if (source.maxLength >= 24)
      wishes.push({ reason: `longest ${path}`, fits: (row) => sourceText(read(row)).length === source.maxLength });
  }
  return wishes;
}
