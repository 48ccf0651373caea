import { stat, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { MappingRun } from '../../../shared/contract/mappings.ts';
import type { RowError } from '../../../shared/domain/mappings/mapping-spec.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { nameOf } from '../files/file-chunks.ts';
import { rowFileOf, type InputFile } from './create.ts';
import { compileOrFault } from './detail.ts';
import { runFilesFolder } from './run-files.ts';
import { rejectedFileOf } from './run-files.ts';
import { getMapping, getRun, revisionIn } from './store.ts';

export interface RunInput {
  readonly id: string;
  readonly input: InputFile;
  readonly format: 'csv' | 'ndjson';
  readonly outPath?: string | undefined;
}

/** Maps a whole file by the active revision, as a job; the run stays pinned to that revision. */
export async function runMapping(engine: Engine, actor: Actor, input: RunInput, signal?: AbortSignal): Promise<MappingRun> {
  const { name } = getMapping(engine.db, input.id);
  const active = revisionIn(engine.db, input.id, 'active');
  if (!active)
    throw new Fault('conflict', {
      happened: `${name} has no active revision.`,
      remedy: 'Activate its draft first: only an agreed mapping runs on files.',
    });
  compileOrFault(name, active.spec, active.revision);
  if (input.outPath !== undefined && (actor.via !== 'terminal' || !isAbsolute(input.outPath)))
    throw new Fault('not_allowed', {
      happened: 'A place for the output is taken from the terminal only.',
      remedy: 'Save the output after the run.',
    });
  const file = await rowFileOf(input.input, actor);
  const runId = engine.clock.newId();
  const { finished } = engine.jobs.start(
    'run mapping',
    {
      runId,
      mappingId: input.id,
      revisionId: active.revision.id,
      revisionNumber: active.revision.number,
      spec: active.spec,
      file,
      fileBytes: 'bytes' in file ? file.bytes.length : await sizeOf(file.path),
      format: input.format,
      outFile: input.outPath ?? join(runFilesFolder(engine.workspace.folder), `${runId}.${input.format}`),
    },
    { title: `${name} on ${nameOf(file)}`, actor, signal },
  );
  await finished;
  return getRun(engine.db, runId).run;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) return null;
    throw error;
  }
}

/** The rows that a run kept back, in the order of the file. */
export function rejectedRows(db: Reader, runId: string, limit: number) {
  const { run } = getRun(db, runId);
  const rows = db
    .all<{ row: number; outcome: 'rejected' | 'held'; reasons: string; source: string }>(
      'SELECT row, outcome, reasons, source FROM mapping_rejected_rows WHERE run_id = ? ORDER BY row LIMIT ?',
      runId,
      limit,
    )
    .map(({ reasons, ...row }) => ({ ...row, errors: JSON.parse(reasons) as RowError[] }));
  return { run, rows };
}

/** Notes that a person has looked at what was kept back: Today no longer names the run. */
export function reviewRun(engine: Engine, actor: Actor, runId: string): void {
  const { run } = getRun(engine.db, runId);
  const { name } = getMapping(engine.db, run.mappingId);
  engine.commands.run(actor, (changes) =>
    changes.bulk(
      'mapping',
      run.mappingId,
      `${name}: rows kept back by run ${run.number} looked at`,
      { rejected: run.rejected, held: run.held },
      (db) => db.run('UPDATE mapping_runs SET reviewed_at = ?, reviewed_by = ? WHERE id = ?', engine.clock.now(), actor.name, runId),
    ),
  );
}

/** What a run wrote, or kept back, to be saved by a person. */
export async function runOutput(db: Reader, runId: string, part: 'written' | 'rejected'): Promise<{ fileName: string; text: string }> {
  const { run, outputFile } = getRun(db, runId);
  const file = part === 'written' ? outputFile : rejectedFileOf(outputFile);
  const base = run.fileName.replace(/\.[a-z0-9]+$/i, '');
  try {
    return {
      fileName: part === 'written' ? `${base} mapped.${run.outputFormat}` : `${base} kept back.ndjson`,
      text: await readFile(file, 'utf8'),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Fault('not_found', {
      happened: `The output of run ${run.number} is no longer where it was written.`,
      remedy: 'Run the mapping on the file again: the same revision gives the same output.',
    });
  }
}
