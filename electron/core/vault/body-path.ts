import { join } from 'node:path';

/** As the vault names its files. */
const ownName = /^[\w-]{1,200}\.sealed$/;

/**
 * Where a sealed body lies. Its name comes from the database of a workspace that somebody else may have made: one that leads anywhere else
 * is never read, overwritten or removed.
 */
export function bodyPath(bodies: string, file: string): string {
  if (!ownName.test(file)) throw new Error('the workspace names a body that is no sealed file of its own');
  return join(bodies, file);
}
