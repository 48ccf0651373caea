import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Holder } from '../../../shared/contract/workspace.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';

export interface HolderNote extends Holder {
  /** Where the holder answers terminal commands, or null. */
  readonly socket: string | null;
}

export interface WorkspaceLock {
  /** Tells others where this holder answers. */
  announce(socket: string): void;
  release(): void;
}

const noteFile = (folder: string): string => join(folder, 'holder.json');
export const lockFile = (folder: string): string => join(folder, 'workspace.lock');

/**
 * Takes the workspace for this process. The lock is SQLite's own, on a file beside the workspace: the system lets go
 * of it when the process dies, however it dies, so that a stale lock cannot exist. (Rejected: a file with a process
 * id, which another process may have by then.) Throws a `workspace_held` fault that names the holder.
 */
export function takeLock(folder: string, program: Holder['program'], now: number): WorkspaceLock {
  const file = lockFile(folder);
  const note: HolderNote = { program, pid: process.pid, host: hostname(), user: userInfo().username, since: now, socket: null };
  const write = (value: HolderNote): void => writeFileSync(noteFile(folder), JSON.stringify(value), { mode: 0o600 });
  let db: Sqlite | null = null;
  try {
    db = new Sqlite(file, { busyTimeoutMs: 100, journal: 'DELETE' });
    db.script('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    write(note);
  } catch (error) {
    db?.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw heldFault(folder);
    throw asStorageFault(error, folder);
  }
  const held = db;
  return {
    announce: (socket) => write({ ...note, socket }),
    release: () => {
      rmSync(noteFile(folder), { force: true });
      held.close();
    },
  };
}

/** What the holder wrote about itself; null when there is none or it is being written just now. */
export function readHolder(folder: string): HolderNote | null {
  try {
    return JSON.parse(readFileSync(noteFile(folder), 'utf8')) as HolderNote;
  } catch {
    // No note: nobody holds it, or the holder has not come to write it yet.
    return null;
  }
}

function heldFault(folder: string): Fault {
  const holder = readHolder(folder);
  const who = holder
    ? `${holder.program === 'app' ? 'The Quartermaster app' : 'A terminal command'} of ${holder.user} on ${holder.host} (process ${holder.pid})`
    : 'Another process';
  return new Fault('workspace_held', {
    happened: `${who} has this workspace open.`,
    remedy: 'Close it there, or go on working there.',
    ...(holder ? { details: { holder } } : {}),
  });
}
