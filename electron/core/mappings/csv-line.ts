import type { MappedValue } from '../../../shared/domain/mappings/mapping-spec.ts';

/** One line of RFC 4180. Null is an empty cell, blank text is `""`: the two stay apart. */
export function csvLine(values: readonly MappedValue[]): string {
  return `${values.map(cell).join(',')}\n`;
}

function cell(value: MappedValue): string {
  if (value === null) return '';
  const text = String(value);
  if (text === '' || /[",\r\n]|^\s|\s$/.test(text)) return `"${text.replaceAll('"', '""')}"`;
  return text;
}
