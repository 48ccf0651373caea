import Papa from 'papaparse';
import { rowEndOf, withoutRowEnd } from '../../../shared/domain/csv-row-ends.ts';
import type { RowReader, RowSink } from './read-rows.ts';

/** Reads CSV as it comes. Every row must have as many fields as the header: a shorter or longer one is a broken row, not a guess. */
export function csvReader(beginning: string, delimiter: string | undefined, sink: RowSink): RowReader {
  const mark = delimiter ?? delimiterOf(beginning);
  const newline = rowEndOf(beginning);
  let rest = '';
  let columns: string[] | null = null;
  const take = (text: string, isLast: boolean): void => {
    const parser = new Papa.Parser({ delimiter: mark, newline });
    const result = parser.parse(text, 0, !isLast) as unknown as Papa.ParseResult<string[]>;
    rest = isLast ? '' : text.slice(result.meta.cursor);
    const broken = new Set(result.errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
    result.data.forEach((cells, index) => {
      const fields = withoutRowEnd(cells);
      if (fields.length === 1 && fields[0] === '') return;
      if (!columns) columns = header(fields);
      else if (broken.has(index)) sink.unreadable('broken_quotes', fields.join(mark));
      else if (fields.length < columns.length) sink.unreadable('too_few_fields', fields.join(mark));
      else if (fields.length > columns.length) sink.unreadable('too_many_fields', fields.join(mark));
      else sink.row(record(columns, fields));
    });
  };
  return {
    push: (text) => take(rest + text, false),
    end: () => take(rest, true),
    columns: () => columns ?? [],
    delimiter: () => mark,
  };
}

/** A record whose names can be anything, `__proto__` too. */
function record(columns: readonly string[], fields: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] as string] = fields[index];
  return row;
}

/** Header names: trimmed, never empty, never twice. */
function header(fields: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return fields.map((field, index) => {
    const name = field.replace(/^\uFEFF/, '').trim() || `column ${index + 1}`;
    const safe = name === '__proto__' ? '__proto__ ' : name;
    const times = (seen.get(safe) ?? 0) + 1;
    seen.set(safe, times);
    return times === 1 ? safe : `${safe} (${times})`;
  });
}

/** The mark that stands most often in the header, outside quotes. Guessing by whole files was rejected: notes in cells mislead it. */
function delimiterOf(text: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((mark) => [mark, 0]));
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (letter === '\n' || letter === '\r')) break;
    else if (!isQuoted && counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best && best[1] > 0 ? best[0] : ',';
}
