import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { Sqlite, type Reader, type Writer } from '../db/sqlite.ts';
import { lockFile } from './lock.ts';
import { databaseFiles, workspaceFile } from './workspace-file.ts';

/** Beside the settings: no group of them has this name. */
const name = 'unfinished';

/** A workspace that is still being filled says so, until it is whole. */
export const noteUnfinished = (db: Writer): void => void db.run("INSERT INTO settings (id, value) VALUES (?, 'true')", name);
export const noteFinished = (db: Writer): void => void db.run('DELETE FROM settings WHERE id = ?', name);

const isUnfinished = (db: Reader): boolean => db.get('SELECT 1 FROM settings WHERE id = ?', name) !== undefined;

/** Half a sample is no workspace: it is not opened. */
export function refuseUnfinished(db: Reader, folder: string): void {
  if (!isUnfinished(db)) return;
  throw new Fault('conflict', {
    happened: `The sample in ${folder} was cut off while it was built.`,
    remedy: 'Make the sample again in the same folder: it takes its place. Nothing of yours is in it.',
  });
}

/** Whether a folder holds nothing but a sample that was cut off while it was built. */
export function holdsUnfinished(folder: string): boolean {
  const file = workspaceFile(folder);
  if (!existsSync(file)) return false;
  try {
    const db = new Sqlite(file, { isReadOnly: true });
    try {
      return isUnfinished(db);
    } finally {
      db.close();
    }
  } catch {
    // Damaged, or no workspace of ours: it stays.
    return false;
  }
}

/** Takes away what was built of a sample; the caller holds its lock, or has let go of it. */
export function removeUnfinished(folder: string): void {
  for (const path of [...databaseFiles(workspaceFile(folder)), lockFile(folder)]) rmSync(path, { force: true });
  // What is sealed in it can be read by nobody without the database.
  rmSync(join(folder, 'bodies'), { recursive: true, force: true });
}
