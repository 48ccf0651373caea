import type { Migration } from '../migrate.ts';

export const mappingsStep: Migration = {
  number: 5,
  name: 'mappings',
  sql: /* sql */ ``,
};
