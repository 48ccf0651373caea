import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Holder } from '../../../shared/contract/workspace.ts';
import { makeBackup, listBackups } from '../db/backup.ts';
import type { Clock } from '../db/commands.ts';
import { applicationId, migrate, newestSchema, schemaVersion } from '../db/migrate.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import type { Log } from '../log.ts';
import { readHolder, takeLock, type WorkspaceLock } from './lock.ts';
import { workspaceFile } from './workspace-file.ts';

/** An opened workspace file with its connections; the engine is built on top of it. */
export interface WorkspaceFile {
  readonly folder: string;
  readonly id: string;
  /** The connection of commands and queries, durable over a power cut. */
  readonly db: Sqlite;
  /** The connection that evidence is written with: durable over a crash, several times quicker. */
  readonly evidence: Sqlite;
  readonly lock: WorkspaceLock | null;
  readonly readOnlyReason: string | null;
}

export interface OpenOptions {
  readonly program: Holder['program'];
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes a new workspace in an empty or new folder. Nothing is left behind when it fails. */
export async function createWorkspaceFile(folder: string, name: string, isSample: boolean, options: OpenOptions): Promise<WorkspaceFile> {
  if (existsSync(workspaceFile(folder))) {
    throw new Fault('conflict', { happened: `There is a workspace in ${folder} already.`, remedy: 'Open it, or choose another folder.' });
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
  } catch (error) {
    throw asFolderFault(error, folder);
  }
  if (readdirSync(folder).some((entry) => !entry.startsWith('.') && entry !== 'backups')) {
    throw new Fault('bad_input', { happened: `${folder} has other files in it.`, remedy: 'Choose an empty folder or a new one for the workspace.' });
  }
  const lock = takeLock(folder, options.program, options.clock.now());
  let db: Sqlite | null = null;
  try {
    db = new Sqlite(workspaceFile(folder), slowQueries(options.log));
    migrate(db, options.clock.now());
    const id = options.clock.newId();
    db.run('INSERT INTO workspace (id, name, is_sample, created_at) VALUES (?, ?, ?, ?)', id, name, isSample ? 1 : 0, options.clock.now());
    return { folder, id, db, evidence: new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' }), lock, readOnlyReason: null };
  } catch (error) {
    db?.close();
    lock.release();
    throw asStorageFault(error, folder);
  }
}

/** Opens the workspace of a folder: takes the lock, checks the file, backs up and migrates an older one. */
export async function openWorkspaceFile(folder: string, options: OpenOptions): Promise<WorkspaceFile> {
  const file = workspaceFile(folder);
  if (!existsSync(file)) {
    throw new Fault('not_found', { happened: `There is no workspace in ${folder}.`, remedy: 'Choose the folder that holds workspace.db, or create a workspace there.' });
  }
  // A note that is still there although nobody holds the lock: the last holder did not close it.
  const wasLeftOpen = readHolder(folder) !== null;
  const found = inspect(file, folder);
  if (found.schema > newestSchema) return openNewer(folder, found.schema);
  const lock = takeLock(folder, options.program, options.clock.now());
  let db: Sqlite | null = null;
  try {
    db = new Sqlite(file, slowQueries(options.log));
    if (wasLeftOpen && db.pragma<string>('quick_check') !== 'ok') throw damagedFault(folder, 'did not pass its check after an unclean stop');
    if (found.schema < newestSchema) {
      await makeBackup(db, folder, 'migration', options.clock.now());
      migrate(db, options.clock.now());
    } else {
      migrate(db, options.clock.now());
    }
    const evidence = new Sqlite(file, { synchronous: 'NORMAL' });
    return { folder, id: workspaceId(db), db, evidence, lock, readOnlyReason: null };
  } catch (error) {
    db?.close();
    lock.release();
    throw withBackups(asStorageFault(error, folder), folder);
  }
}

export function closeWorkspaceFile(workspace: WorkspaceFile): void {
  workspace.evidence.close();
  if (workspace.readOnlyReason === null) {
    workspace.db.pragma('optimize');
    workspace.db.pragma('wal_checkpoint(TRUNCATE)');
  }
  workspace.db.close();
  workspace.lock?.release();
}

/** The name of the person at this computer, for the activity. */
export const loginName = (): string => userInfo().username;

const workspaceId = (db: Sqlite): string => db.get<{ id: string }>('SELECT id FROM workspace')?.id ?? '';

const slowQueries = (log: Log) => ({
  onSlowQuery: (sql: string, ms: number): void => log.info(`slow query, ${Math.round(ms)} ms: ${sql.replaceAll(/\s+/g, ' ').slice(0, 200)}`),
});

/** Looks at a file without changing it. */
function inspect(file: string, folder: string): { schema: number } {
  let db: Sqlite | null = null;
  try {
    db = new Sqlite(file, { isReadOnly: true });
    const id = db.pragma<number>('application_id');
    const schema = schemaVersion(db);
    if (id !== applicationId) {
      throw new Fault('workspace_foreign', {
        happened: `${file} is a database, but not a Quartermaster workspace.`,
        remedy: 'Choose the folder of a workspace. The file was not touched.',
      });
    }
    return { schema };
  } catch (error) {
    throw withBackups(asStorageFault(error, file), folder);
  } finally {
    db?.close();
  }
}

function openNewer(folder: string, schema: number): WorkspaceFile {
  const db = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  const evidence = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  return {
    folder,
    id: workspaceId(db),
    db,
    evidence,
    lock: null,
    readOnlyReason: `A newer version of Quartermaster wrote it (schema ${schema}; this version knows ${newestSchema}). You can look at everything; update to change it.`,
  };
}

function damagedFault(folder: string, why: string): Fault {
  return new Fault('workspace_damaged', { happened: `The workspace in ${folder} ${why}.`, remedy: 'Restore one of its backups. The damaged file is kept beside it.' });
}

/** A damaged workspace comes with what it can be restored from. */
function withBackups(error: unknown, folder: string): unknown {
  if (!(error instanceof Fault) || error.code !== 'workspace_damaged') return error;
  const backups = listBackups(folder);
  const remedy = backups.length > 0 ? error.data.remedy : 'It has no backups here. Put a copy of workspace.db from elsewhere in its place; the damaged file is not touched.';
  return new Fault(error.code, { ...error.data, remedy, details: { folder, backups } });
}

function asFolderFault(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'EEXIST' || code === 'ENOTDIR' || (error as Error).message === 'not a folder') {
    return new Fault('bad_input', { happened: `${folder} is a file, not a folder.`, remedy: 'Choose a folder.' });
  }
  return asStorageFault(error, folder);
}
