import type { Migration } from '../migrate.ts';

/** What the team knows of answers: guidance by error class, and what a comparison leaves out. */
export const answersStep: Migration = {
  number: 17,
  name: 'answers',
  sql: /* sql */ `
`,
};
