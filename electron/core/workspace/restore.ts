import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Holder } from '../../../shared/contract/workspace.ts';
import { isWholeDatabase, listBackups } from '../db/backup.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { takeLock } from './lock.ts';
import { databaseFiles, workspaceFile } from './workspace-file.ts';

/** Throws a fault when the file is not a backup of this workspace, or is damaged itself. */
export function checkBackup(folder: string, backup: string): void {
  const isOwnBackup = listBackups(folder).some((known) => resolve(known.file) === resolve(backup));
  if (!isOwnBackup) {
    throw new Fault('bad_input', {
      happened: `${backup} is not one of this workspace's backups.`,
      remedy: 'Choose one from the list of backups.',
    });
  }
  if (!isWholeDatabase(backup)) {
    throw new Fault('workspace_damaged', {
      happened: `The backup ${backup} is damaged.`,
      remedy: 'Choose another backup. Nothing was changed.',
    });
  }
}

/**
 * Puts a backup in the place of the live file. The live file is renamed together with its -wal and -shm files, so that
 * it can be brought back whole. The workspace must be closed. When it fails, the live file is where it was. `prepare` makes the copy fit for
 * its place, before it takes it.
 */
export function restoreBackup(
  folder: string,
  backup: string,
  program: Holder['program'],
  now: number,
  prepare: (file: string, takenAt: number) => void,
): void {
  checkBackup(folder, backup);
  const file = workspaceFile(folder);
  const lock = takeLock(folder, program, now);
  const partial = `${file}.restoring`;
  const keptAs = databaseFiles(`${file}.replaced-${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}`);
  const moved: { from: string; to: string }[] = [];
  try {
    copyFileSync(backup, partial);
    prepare(partial, listBackups(folder).find(({ file: known }) => resolve(known) === resolve(backup))?.takenAt ?? now);
    for (const [index, from] of databaseFiles(file).entries()) {
      const to = keptAs[index];
      if (to === undefined || !existsSync(from)) continue;
      renameSync(from, to);
      moved.push({ from, to });
    }
    renameSync(partial, file);
  } catch (error) {
    for (const { from, to } of moved) renameSync(to, from);
    rmSync(partial, { force: true });
    throw asStorageFault(error, folder);
  } finally {
    lock.release();
  }
}
