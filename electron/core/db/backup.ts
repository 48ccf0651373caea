import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupInfo } from '../../../shared/contract/workspace.ts';
import { Sqlite } from './sqlite.ts';

const reasons = { hand: 'by hand', migration: 'before migration', restore: 'before restore', scheduled: 'scheduled' } as const;
export type BackupReason = keyof typeof reasons;

/** How many backups are kept unless somebody set another number; the oldest go first. */
const keptBackups = 20;
const nameForm = /^(\d{8}T\d{9}Z)-(hand|migration|restore|scheduled)\.db$/;

export const backupFolder = (workspaceFolder: string): string => join(workspaceFolder, 'backups');

/** `20261121T081500123Z`: sorts by time and is a file name everywhere. */
const stamp = (now: number): string => new Date(now).toISOString().replaceAll(/[-:.]/g, '');

function stampTime(text: string): number {
  const [, y, mo, d, h, mi, s, ms] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(text) ?? [];
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s), Number(ms));
}

/** True when the file opens as a database and passes quick_check. */
export function isWholeDatabase(file: string): boolean {
  try {
    const db = new Sqlite(file, { isReadOnly: true });
    try {
      return db.pragma<string>('quick_check') === 'ok';
    } finally {
      db.close();
    }
  } catch {
    // Not a database at all: that is the answer, not an accident.
    return false;
  }
}

/**
 * Copies the database with SQLite's online backup, opens and checks the copy, and only then gives it its name.
 * Throws when the copy does not pass; the half-made file is removed.
 */
export async function makeBackup(
  db: Sqlite,
  workspaceFolder: string,
  reason: BackupReason,
  now: number,
  kept = keptBackups,
): Promise<BackupInfo> {
  const folder = backupFolder(workspaceFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${stamp(now)}-${reason}.db`);
  const partial = `${file}.part`;
  try {
    await db.backupTo(partial);
    if (!isWholeDatabase(partial)) throw new Error(`the backup ${basename(file)} did not pass quick_check`);
    renameSync(partial, file);
  } finally {
    // The check may leave -wal and -shm files of the copy behind.
    for (const rest of [partial, `${partial}-wal`, `${partial}-shm`]) rmSync(rest, { force: true });
  }
  rotate(folder, kept, now);
  return describe(file);
}

function describe(file: string): BackupInfo {
  const [, time = '', reason = 'hand'] = nameForm.exec(basename(file)) ?? [];
  return {
    file,
    takenAt: stampTime(time),
    sizeBytes: statSync(file).size,
    reason: reasons[reason as BackupReason],
    isVerified: true,
  };
}

function backupFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => nameForm.test(name))
    .toSorted()
    .toReversed()
    .map((name) => join(folder, name));
}

/** Newest first. Only files that this app made and verified carry such a name. */
export function listBackups(workspaceFolder: string): BackupInfo[] {
  return backupFiles(backupFolder(workspaceFolder)).map(describe);
}

/** What lies ahead was made while the clock was wrong: it goes before anything else, or it would keep each new one out. */
function rotate(folder: string, kept: number, now: number): void {
  const newestFirst = backupFiles(folder);
  const isAhead = (file: string): boolean => stampTime(nameForm.exec(basename(file))?.[1] ?? '') > now;
  const order = [...newestFirst.filter((file) => !isAhead(file)), ...newestFirst.filter(isAhead)];
  for (const file of order.slice(kept)) rmSync(file, { force: true });
}
