import { isAbsolute } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import { nameOf } from '../files/file-chunks.ts';
import { readRows, type RowFile } from '../files/read-rows.ts';

/** `sha256`: the file was chosen for a schedule, and has to be the one it was then; null: it is being chosen now. */
export type DataFile =
  | { readonly file: File }
  | { readonly path: string; readonly sha256?: undefined }
  | { readonly path: string; readonly sha256: string | null };

export interface DataRows {
  readonly fileName: string;
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly unreadable: number;
}

/** A run holds its rows in the workspace; above this it is cut into several by a person. */
const mostRows = 50_000;

/** Reads a CSV, JSON or NDJSON file whole. A path may only come from a terminal of this machine. */
export async function readData(input: DataFile, actor: Actor, signal?: AbortSignal): Promise<DataRows> {
  const file: RowFile =
    'file' in input
      ? { bytes: new Uint8Array(await input.file.arrayBuffer()), fileName: input.file.name }
      : { path: input.sha256 === undefined ? pathOf(input.path, actor) : input.path };
  const rows: Record<string, unknown>[] = [];
  const result = await readRows(
    file,
    {},
    (batch) => {
      if (rows.length + batch.length > mostRows)
        throw new Fault('bad_input', {
          happened: `${nameOf(file)} has more than ${grouped(mostRows)} rows.`,
          remedy: 'Cut it into several files and run them one after the other. Nothing was sent.',
        });
      rows.push(...batch);
    },
    signal,
  );
  if ('path' in input && typeof input.sha256 === 'string' && result.sha256 !== input.sha256)
    throw new Fault('conflict', {
      happened: `${nameOf(file)} is not the file that was chosen for the schedule: it was changed since.`,
      remedy: 'Look at it, and choose it again. Nothing was sent.',
      place: { file: input.path },
    });
  if (rows.length === 0)
    throw new Fault('bad_input', {
      happened: `${nameOf(file)} has no rows that can be read.`,
      remedy: 'Choose another file. Nothing was sent.',
    });
  return { fileName: nameOf(file), sha256: result.sha256, columns: result.columns, rows, unreadable: result.rejected };
}

function pathOf(path: string, actor: Actor): string {
  if (actor.via === 'terminal' && isAbsolute(path)) return path;
  throw new Fault('not_allowed', {
    happened: 'A file is read by its place for the terminal only.',
    remedy: 'Choose the file in the window.',
  });
}
