import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FileFormat } from '../../../shared/domain/mappings/mapping-spec.ts';
import { chunksOf, nameOf, type RowFile } from './file-chunks.ts';
import { csvReader } from './read-csv.ts';
import { jsonReader, ndjsonReader } from './read-json.ts';
import { guessEncoding, isEncoding } from './text-encoding.ts';

export type { RowFile } from './file-chunks.ts';

/** A part of the file that is no row: kept, never dropped without a word. */
export interface UnreadableRow {
  /** Counts the records of the file from 1; the header of a CSV is none. */
  readonly row: number;
  readonly code: 'too_few_fields' | 'too_many_fields' | 'broken_quotes' | 'not_json' | 'no_record';
  /** The beginning of it. */
  readonly raw: string;
}

export interface ReadRowsOptions {
  /** By the file's name and content unless told. */
  readonly format?: FileFormat | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  readonly onUnreadable?: (row: UnreadableRow) => void;
  /** Bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface ReadRowsResult {
  /** Rows handed to `onBatch`. */
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** The header of a CSV; the names of the first row of a JSON file. */
  readonly columns: string[];
  /** Records that could not be read; `rows + rejected` is what the file holds. */
  readonly rejected: number;
  readonly format: FileFormat;
  readonly delimiter: string | null;
  readonly encoding: string;
}

/** Rows of the batch and the number of its first record, counted from 1 over readable and unreadable ones. */
export type OnBatch = (rows: Record<string, unknown>[], first: number) => void;

/** Takes text in parts and gives rows. */
export interface RowReader {
  push(text: string): void;
  end(): void;
  readonly columns: () => string[];
  readonly delimiter: () => string | null;
}

export interface RowSink {
  readonly row: (row: Record<string, unknown>) => void;
  readonly unreadable: (code: UnreadableRow['code'], raw: string) => void;
}

const batchLength = 1000;
/** A JSON array is read whole; above this a person is told to use NDJSON. */
const jsonLimit = 64 * 1024 * 1024;

/** Reads a CSV, JSON or NDJSON file row by row. Batches come in order; memory stays flat but for a JSON array, which is read whole. */
export async function readRows(file: RowFile, options: ReadRowsOptions, onBatch: OnBatch, signal?: AbortSignal): Promise<ReadRowsResult> {
  const hash = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  let rejected = 0;
  let batch: Record<string, unknown>[] = [];
  let firstOfBatch = 1;
  const flush = (): void => {
    if (batch.length > 0) onBatch(batch, firstOfBatch);
    batch = [];
  };
  const sink: RowSink = {
    row: (row) => {
      if (batch.length === 0) firstOfBatch = rows + rejected + 1;
      rows += 1;
      if (batch.push(row) >= batchLength) flush();
    },
    unreadable: (code, raw) => {
      // A batch is a run of neighbours: its first number tells those of all its rows.
      flush();
      rejected += 1;
      options.onUnreadable?.({ row: rows + rejected, code, raw: raw.slice(0, 400) });
    },
  };
  let reader: RowReader | null = null;
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let encoding = options.encoding ?? 'utf-8';
  if (!isEncoding(encoding))
    throw new Fault('bad_input', { happened: `No encoding is called ${encoding}.`, remedy: 'Use utf-8, utf-16le, windows-1252 …' });
  let format = options.format ?? formatByName(nameOf(file));
  for await (const chunk of chunksOf(file, signal)) {
    hash.update(chunk);
    bytes += chunk.length;
    if (!decoder || !reader) {
      if (!options.encoding) encoding = guessEncoding(chunk);
      decoder = new TextDecoder(encoding);
      const text = decoder.decode(chunk, { stream: true });
      format ??= formatByContent(text);
      reader =
        format === 'csv'
          ? csvReader(text, options.delimiter, sink)
          : format === 'json'
            ? jsonReader(nameOf(file), sink)
            : ndjsonReader(sink);
      reader.push(text);
    } else reader.push(decoder.decode(chunk, { stream: true }));
    if (format === 'json' && bytes > jsonLimit)
      throw new Fault('document_too_large', {
        happened: `${nameOf(file)} is larger than 64 MB, and a JSON array has to be read whole.`,
        remedy: 'Export it as CSV, or as one JSON record a line (NDJSON): those have no limit.',
      });
    options.onProgress?.(bytes);
  }
  if (!reader || !decoder)
    throw new Fault('bad_input', { happened: `${nameOf(file)} is empty.`, remedy: 'Choose a file with at least one row.' });
  const rest = decoder.decode();
  if (rest) reader.push(rest);
  reader.end();
  flush();
  return {
    rows,
    bytes,
    sha256: hash.digest('hex'),
    columns: reader.columns(),
    rejected,
    format: format ?? 'csv',
    delimiter: reader.delimiter(),
    encoding,
  };
}

function formatByName(name: string): FileFormat | undefined {
  const end = name.toLowerCase().split('.').at(-1);
  if (end === 'csv' || end === 'tsv') return 'csv';
  return end === 'ndjson' || end === 'jsonl' ? 'ndjson' : undefined;
}

/** `[` begins an array; `{` one record a line, unless the first line does not close it. */
function formatByContent(text: string): FileFormat {
  const start = text.trimStart();
  if (start.startsWith('[')) return 'json';
  if (!start.startsWith('{')) return 'csv';
  const [line = ''] = start.split('\n', 1);
  try {
    JSON.parse(line);
    return start.length > line.trimEnd().length + 1 && start.slice(line.length).trim() !== '' ? 'ndjson' : 'json';
  } catch (error) {
    if (error instanceof SyntaxError) return 'json';
    throw error;
  }
}
