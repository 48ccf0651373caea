import type { Migration } from '../migrate.ts';

export const monitorsStep: Migration = {
  number: 8,
  name: 'monitors',
  sql: /* sql */ ``,
};
