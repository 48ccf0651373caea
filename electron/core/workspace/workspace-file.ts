import { join } from 'node:path';

/** The database of a workspace folder. */
export const workspaceFile = (folder: string): string => join(folder, 'workspace.db');

/** Where evidence is held until it is written to the database. */
export const heldFile = (file: string): string => `${file}-held`;

/** A database is up to four files: itself, its log of commits to come, the index of that log, and the evidence that is held. */
export const databaseFiles = (file: string): string[] => [...['', '-wal', '-shm'].map((suffix) => file + suffix), heldFile(file)];
