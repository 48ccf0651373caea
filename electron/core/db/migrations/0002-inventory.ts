import type { Migration } from '../migrate.ts';

export const inventoryStep: Migration = {
  number: 2,
  name: 'inventory',
  sql: /* sql */ ``,
};
