import type { Migration } from '../migrate.ts';

export const ledgerStep: Migration = {
  number: 6,
  name: 'ledger',
  sql: /* sql */ ``,
};
