import type { Migration } from '../migrate.ts';

/** What the local mock was told to do. */
export const mockStep: Migration = {
  number: 16,
  name: 'mock',
  sql: /* sql */ `
`,
};
