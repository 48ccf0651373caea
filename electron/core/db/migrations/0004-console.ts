import type { Migration } from '../migrate.ts';

export const savedRequestsStep: Migration = {
  number: 4,
  name: 'console',
  sql: /* sql */ ``,
};
