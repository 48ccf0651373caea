import { Fault } from '../../../shared/contract/errors.ts';
import type { Actor, Operation } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';

interface NamedRequest {
  readonly id: string;
  readonly name: string;
}

/** Who gave a request the content it has. */
function lastChange(db: Reader, id: string): { readonly actor: string; readonly via: string; readonly operation: Operation } | undefined {
  return db.get(
    `SELECT actor, via, operation FROM activity WHERE entity = 'savedRequest' AND entity_id = ?
       AND (json_type(after, '$.draft') IS NOT NULL OR json_type(after, '$.environment_id') IS NOT NULL) ORDER BY seq DESC LIMIT 1`,
    id,
  );
}

/** To save would take back what somebody else did meanwhile, without a word. */
export function staleEdit(db: Reader, { id, name }: NamedRequest): Fault {
  const last = lastChange(db, id);
  return new Fault('conflict', {
    happened: `${last?.actor ?? 'Somebody'} changed “${name}”${last?.via === 'terminal' ? ' in the terminal' : ''} meanwhile.`,
    remedy: 'Save yours under another name, or go back to what is saved and make your change there. Nothing was saved.',
    place: { path: 'baseVersion' },
  });
}

/**
 * Refuses what is written over a request without having looked at it, when somebody else, or the same person in the window, gave it the
 * content it has. What the same person saved in the same way is no such change: a script saves again and again.
 */
export function refuseOverOthers(db: Reader, { id, name }: NamedRequest, by: Pick<Actor, 'name' | 'via'>): void {
  const last = lastChange(db, id);
  if (last === undefined || (last.actor === by.name && last.via === by.via)) return;
  throw new Fault('conflict', {
    happened: `“${name}” was last ${last.operation === 'create' ? 'saved' : 'changed'} ${last.via === 'terminal' ? 'in the terminal' : 'in the window'}, by ${last.actor}, and sends something else.`,
    remedy: 'Look at it first, then say that yours takes its place, or save yours under another name. Nothing was saved.',
    place: { path: 'isUnseen' },
  });
}
