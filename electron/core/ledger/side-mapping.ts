import { activeRevision, listMappings } from '../mappings/service.ts';
import type { Reader } from '../db/sqlite.ts';
import type { SideMapping } from './read-side.ts';

/** A mapping as a side reads through it: the revision that is active now, with its name for the run's record. */
export function sideMapping(db: Reader, mappingId: string): SideMapping | null {
  const revision = activeRevision(db, mappingId);
  if (revision === null) return null;
  const name = listMappings(db).find(({ id }) => id === mappingId)?.name ?? 'mapping';
  return { words: `${name}, revision ${revision.number}`, spec: revision.spec };
}
