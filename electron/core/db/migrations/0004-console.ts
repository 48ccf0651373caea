import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** Saved requests, and which of them an exchange was sent from. */
export const savedRequestsStep: Migration = {
  number: 4,
  name: 'console',
  sql: /* sql */ `
CREATE TABLE saved_requests (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL DEFAULT '', api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
  endpoint_id TEXT REFERENCES endpoints (id) ON DELETE SET NULL, environment_id TEXT REFERENCES environments (id) ON DELETE SET NULL,
  -- A request draft without its environment and without any confirmation.
  draft TEXT NOT NULL DEFAULT '{}', notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_requests_name ON saved_requests (api_id, lower(name));
CREATE INDEX saved_requests_endpoint ON saved_requests (endpoint_id);
CREATE INDEX saved_requests_environment ON saved_requests (environment_id);
ALTER TABLE exchanges ADD COLUMN saved_request_id TEXT;
CREATE INDEX exchanges_saved_request ON exchanges (saved_request_id, number) WHERE saved_request_id IS NOT NULL;
CREATE INDEX exchanges_environment ON exchanges (environment_id, started_at);
${searchTriggers('saved_requests', 'savedRequest', 'new.name', "new.folder || ' ' || new.notes || ' ' || (SELECT v.name || ' ' || a.name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = new.api_id)")}
CREATE TRIGGER apis_renamed_saved_requests AFTER UPDATE OF name ON apis BEGIN
  UPDATE saved_requests SET name = name WHERE api_id = new.id; END;
`,
};
