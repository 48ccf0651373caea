import type { Migration } from '../migrate.ts';

export const settingsStep: Migration = {
  number: 11,
  name: 'settings',
  sql: /* sql */ ``,
};
