import { join } from 'node:path';

/** The database of a workspace folder. */
export const workspaceFile = (folder: string): string => join(folder, 'workspace.db');

/** A database is up to three files: itself, its log of commits to come, and the index of that log. */
export const databaseFiles = (file: string): string[] => ['', '-wal', '-shm'].map((suffix) => file + suffix);
