import type { Migration } from '../migrate.ts';

/** How calls to an API are repeated, limited and given up, each attempt of a send, and what each budget was used for. */
export const resilienceStep: Migration = {
  number: 12,
  name: 'resilience',
  sql: /* sql */ `
`,
};
