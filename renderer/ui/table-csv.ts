import { csvLine } from '../../shared/domain/csv-cell.ts';
import type { Column } from './table-column.ts';

/** Rows as CSV (RFC 4180) with a header line. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function tableCsv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const withValues = columns.filter((column) => column.value !== undefined);
  const lines = [csvLine(withValues.map((column) => column.header))];
  for (const row of rows) lines.push(csvLine(withValues.map((column) => column.value?.(row) ?? null)));
  return lines.join('\r\n');
}
