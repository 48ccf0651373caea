import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/**
 * A kind of credential for the secrets that webhooks are signed with: it is in no request and bound to no environment. The table of
 * credentials is made anew, because its CHECK names the kinds.
 */
export const signingSecretsStep: Migration = {
  number: 18,
  name: 'signing secrets',
  rebuildsTables: true,
  sql: /* sql */ `
-- Renaming a table reads every trigger, and this one names the table that is away meanwhile.
DROP TRIGGER vendors_renamed;
CREATE TABLE new_credentials (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('api_key', 'bearer', 'basic', 'oauth2_client_credentials', 'signing_secret')),
  vendor_id TEXT REFERENCES vendors (id) ON DELETE SET NULL, placement_in TEXT CHECK (placement_in IN ('header', 'query')), placement_name TEXT, username TEXT,
  allowed_hosts TEXT NOT NULL DEFAULT '[]', rotated_at INTEGER NOT NULL, expires_at INTEGER, rotation_days INTEGER,
  secret_kept TEXT NOT NULL DEFAULT 'missing' CHECK (secret_kept IN ('keychain', 'memory', 'missing')),
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,
  -- Where tokens come from, for OAuth 2.0; null otherwise.
  oauth TEXT, manage_url TEXT
) STRICT;
INSERT INTO new_credentials (id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at,
    rotation_days, secret_kept, notes, created_at, oauth, manage_url)
  SELECT id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at,
    rotation_days, secret_kept, notes, created_at, oauth, manage_url FROM credentials;
DROP TABLE credentials;
ALTER TABLE new_credentials RENAME TO credentials;
${searchTriggers('credentials', 'credential', 'new.name', "coalesce(new.username, '') || ' ' || new.notes || ' ' || coalesce((SELECT name FROM vendors WHERE id = new.vendor_id), '')")}
CREATE TRIGGER vendors_renamed AFTER UPDATE OF name ON vendors BEGIN
  UPDATE apis SET name = name WHERE vendor_id = new.id;
  UPDATE credentials SET name = name WHERE vendor_id = new.id; END;

-- What an endpoint's form made until now was an API key that goes nowhere: no header is named, and no environment sends it.
UPDATE credentials SET kind = 'signing_secret', placement_in = NULL, allowed_hosts = '[]'
  WHERE kind = 'api_key' AND placement_name IS NULL
    AND id NOT IN (SELECT credential_id FROM environments WHERE credential_id IS NOT NULL)
    AND id IN (SELECT one.value ->> 'credentialId' FROM webhook_endpoints, json_each(webhook_endpoints.secrets) AS one);
`,
};
