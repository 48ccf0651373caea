import { Fault } from '../../../shared/contract/errors.ts';
import { purgedWords } from '../../../shared/domain/console/purged-words.ts';
import type { Reader } from '../db/sqlite.ts';

/** What was taken away for good, and by whom. */
export interface Purge {
  readonly purgedAt: number;
  readonly actor: string;
}

/** The instant that a UUIDv7 was made at (RFC 9562, section 5.7); null for another kind of id. */
export function madeAt(id: string): number | null {
  const hex = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id);
  return hex ? Number.parseInt(`${hex[1]}${hex[2]}`, 16) : null;
}

/** The purge that took an exchange away: the first that reached its time. Null when none did. */
export function purgeOfExchange(db: Reader, id: string): Purge | null {
  const at = madeAt(id);
  if (at === null) return null;
  return (
    db.get<Purge>(
      "SELECT purged_at AS purgedAt, actor FROM purges WHERE what = 'exchanges' AND older_than > ? AND purged_at >= ? ORDER BY purged_at LIMIT 1",
      at,
      at,
    ) ?? null
  );
}

/** The purge that reached furthest; null when no exchange was purged. */
export function lastPurge(db: Reader): (Purge & { readonly olderThan: number }) | null {
  return (
    db.get<Purge & { readonly olderThan: number }>(
      "SELECT purged_at AS purgedAt, actor, older_than AS olderThan FROM purges WHERE what = 'exchanges' ORDER BY older_than DESC LIMIT 1",
    ) ?? null
  );
}

/** Why there is no such exchange. */
export function purgedFault(db: Reader, id: string): Fault {
  const purge = purgeOfExchange(db, id);
  if (purge === null) return new Fault('not_found', { happened: 'There is no such exchange.', remedy: 'Look in the history.' });
  return new Fault('not_found', {
    happened: `This exchange was ${purgedWords(purge.purgedAt)} by ${purge.actor}.`,
    remedy: 'What rested on it keeps its figure; the call itself is in no file of the workspace. A backup from before may still have it.',
    details: { purgedAt: purge.purgedAt, actor: purge.actor },
  });
}
