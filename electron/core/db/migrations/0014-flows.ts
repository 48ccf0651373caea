import type { Migration } from '../migrate.ts';

/** Flows: ordered steps, their runs, and each step of each row. */
export const flowsStep: Migration = {
  number: 14,
  name: 'flows',
  sql: /* sql */ `
`,
};
