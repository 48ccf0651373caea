/** A plain number below nought, also with thousands or a percent sign: it begins like a formula and is none. */
const plainNumber = /^-\d[\d.,]*(?: ?%)?$/;

/**
 * One cell of a CSV (RFC 4180): quoted where it must be, and null empty. Text that a spreadsheet would run as a formula
 * begins with an apostrophe, also where it begins with a wide sign of East Asian keyboards; amounts below nought stay numbers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV, without its end. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return values.map(csvCell).join(',');
}
