import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/**
 * OAuth 2.0 client credentials, where a key is managed at the vendor, and rotations. The table of credentials is made anew,
 * because its CHECK names the kinds.
 */
export const credentialsStep: Migration = {
  number: 3,
  name: 'credentials',
  rebuildsTables: true,
  sql: /* sql */ `
-- Renaming a table reads every trigger, and this one names the table that is away meanwhile.
DROP TRIGGER vendors_renamed;
CREATE TABLE new_credentials (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('api_key', 'bearer', 'basic', 'oauth2_client_credentials')),
  vendor_id TEXT REFERENCES vendors (id) ON DELETE SET NULL, placement_in TEXT CHECK (placement_in IN ('header', 'query')), placement_name TEXT, username TEXT,
  allowed_hosts TEXT NOT NULL DEFAULT '[]', rotated_at INTEGER NOT NULL, expires_at INTEGER, rotation_days INTEGER,
  secret_kept TEXT NOT NULL DEFAULT 'missing' CHECK (secret_kept IN ('keychain', 'memory', 'missing')),
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,
  -- Where tokens come from, for OAuth 2.0; null otherwise.
  oauth TEXT, manage_url TEXT
) STRICT;
INSERT INTO new_credentials (id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at,
    rotation_days, secret_kept, notes, created_at)
  SELECT id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at,
    rotation_days, secret_kept, notes, created_at FROM credentials;
DROP TABLE credentials;
ALTER TABLE new_credentials RENAME TO credentials;
${searchTriggers('credentials', 'credential', 'new.name', "coalesce(new.username, '') || ' ' || new.notes || ' ' || coalesce((SELECT name FROM vendors WHERE id = new.vendor_id), '')")}
CREATE TRIGGER vendors_renamed AFTER UPDATE OF name ON vendors BEGIN
  UPDATE apis SET name = name WHERE vendor_id = new.id;
  UPDATE credentials SET name = name WHERE vendor_id = new.id; END;

CREATE TABLE rotations (
  id TEXT PRIMARY KEY, credential_id TEXT NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
  started_by TEXT NOT NULL, entered_at INTEGER, tested_at INTEGER, test_exchange_id TEXT, test_words TEXT NOT NULL DEFAULT '',
  test_passed INTEGER, switched_at INTEGER, revoked_at INTEGER, finished_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rotations_credential ON rotations (credential_id, created_at);
CREATE UNIQUE INDEX rotations_open ON rotations (credential_id) WHERE state = 'open';
`,
};
