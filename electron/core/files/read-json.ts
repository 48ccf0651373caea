import { Fault } from '../../../shared/contract/errors.ts';
import type { RowReader, RowSink } from './read-rows.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One record a line. */
export function ndjsonReader(sink: RowSink): RowReader {
  let rest = '';
  let columns: string[] | null = null;
  const line = (text: string): void => {
    if (text.trim() === '') return;
    const value = parsed(text);
    if (value === undefined) return sink.unreadable('not_json', text);
    if (!isRecord(value)) return sink.unreadable('no_record', text);
    columns ??= Object.keys(value);
    sink.row(value);
  };
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(line);
    },
    end: () => line(rest),
    columns: () => columns ?? [],
    delimiter: () => null,
  };
}

/** An array of records, or a record with one array in it, as APIs answer with a page. */
export function jsonReader(fileName: string, sink: RowSink): RowReader {
  const parts: string[] = [];
  let columns: string[] | null = null;
  return {
    push: (text) => void parts.push(text),
    end: () => {
      let document: unknown;
      try {
        document = JSON.parse(parts.join('')) as unknown;
      } catch (error) {
        throw new Fault('bad_input', {
          happened: `${fileName} is no JSON: ${(error as Error).message}.`,
          remedy: 'Export it again, or mend the place.',
          place: { file: fileName },
        });
      }
      for (const item of recordsOf(document, fileName)) {
        if (!isRecord(item)) sink.unreadable('no_record', JSON.stringify(item));
        else {
          columns ??= Object.keys(item);
          sink.row(item);
        }
      }
    },
    columns: () => columns ?? [],
    delimiter: () => null,
  };
}

function recordsOf(document: unknown, fileName: string): unknown[] {
  if (Array.isArray(document)) return document;
  if (isRecord(document)) {
    const lists = Object.values(document).filter((value) => Array.isArray(value) && value.some(isRecord));
    if (lists.length === 1) return lists[0] as unknown[];
    if (lists.length === 0) return [document];
  }
  throw new Fault('bad_input', {
    happened: `${fileName} holds no single list of records.`,
    remedy: 'Keep the one list that is meant, as a JSON array.',
    place: { file: fileName },
  });
}

/** Undefined for text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
