import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { once } from 'node:events';
import type { MappingRun } from '../../../shared/contract/mappings.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { compileMapping } from '../../../shared/domain/mappings/compile-mapping.ts';
import type { MappedRow, MappingSpec, RowError } from '../../../shared/domain/mappings/mapping-spec.ts';
import { leavesOf } from '../../../shared/domain/mappings/source-path.ts';
import { readersOfPaths } from '../../../shared/domain/mappings/rule-paths.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { Sqlite } from '../db/sqlite.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { readRows, type RowFile } from '../files/read-rows.ts';
import { nameOf } from '../files/file-chunks.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';
import { csvLine } from './csv-line.ts';
import { ErrorCounts } from './error-counts.ts';
import { rejectedFileOf } from './run-files.ts';

export interface RunMappingInput {
  readonly runId: string;
  readonly mappingId: string;
  readonly revisionId: string;
  readonly revisionNumber: number;
  readonly spec: MappingSpec;
  readonly file: RowFile;
  /** For progress; null when it is not known. */
  readonly fileBytes: number | null;
  readonly format: 'csv' | 'ndjson';
  /** The output; rows that are kept back go beside it. */
  readonly outFile: string;
}

type NewRun = Omit<MappingRun, 'number' | 'reviewedAt' | 'reviewedBy' | 'hasOutput'>;

/** Rows kept in the workspace to look at; all of them are in the file beside the output. */
const keptInWorkspace = 10_000;

interface KeptRow {
  readonly row: number;
  readonly outcome: 'rejected' | 'held';
  readonly errors: readonly RowError[];
  readonly source: unknown;
}

/** Maps a file row by row. Every row of the file is written, rejected or held; nothing is kept of a run that was cancelled. */
export const runMappingJob = defineJob<RunMappingInput, { runId: string }>(async (input, context) => {
  const { signal, progress, clock, actor } = context;
  const startedAt = clock.now();
  const { apply } = compileMapping(input.spec);
  const names = input.spec.destination.fields.map(({ name }) => name);
  const parts = [input.outFile, rejectedFileOf(input.outFile)].map((file) => `${file}.part`) as [string, string];
  await mkdir(dirname(input.outFile), { recursive: true });
  const open = (file: string): Writable => createWriteStream(file, { mode: 0o600 });
  const [output, kept] = [open(parts[0]), open(parts[1])];
  const failure = Promise.race([once(output, 'error'), once(kept, 'error')]).then(([error]) => Promise.reject(error as Error));
  failure.catch(() => undefined);
  const hash = createHash('sha256');
  const counts = { written: 0, rejected: 0, held: 0, flagged: 0 };
  const errors = new ErrorCounts();
  const forWorkspace: KeptRow[] = [];
  const settled = new Set([
    ...readersOfPaths(input.spec).keys(),
    ...Object.keys(input.spec.ignored),
    ...input.spec.source.fields.map(({ path }) => path),
  ]);
  const unreviewed = new Set<string>();
  const write = (text: string): void => {
    hash.update(text);
    output.write(text);
  };
  const keep = (row: KeptRow): void => {
    counts[row.outcome] += 1;
    kept.write(`${JSON.stringify(row)}\n`);
    if (forWorkspace.length < keptInWorkspace) forWorkspace.push(row);
  };
  const take = (mapped: MappedRow, source: unknown, row: number): string => {
    for (const error of mapped.errors) errors.add(error, row);
    if (mapped.isRejected) {
      keep({ row, outcome: mapped.isHeld ? 'held' : 'rejected', errors: mapped.errors, source });
      return '';
    }
    counts.written += 1;
    if (mapped.errors.length > 0) counts.flagged += 1;
    return input.format === 'csv' ? csvLine(names.map((name) => mapped.values[name] ?? null)) : `${JSON.stringify(mapped.values)}\n`;
  };
  try {
    if (input.format === 'csv') write(csvLine(names));
    const read = await Promise.race([
      readRows(
        input.file,
        {
          format: input.spec.source.format,
          delimiter: input.spec.source.format === 'csv' ? (input.spec.source.delimiter ?? undefined) : undefined,
          onUnreadable: ({ row, code, raw }) => {
            const error: RowError = { field: '(row)', step: null, code, value: raw.slice(0, 80), effect: 'rejected' };
            errors.add(error, row);
            keep({ row, outcome: 'rejected', errors: [error], source: raw });
          },
          onProgress: (bytes) => {
            const done = counts.written + counts.rejected + counts.held;
            progress(input.fileBytes ? Math.min(1, bytes / input.fileBytes) : null, `${grouped(done)} rows`);
          },
        },
        (rows, first) => {
          let text = '';
          rows.forEach((source, index) => {
            text += take(apply(source), source, first + index);
          });
          for (const path of leavesOf(rows[0] ?? {}, 1).keys()) if (!settled.has(path) && unreviewed.size < 200) unreviewed.add(path);
          write(text);
        },
        signal,
      ),
      failure,
    ]);
    await Promise.all([output, kept].map((stream) => new Promise<void>((resolve) => stream.end(resolve))));
    signal.throwIfAborted();
    const rowsIn = read.rows + read.rejected;
    await rename(parts[0], input.outFile);
    await rename(parts[1], rejectedFileOf(input.outFile));
    const run: NewRun = {
      id: input.runId,
      mappingId: input.mappingId,
      revisionId: input.revisionId,
      revisionNumber: input.revisionNumber,
      fileName: nameOf(input.file),
      inputSha256: read.sha256,
      outputSha256: hash.digest('hex'),
      outputFormat: input.format,
      rowsIn,
      ...counts,
      errors: errors.list(),
      unreviewed: [...unreviewed],
      actor: actor.name,
      startedAt,
      finishedAt: clock.now(),
    };
    keepRun(context.folder, run, input.outFile, forWorkspace);
    context.changed(['mappings', 'today']);
    return { runId: input.runId };
  } catch (error) {
    for (const stream of [output, kept]) stream.destroy();
    await Promise.all(parts.map((file) => rm(file, { force: true })));
    throw asStorageFault(error, input.outFile);
  }
});

function keepRun(folder: string, run: NewRun, outFile: string, rows: readonly KeptRow[]): void {
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  try {
    db.transaction(() => {
      const number =
        (db.get<{ n: number | null }>('SELECT max(number) AS n FROM mapping_runs WHERE mapping_id = ?', run.mappingId)?.n ?? 0) + 1;
      db.run(
        `INSERT INTO mapping_runs (id, mapping_id, number, revision_id, revision_number, file_name, input_sha256, output_sha256, output_format,
         output_file, rows_in, written, rejected, held, flagged, errors, unreviewed, actor, started_at, finished_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        run.id,
        run.mappingId,
        number,
        run.revisionId,
        run.revisionNumber,
        run.fileName,
        run.inputSha256,
        run.outputSha256,
        run.outputFormat,
        outFile,
        run.rowsIn,
        run.written,
        run.rejected,
        run.held,
        run.flagged,
        JSON.stringify(run.errors),
        JSON.stringify(run.unreviewed),
        run.actor,
        run.startedAt,
        run.finishedAt,
      );
      for (const { row, outcome, errors, source } of rows)
        db.run(
          'INSERT INTO mapping_rejected_rows (run_id, row, outcome, reasons, source) VALUES (?, ?, ?, ?, ?)',
          run.id,
          row,
          outcome,
          JSON.stringify(errors),
          typeof source === 'string' ? source : JSON.stringify(source),
        );
    });
  } finally {
    db.close();
  }
}
