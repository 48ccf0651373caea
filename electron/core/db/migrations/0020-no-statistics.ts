import type { Migration } from '../migrate.ts';

/**
 * What SQLite had counted for its plans goes, and is counted no more. Counted while a table was almost empty, it made every look-up by an
 * id read the whole history later.
 */
export const noStatisticsStep: Migration = {
  number: 20,
  name: 'no statistics',
  sql: /* sql */ `
DROP TABLE IF EXISTS sqlite_stat1;
DROP TABLE IF EXISTS sqlite_stat4;
`,
};
