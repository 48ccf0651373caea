import type { RecordedExchange } from '../console/recorded-exchange.ts';
import type { Evidence } from './evidence-writer.ts';
import { isRowWrite, type RowWrite } from './row-write.ts';
import type { SqlValue } from './sqlite.ts';

/** Evidence as the text that is held until it is written to its tables; bytes are base64. */
export const asRecord = (all: readonly Evidence[]): string =>
  JSON.stringify(all.map((one) => (bytesOf(one.rows) === 0 ? one : { ...one, rows: one.rows.map(withTextualBytes) })));

/** The evidence of such a text; what is none is left out. */
export function readRecord(record: string): Evidence[] {
  let all: unknown;
  try {
    all = JSON.parse(record);
  } catch {
    return [];
  }
  return Array.isArray(all) ? all.flatMap(readOne) : [];
}

function readOne(one: unknown): Evidence[] {
  const { rows, seen, attempts } = (one ?? {}) as { rows?: unknown; seen?: unknown; attempts?: unknown };
  if (!Array.isArray(rows)) return [];
  const read = rows.map(withBytes).filter(isRowWrite);
  if (typeof seen !== 'object' || seen === null) return [{ rows: read }];
  return [{ seen: seen as RecordedExchange, attempts: typeof attempts === 'number' ? attempts : null, rows: read }];
}

/** How many bytes the rows have beside their texts. */
export function bytesOf(rows: readonly RowWrite[]): number {
  let bytes = 0;
  for (const { values } of rows) for (const name in values) if (Buffer.isBuffer(values[name])) bytes += values[name].length;
  return bytes;
}

const withTextualBytes = (row: RowWrite): unknown => ({
  ...row,
  values: mapValues(row.values, (value) => (Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value)),
});

function withBytes(row: unknown): unknown {
  const { values } = (row ?? {}) as { values?: unknown };
  if (typeof values !== 'object' || values === null) return row;
  return {
    ...(row as object),
    values: mapValues(values, (value) => (isTextualBytes(value) ? Buffer.from(value.base64, 'base64') : value)),
  };
}

const isTextualBytes = (value: unknown): value is { base64: string } =>
  typeof value === 'object' && value !== null && typeof (value as { base64?: unknown }).base64 === 'string';

const mapValues = (values: object, map: (value: SqlValue) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value as SqlValue)]));
