import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { readRows } from '../files/read-rows.ts';
import { defineJob } from '../jobs/job-kind.ts';

/** Enough to see how a column is written. */
const shownRows = 200;
/** A row that nests says so as JSON, shortened. */
const longestValue = 400;

/** Reads the first rows of a file, whatever its size. */
export const peekFileJob = defineJob<{ path: string }, PeekedFile>(({ path }, { signal }) => peekFile(path, signal));

export async function peekFile(path: string, signal: AbortSignal): Promise<PeekedFile> {
  const enough = new AbortController();
  const rows: Record<string, string>[] = [];
  let columns: string[] = [];
  try {
    const read = await readRows(
      { path },
      {},
      (batch) => {
        if (columns.length === 0) columns = [...new Set(batch.slice(0, shownRows).flatMap((row) => Object.keys(row)))];
        rows.push(...batch.slice(0, shownRows - rows.length).map(asText));
        if (rows.length >= shownRows) enough.abort();
      },
      AbortSignal.any([signal, enough.signal]),
    );
    columns = read.columns;
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error;
  }
  if (rows.length === 0)
    throw new Fault('bad_input', {
      happened: `${basename(path)} has no rows.`,
      remedy: 'Choose a CSV, JSON or NDJSON file with a header and rows.',
      place: { file: path },
    });
  return { path, name: basename(path), bytes: statSync(path).size, columns, rows };
}

const asText = (row: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
      return [name, text.slice(0, longestValue)];
    }),
  );
