import type { Reader } from '../db/sqlite.ts';

/** The zone of this computer. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which the person at this computer lives: set by hand, else the computer's. */
export const zoneOfPerson = (db: Reader, id: string): string =>
  db.get<{ zone: string | null }>('SELECT zone FROM people WHERE id = ?', id)?.zone ?? localZone();
