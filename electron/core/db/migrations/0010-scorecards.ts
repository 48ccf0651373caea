import type { Migration } from '../migrate.ts';

export const scorecardsStep: Migration = {
  number: 10,
  name: 'scorecards',
  sql: /* sql */ ``,
};
