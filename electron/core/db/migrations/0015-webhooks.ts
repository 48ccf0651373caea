import type { Migration } from '../migrate.ts';

/** The inbox of webhooks: where they come in, what came, and whether its signature held. */
export const webhooksStep: Migration = {
  number: 15,
  name: 'webhooks',
  sql: /* sql */ `
`,
};
