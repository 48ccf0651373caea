import type { Migration } from '../migrate.ts';

/** Processes with a deputy and a worth, escalation ladders, data classes, declared limits, and what changed between two contracts. */
export const inventoryStep: Migration = {
  number: 2,
  name: 'inventory',
  sql: /* sql */ `
ALTER TABLE processes ADD COLUMN deputy_id TEXT REFERENCES people (id);
ALTER TABLE processes ADD COLUMN service_hours TEXT NOT NULL DEFAULT '';
ALTER TABLE processes ADD COLUMN units_per_hour REAL;
ALTER TABLE processes ADD COLUMN unit_name TEXT NOT NULL DEFAULT '';
-- What one unit is worth, in minor units of the currency.
ALTER TABLE processes ADD COLUMN value_minor INTEGER;
ALTER TABLE processes ADD COLUMN currency TEXT;

-- An ordered list of {who, channel, afterMinutes}.
ALTER TABLE apis ADD COLUMN escalation_ladder TEXT NOT NULL DEFAULT '[]';
ALTER TABLE apis ADD COLUMN lifecycle TEXT NOT NULL DEFAULT 'active';
ALTER TABLE apis ADD COLUMN data_classes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE endpoints ADD COLUMN data_classes TEXT NOT NULL DEFAULT '[]';

-- What the vendor's pages or the contract say; an answer that says otherwise overrules it.
CREATE TABLE declared_limits (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, policy TEXT NOT NULL, unit TEXT NOT NULL,
  limit_value REAL NOT NULL, window_seconds REAL, source_url TEXT, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX declared_limits_policy ON declared_limits (api_id, policy, unit);

-- The fingerprint makes a change one and the same however often its document is read.
CREATE TABLE contract_changes (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, contract_id TEXT NOT NULL,
  from_version TEXT NOT NULL, to_version TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('breaking', 'risky', 'safe')),
  method TEXT, path TEXT, place TEXT NOT NULL DEFAULT '', words TEXT NOT NULL, fingerprint TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted')), accepted_by TEXT, accepted_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX contract_changes_fingerprint ON contract_changes (api_id, fingerprint);
CREATE INDEX contract_changes_open ON contract_changes (api_id, level) WHERE status = 'open';
CREATE UNIQUE INDEX dependencies_pair ON dependencies (process_id, api_id);
`,
};
