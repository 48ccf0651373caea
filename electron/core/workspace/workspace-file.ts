import { join } from 'node:path';

/** The database of a workspace folder. */
export const workspaceFile = (folder: string): string => join(folder, 'workspace.db');
