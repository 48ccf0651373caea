import type { Migration } from '../migrate.ts';

/** How calls to an API are repeated, limited and given up, and each attempt of a send that took more than one. */
export const resilienceStep: Migration = {
  number: 12,
  name: 'resilience',
  sql: /* sql */ `
-- Only APIs whose policy a person set; the policy is JSON, and what it does not say is as usual.
CREATE TABLE resilience_policies (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL UNIQUE REFERENCES apis (id) ON DELETE CASCADE, policy TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

-- A send that left at once and once is its own attempt and has no row here.
ALTER TABLE exchanges ADD COLUMN attempt_count INTEGER NOT NULL DEFAULT 1;
CREATE TABLE exchange_attempts (
  exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, status INTEGER, error_class TEXT NOT NULL, cause TEXT, happened TEXT NOT NULL DEFAULT '',
  timings TEXT NOT NULL DEFAULT '{}',
  -- The wait before it, and why: "as Retry-After asked".
  wait_ms REAL NOT NULL DEFAULT 0, wait_words TEXT NOT NULL DEFAULT '',
  -- Redacted.
  answer_headers TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (exchange_id, number)
) STRICT, WITHOUT ROWID;
`,
};
