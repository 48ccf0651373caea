import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { compileMapping, type CompiledMapping } from '../../../shared/domain/mappings/compile-mapping.ts';
import { readRows } from '../files/read-rows.ts';
import { defineJob } from '../jobs/job-kind.ts';
import type { SideMapping } from './read-side.ts';

/** Enough to see how a column is written. */
const shownRows = 200;
/** A row that nests says so as JSON, shortened. */
const longestValue = 400;

interface PeekInput {
  readonly path: string;
  /** Null: the file as it is. */
  readonly mapping: SideMapping | null;
}

/** Reads the first rows of a file, whatever its size. */
export const peekFileJob = defineJob<PeekInput, PeekedFile>(({ path, mapping }, { signal }) => peekFile(path, mapping, signal));

export async function peekFile(path: string, mapping: SideMapping | null, signal: AbortSignal): Promise<PeekedFile> {
  const enough = new AbortController();
  const rows: Record<string, string>[] = [];
  const compiled = mapping === null ? null : compileMapping(mapping.spec);
  let columns: string[] = [];
  try {
    const file = await readRows(
      { path },
      mapping === null ? {} : sourceOf(mapping),
      (read) => {
        const batch = compiled === null ? read : mapped(compiled, read);
        if (columns.length === 0) columns = [...new Set(batch.slice(0, shownRows).flatMap((row) => Object.keys(row)))];
        rows.push(...batch.slice(0, shownRows - rows.length).map(asText));
        if (rows.length >= shownRows) enough.abort();
      },
      AbortSignal.any([signal, enough.signal]),
    );
    if (mapping === null) columns = file.columns;
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error;
  }
  if (rows.length === 0)
    throw new Fault('bad_input', {
      happened: mapping === null ? `${basename(path)} has no rows.` : `No row of ${basename(path)} comes through ${mapping.words}.`,
      remedy:
        mapping === null
          ? 'Choose a CSV, JSON or NDJSON file with a header and rows.'
          : 'Choose the mapping that was made for this kind of file.',
      place: { file: path },
    });
  return { path, name: basename(path), bytes: statSync(path).size, columns, rows };
}

const sourceOf = ({ spec: { source } }: SideMapping) => ({
  format: source.format,
  delimiter: source.delimiter ?? undefined,
  encoding: source.encoding ?? undefined,
});

/** The rows that the mapping lets through, of the first ones: more are not shown. */
const mapped = (compiled: CompiledMapping, rows: readonly Record<string, unknown>[]): Record<string, unknown>[] =>
  rows.slice(0, shownRows).flatMap((row) => {
    const { values, isRejected } = compiled.apply(row);
    return isRejected ? [] : [values];
  });

const asText = (row: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
      return [name, text.slice(0, longestValue)];
    }),
  );
