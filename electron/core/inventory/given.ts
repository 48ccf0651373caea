import type { Row } from '../db/change-log.ts';

/** Only the columns that were given. */
export const given = (patch: Readonly<Record<string, string | number | null | undefined>>): Row =>
  Object.fromEntries(Object.entries(patch).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined));
