import type { Migration } from '../migrate.ts';

/** What the local mock of an API was told to do, and what becomes of a contract finding. */
export const mockStep: Migration = {
  number: 16,
  name: 'mock',
  sql: /* sql */ `
CREATE TABLE mocks (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL UNIQUE REFERENCES apis (id) ON DELETE CASCADE,
  -- Where it listened last: the next run listens there again, so that an environment that points at it still does.
  port INTEGER, seed INTEGER NOT NULL DEFAULT 1, settings TEXT NOT NULL DEFAULT '{}', created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE findings ADD COLUMN accepted_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN accepted_by TEXT;
ALTER TABLE findings ADD COLUMN accepted_at INTEGER;
-- It opens again when it is seen after this; null has no end.
ALTER TABLE findings ADD COLUMN accepted_until INTEGER;
-- It opens again when it is seen against another contract than this one; null holds for every contract.
ALTER TABLE findings ADD COLUMN accepted_contract_id TEXT;
-- The status of the answer that showed it: only answers of that status say that it is gone.
ALTER TABLE findings ADD COLUMN seen_status INTEGER;
ALTER TABLE findings ADD COLUMN fits_in_a_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN closed_at INTEGER;
`,
};
