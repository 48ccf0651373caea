import type { Migration } from '../migrate.ts';

/** Cookies, client certificates, and what a request may be besides text. */
export const requestsStep: Migration = {
  number: 13,
  name: 'requests',
  sql: /* sql */ `
`,
};
