import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';

/** The database of a workspace folder. */
export const workspaceFile = (folder: string): string => join(folder, 'workspace.db');

/** Where evidence is held until it is written to the database. */
export const heldFile = (file: string): string => `${file}-held`;

/** A database is up to four files: itself, its log of commits to come, the index of that log, and the evidence that is held. */
export const databaseFiles = (file: string): string[] => [...['', '-wal', '-shm'].map((suffix) => file + suffix), heldFile(file)];

/** Throws where a folder holds none: then nothing else, such as the keychain, need be asked. */
export function requireWorkspace(folder: string): void {
  if (existsSync(workspaceFile(folder))) return;
  throw new Fault('not_found', {
    happened: `There is no workspace in ${folder}.`,
    remedy: 'Choose the folder that holds workspace.db, or create a workspace there.',
  });
}
