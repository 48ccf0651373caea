import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { isWholeDatabase, listBackups } from '../db/backup.ts';
import { takeLock } from './lock.ts';
import { workspaceFile } from './workspace-file.ts';

/**
 * Puts a backup in the place of the live file. The live file is renamed together with its -wal and -shm files, so that
 * it can be brought back whole. The workspace must be closed.
 */
export function restoreBackup(folder: string, backup: string, now: number): void {
  const file = workspaceFile(folder);
  const isOwnBackup = listBackups(folder).some((known) => resolve(known.file) === resolve(backup));
  if (!isOwnBackup) {
    throw new Fault('bad_input', { happened: `${backup} is not one of this workspace's backups.`, remedy: 'Choose one from the list of backups.' });
  }
  if (!isWholeDatabase(backup)) {
    throw new Fault('workspace_damaged', { happened: `The backup ${backup} is damaged.`, remedy: 'Choose another backup. Nothing was changed.' });
  }
  const lock = takeLock(folder, 'app', now);
  try {
    const partial = `${file}.restoring`;
    copyFileSync(backup, partial);
    const keptAs = `${file}.replaced-${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, keptAs + suffix);
    }
    renameSync(partial, file);
  } finally {
    lock.release();
  }
}
