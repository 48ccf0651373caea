import { fillPlaceholders, readPlaceholders } from '../console/placeholders.ts';
import { asText } from './answer-facts.ts';

/** What `{{names}}` stand for. */
export type Values = Readonly<Record<string, string>>;

/** The text with the values that are known put in; what is not known stays, and is filled or refused when it is sent. */
export function fillText(text: string, values: Values): string {
  if (!text.includes('{{')) return text;
  const { found, fault } = readPlaceholders(text);
  if (fault !== null) return text;
  return fillPlaceholders(text, found, ({ name, start, end }) => values[name] ?? text.slice(start, end));
}

/** The names that a text asks for; those made on sending (`{{$uuid}}`) are none. */
export const namesIn = (text: string): string[] => readPlaceholders(text).found.flatMap(({ name }) => (name.startsWith('$') ? [] : [name]));

/** A column's name as it can stand in `{{…}}`: "Order no." is `Order_no`. */
export function nameOfColumn(column: string): string {
  const name = column
    .trim()
    .replaceAll(/[^\w.-]+/g, '_')
    .replaceAll(/^[^A-Za-z_]+|[_.-]+$/g, '');
  return name === '' ? 'column' : name;
}

/** A row of a file as values: each column under its name, and the row's number as `row.number`. */
export function valuesOfRow(row: Readonly<Record<string, unknown>>, number: number): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [column, value] of Object.entries(row)) values[nameOfColumn(column)] = value === null ? '' : asText(value);
  values['row.number'] = String(number);
  return values;
}

/** "1-3, 7" as rows; null for what cannot be read. Empty: all. */
export function readRowRange(text: string): ((row: number) => boolean) | null {
  if (text.trim() === '') return () => true;
  const ranges: (readonly [number, number])[] = [];
  for (const part of text.split(',')) {
    const [, from, dash, to] = /^\s*(\d{1,9})\s*(?:([-–])\s*(\d{1,9})?)?\s*$/.exec(part) ?? [];
    if (from === undefined) return null;
    const first = Number(from);
    const last = dash === undefined ? first : to === undefined ? Number.MAX_SAFE_INTEGER : Number(to);
    if (first < 1 || last < first) return null;
    ranges.push([first, last]);
  }
  return (row) => ranges.some(([first, last]) => row >= first && row <= last);
}
