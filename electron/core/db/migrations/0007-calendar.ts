import type { Migration } from '../migrate.ts';

export const laddersStep: Migration = {
  number: 7,
  name: 'calendar',
  sql: /* sql */ ``,
};
