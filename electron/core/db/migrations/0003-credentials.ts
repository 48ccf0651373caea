import type { Migration } from '../migrate.ts';

export const credentialsStep: Migration = {
  number: 3,
  name: 'credentials',
  sql: /* sql */ ``,
};
