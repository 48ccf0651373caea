import type { Migration } from '../migrate.ts';

export const runbooksStep: Migration = {
  number: 9,
  name: 'runbooks',
  sql: /* sql */ ``,
};
