import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Holder } from '../../../shared/contract/workspace.ts';
import { makeBackup, listBackups } from '../db/backup.ts';
import type { Clock } from '../db/commands.ts';
import { applicationId, migrate, migrations, schemaVersion, type Migration } from '../db/migrate.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import type { Log } from '../log.ts';
import { readHolder, takeLock, type WorkspaceLock } from './lock.ts';
import { refuseUnfinished } from './unfinished.ts';
import { requireWorkspace, workspaceFile } from './workspace-file.ts';

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
  /** The steps of the schema that this version knows; all of ours unless told. */
  readonly steps?: readonly Migration[];
}

/** Opens the workspace of a folder: takes the lock, checks the file, backs up and migrates an older one. */
export async function openWorkspaceFile(folder: string, options: OpenOptions): Promise<WorkspaceFile> {
  const { steps = migrations, clock } = options;
  const file = workspaceFile(folder);
  requireWorkspace(folder);
  // A note that is still there although nobody holds the lock: the last holder did not close it.
  const wasLeftOpen = readHolder(folder) !== null;
  const found = inspect(file, folder);
  if (found.schema > steps.length) return openNewer(folder, found.schema, steps.length);
  const lock = takeLock(folder, options.program, clock.now());
  let db: Sqlite | null = null;
  try {
    db = new Sqlite(file, slowQueries(options.log));
    if (wasLeftOpen && db.pragma<string>('quick_check') !== 'ok')
      throw damagedFault(folder, 'did not pass its check after an unclean stop');
    if (found.schema < steps.length) await makeBackup(db, folder, 'migration', clock.now());
    migrate(db, clock.now(), steps);
    refuseUnfinished(db, folder);
    return { folder, id: workspaceId(db), db, evidence: evidenceConnection(file), lock, readOnlyReason: null };
  } catch (error) {
    db?.close();
    lock.release();
    throw withBackups(asStorageFault(error, folder), folder);
  }
}

/** The two connections to a workspace that is whole and up to date. */
export function connect(folder: string, options: OpenOptions): Pick<WorkspaceFile, 'id' | 'db' | 'evidence'> {
  const file = workspaceFile(folder);
  const db = new Sqlite(file, slowQueries(options.log));
  try {
    return { id: workspaceId(db), db, evidence: evidenceConnection(file) };
  } catch (error) {
    db.close();
    throw error;
  }
}

const evidenceConnection = (file: string): Sqlite => new Sqlite(file, { synchronous: 'NORMAL', checkpointPages: 4000, cacheKb: 16_000 });

export function closeWorkspaceFile(workspace: WorkspaceFile, log: Log): void {
  workspace.evidence.close();
  try {
    if (workspace.readOnlyReason === null) workspace.db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // Tidying up only: on a full disk the log of commits simply stays beside the file until the next start.
    log.bug(error);
  } finally {
    workspace.db.close();
    workspace.lock?.release();
  }
}

/** The name of the person at this computer, for the activity. */
export const loginName = (): string => userInfo().username;

const workspaceId = (db: Sqlite): string => db.get<{ id: string }>('SELECT id FROM workspace')?.id ?? '';

const slowQueries = (log: Log) => ({
  onSlowQuery: (sql: string, ms: number): void =>
    log.info(`slow query, ${Math.round(ms)} ms: ${sql.replaceAll(/\s+/g, ' ').slice(0, 200)}`),
});

/** Looks at a file without changing it. */
function inspect(file: string, folder: string): { schema: number } {
  let db: Sqlite | null = null;
  try {
    // SQLite takes a file of no bytes for a new database; ours was cut to nothing.
    if (statSync(file).size === 0) throw damagedFault(folder, 'is an empty file');
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

function openNewer(folder: string, schema: number, known: number): WorkspaceFile {
  const db = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  const evidence = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  return {
    folder,
    id: workspaceId(db),
    db,
    evidence,
    lock: null,
    readOnlyReason: `A newer version of Quartermaster wrote it (schema ${schema}; this version knows ${known}). You can look at everything; to change it, install the newer version.`,
  };
}

function damagedFault(folder: string, why: string): Fault {
  return new Fault('workspace_damaged', {
    happened: `The workspace in ${folder} ${why}.`,
    remedy: 'Restore one of its backups. The damaged file is kept beside it.',
  });
}

/** A damaged workspace comes with what it can be restored from. */
export function withBackups(error: unknown, folder: string): unknown {
  if (!(error instanceof Fault) || error.code !== 'workspace_damaged') return error;
  const backups = listBackups(folder);
  const remedy =
    backups.length > 0
      ? error.data.remedy
      : 'It has no backups here. Put a copy of workspace.db from elsewhere in its place; the damaged file is not touched.';
  return new Fault(error.code, { ...error.data, remedy, details: { folder, backups } });
}
