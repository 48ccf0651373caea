import type { Column } from './table-column.ts';

/** Rows as CSV (RFC 4180) with a header line. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function tableCsv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const withValues = columns.filter((column) => column.value !== undefined);
  const lines = [withValues.map((column) => csvCell(column.header))];
  for (const row of rows) lines.push(withValues.map((column) => csvCell(column.value?.(row) ?? null)));
  return lines.map((line) => line.join(',')).join('\r\n');
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
