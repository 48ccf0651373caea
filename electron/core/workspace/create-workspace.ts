import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { migrate } from '../db/migrate.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import { lockFile, takeLock, type WorkspaceLock } from './lock.ts';
import { connect, type OpenOptions, type WorkspaceFile } from './open-workspace.ts';
import { holdsUnfinished, noteUnfinished } from './unfinished.ts';
import { databaseFiles, workspaceFile } from './workspace-file.ts';

/**
 * Makes a new workspace in an empty or new folder. It is built under another name and renamed when it is whole, so that
 * neither a failure nor a sudden end leaves half a workspace; what was made is removed when it fails.
 */
export async function createWorkspaceFile(folder: string, name: string, isSample: boolean, options: OpenOptions): Promise<WorkspaceFile> {
  const file = workspaceFile(folder);
  if (existsSync(file) && !holdsUnfinished(folder)) {
    throw new Fault('conflict', { happened: `There is a workspace in ${folder} already.`, remedy: 'Open it, or choose another folder.' });
  }
  const unfinished = `${file}.new`;
  const madeFolders = makeFolder(folder);
  let lock: WorkspaceLock | null = null;
  try {
    const own = [...databaseFiles(unfinished), ...databaseFiles(file)].map((path) => basename(path));
    refuseOtherFiles(folder, [basename(lockFile(folder)), 'holder.json', 'bodies', ...own]);
    lock = takeLock(folder, options.program, options.clock.now());
    // A sample that was cut off: whoever built it is gone, or the lock would not have been free.
    if (holdsUnfinished(folder)) for (const path of databaseFiles(file)) rmSync(path, { force: true });
    build(unfinished, name, isSample, options);
    renameSync(unfinished, file);
    return { folder, ...connect(folder, options), lock, readOnlyReason: null };
  } catch (error) {
    // Whoever holds the lock is making a workspace here just now: theirs must stay.
    if (lock) {
      for (const path of [...databaseFiles(unfinished), ...databaseFiles(file), lockFile(folder)]) rmSync(path, { force: true });
      lock.release();
    }
    removeEmpty(madeFolders);
    throw asStorageFault(error, folder);
  }
}

function build(file: string, name: string, isSample: boolean, { clock }: OpenOptions): void {
  // Left by a process that ended while it made a workspace here.
  for (const path of databaseFiles(file)) rmSync(path, { force: true });
  // Nothing of it counts before it has its name: one sync when it is closed, not one for each migration.
  const db = new Sqlite(file, { synchronous: 'NORMAL' });
  try {
    migrate(db, clock.now());
    db.run(
      'INSERT INTO workspace (id, name, is_sample, created_at) VALUES (?, ?, ?, ?)',
      clock.newId(),
      name,
      isSample ? 1 : 0,
      clock.now(),
    );
    if (isSample) noteUnfinished(db);
  } finally {
    db.close();
  }
}

/**
 * The folders that had to be made, innermost first. One by one: Node's own recursive way never comes back below a
 * folder of the system that answers "no such path" to every new name (/proc).
 */
function makeFolder(folder: string): string[] {
  const made: string[] = [];
  try {
    const missing: string[] = [];
    for (let path = folder; !existsSync(path); path = dirname(path)) missing.push(path);
    for (const path of missing.toReversed()) {
      mkdirSync(path, { mode: 0o700 });
      made.unshift(path);
    }
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return made;
  } catch (error) {
    removeEmpty(made);
    const code = (error as { code?: unknown }).code;
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw new Fault('bad_input', { happened: `${folder} is a file, not a folder.`, remedy: 'Choose a folder.' });
    // A folder of the system that takes no files (/proc, /sys) says that the path is not there.
    if (code === 'ENOENT')
      throw new Fault('no_permission', { happened: `No folder can be made at ${folder}.`, remedy: 'Choose another folder.' });
    throw asStorageFault(error, folder);
  }
}

function refuseOtherFiles(folder: string, own: readonly string[]): void {
  if (readdirSync(folder).every((entry) => entry.startsWith('.') || entry === 'backups' || own.includes(entry))) return;
  throw new Fault('bad_input', {
    happened: `${folder} has other files in it.`,
    remedy: 'Choose an empty folder or a new one for the workspace.',
  });
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else was put there meanwhile: then it stays.
      return;
    }
  }
}
