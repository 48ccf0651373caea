import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** The ground: people, inventory, credentials' descriptions, exchanges, calendar, ledger breaks, activity, search. */
export const ground: Migration = {
  number: 1,
  name: 'ground',
  sql: /* sql */ `
CREATE TABLE workspace (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, is_sample INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, login TEXT, role TEXT NOT NULL CHECK (role IN ('reader', 'operator', 'owner')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE vendors (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, domain TEXT, category TEXT, docs_url TEXT, status_url TEXT,
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vendors_name ON vendors (lower(name));

CREATE TABLE apis (
  id TEXT PRIMARY KEY, vendor_id TEXT NOT NULL REFERENCES vendors (id), name TEXT NOT NULL, version TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '', docs_url TEXT, owner_id TEXT REFERENCES people (id), deputy_id TEXT REFERENCES people (id),
  criticality TEXT NOT NULL DEFAULT 'medium' CHECK (criticality IN ('high', 'medium', 'low')),
  escalation TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX apis_vendor ON apis (vendor_id);

-- The document itself is kept compressed: contract checks read it, and a later version is compared with it.
CREATE TABLE contracts (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, version TEXT NOT NULL, format TEXT NOT NULL,
  title TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, document BLOB NOT NULL, warnings TEXT NOT NULL DEFAULT '[]',
  is_current INTEGER NOT NULL DEFAULT 1, imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contracts_api ON contracts (api_id);

CREATE TABLE auth_schemes (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, scheme_key TEXT NOT NULL, type TEXT NOT NULL,
  details TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX auth_schemes_api ON auth_schemes (api_id);

CREATE TABLE credentials (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('api_key', 'bearer', 'basic')),
  vendor_id TEXT REFERENCES vendors (id) ON DELETE SET NULL, placement_in TEXT CHECK (placement_in IN ('header', 'query')), placement_name TEXT, username TEXT,
  allowed_hosts TEXT NOT NULL DEFAULT '[]', rotated_at INTEGER NOT NULL, expires_at INTEGER, rotation_days INTEGER,
  secret_kept TEXT NOT NULL DEFAULT 'missing' CHECK (secret_kept IN ('keychain', 'memory', 'missing')),
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE environments (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, name TEXT NOT NULL, base_url TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sandbox', 'production', 'other')), variables TEXT NOT NULL DEFAULT '{}',
  credential_id TEXT REFERENCES credentials (id) ON DELETE SET NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX environments_api ON environments (api_id);
CREATE INDEX environments_credential ON environments (credential_id);

CREATE TABLE endpoints (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, method TEXT NOT NULL, path TEXT NOT NULL,
  operation_id TEXT, summary TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]',
  is_deprecated INTEGER NOT NULL DEFAULT 0, sunset_at INTEGER,
  side_effect TEXT NOT NULL DEFAULT 'read' CHECK (side_effect IN ('read', 'write', 'delete')),
  idempotency TEXT NOT NULL DEFAULT 'unknown', is_in_contract INTEGER NOT NULL DEFAULT 1, notes TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX endpoints_operation ON endpoints (api_id, method, path);

CREATE TABLE processes (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, criticality TEXT NOT NULL DEFAULT 'medium', owner_id TEXT REFERENCES people (id),
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE dependencies (
  id TEXT PRIMARY KEY, process_id TEXT NOT NULL REFERENCES processes (id) ON DELETE CASCADE,
  api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, strength TEXT NOT NULL DEFAULT 'hard' CHECK (strength IN ('hard', 'soft')),
  impact TEXT NOT NULL DEFAULT '', fallback TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dependencies_api ON dependencies (api_id);
CREATE INDEX dependencies_process ON dependencies (process_id);

-- The unit of evidence. A row is written before the call (state 'sent') and completed after it. The references carry
-- no foreign keys: evidence outlives what it is about.
CREATE TABLE exchanges (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, correlation_id TEXT NOT NULL, source TEXT NOT NULL,
  actor TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'failed', 'unknown')),
  api_id TEXT, endpoint_id TEXT, environment_id TEXT, credential_id TEXT, contract_id TEXT,
  method TEXT NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL, status INTEGER, started_at INTEGER NOT NULL, finished_at INTEGER,
  duration_ms REAL, error_class TEXT NOT NULL DEFAULT 'unknown', verdict TEXT NOT NULL DEFAULT 'not_checked',
  violation_count INTEGER NOT NULL DEFAULT 0, vendor_request_id TEXT,
  request_headers TEXT NOT NULL DEFAULT '[]', answer_headers TEXT NOT NULL DEFAULT '[]',
  outcome TEXT NOT NULL DEFAULT '{}', evidence TEXT NOT NULL DEFAULT '{}', updated TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX exchanges_correlation ON exchanges (correlation_id);
CREATE INDEX exchanges_vendor_request ON exchanges (vendor_request_id) WHERE vendor_request_id IS NOT NULL;
CREATE INDEX exchanges_api ON exchanges (api_id, started_at);
CREATE INDEX exchanges_endpoint ON exchanges (endpoint_id, started_at);
CREATE INDEX exchanges_credential ON exchanges (credential_id, started_at);
CREATE INDEX exchanges_started ON exchanges (started_at);
CREATE INDEX exchanges_in_flight ON exchanges (state) WHERE state IN ('sent', 'unknown');

CREATE TABLE bodies (
  exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE, side TEXT NOT NULL CHECK (side IN ('request', 'answer')),
  byte_length INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT, key_id TEXT NOT NULL, sealed BLOB, file TEXT,
  PRIMARY KEY (exchange_id, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_events (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, effective_at INTEGER,
  precision TEXT NOT NULL DEFAULT 'day', is_zone_assumed INTEGER NOT NULL DEFAULT 0,
  vendor_id TEXT REFERENCES vendors (id) ON DELETE CASCADE, api_id TEXT REFERENCES apis (id) ON DELETE CASCADE,
  endpoint_id TEXT REFERENCES endpoints (id) ON DELETE CASCADE,
  -- What makes it one and the same event however often it is seen: "sunset:<endpoint>". Null for events by hand.
  seen_as TEXT UNIQUE,
  source TEXT NOT NULL, owner_id TEXT REFERENCES people (id), acknowledged_at INTEGER, acknowledged_by TEXT,
  first_seen_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, hits INTEGER NOT NULL DEFAULT 0,
  more_info_url TEXT, notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX calendar_events_at ON calendar_events (effective_at);

CREATE TABLE calendar_dates (
  id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES calendar_events (id) ON DELETE CASCADE,
  effective_at INTEGER, source TEXT NOT NULL, raw TEXT NOT NULL DEFAULT '', seen_at INTEGER NOT NULL, exchange_id TEXT
) STRICT;
CREATE INDEX calendar_dates_event ON calendar_dates (event_id);

CREATE TABLE limits (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, environment_id TEXT, policy TEXT NOT NULL,
  unit TEXT NOT NULL, limit_value REAL, remaining REAL, window_seconds REAL, reset_at INTEGER, peak_percent REAL, peak_at INTEGER,
  seen_at INTEGER NOT NULL, exchange_id TEXT NOT NULL, raw TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX limits_policy ON limits (api_id, environment_id, policy, unit);

CREATE TABLE findings (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE, endpoint_id TEXT REFERENCES endpoints (id) ON DELETE CASCADE,
  kind TEXT NOT NULL, fingerprint TEXT NOT NULL UNIQUE, title TEXT NOT NULL, first_seen_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
  last_exchange_id TEXT NOT NULL, hits INTEGER NOT NULL DEFAULT 1, status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'closed')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX findings_api ON findings (api_id, status);
CREATE INDEX findings_endpoint ON findings (endpoint_id, status);

CREATE TABLE ledgers (id TEXT PRIMARY KEY, name TEXT NOT NULL, left_name TEXT NOT NULL, right_name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE breaks (
  id TEXT PRIMARY KEY, ledger_id TEXT NOT NULL REFERENCES ledgers (id) ON DELETE CASCADE, match_key TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('missing left', 'missing right', 'differs', 'duplicate')), field TEXT,
  left_value TEXT, right_value TEXT, amount_minor INTEGER, currency TEXT, owner_id TEXT REFERENCES people (id),
  opened_at INTEGER NOT NULL, resolved_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX breaks_open ON breaks (ledger_id) WHERE resolved_at IS NULL;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'died')),
  fraction REAL, step TEXT NOT NULL DEFAULT '', result TEXT, fault TEXT, started_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;

-- Append-only and chained: each entry's hash covers the one before it. Entries of one command share its id.
CREATE TABLE activity (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, command_id TEXT NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL,
  entity TEXT NOT NULL, entity_id TEXT NOT NULL, operation TEXT NOT NULL, summary TEXT NOT NULL, before TEXT, after TEXT,
  undoes INTEGER, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX activity_record ON activity (entity, entity_id, seq);
CREATE INDEX activity_command ON activity (command_id);
CREATE TRIGGER activity_is_append_only_update BEFORE UPDATE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
CREATE TRIGGER activity_is_append_only_delete BEFORE DELETE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;

-- One index over everything a person can name; prefix searches from two letters on.
CREATE TABLE search_records (number INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, UNIQUE (entity, entity_id)) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (title, detail, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
${searchTriggers('vendors', 'vendor', 'new.name', "coalesce(new.domain, '') || ' ' || new.notes")}
${searchTriggers('apis', 'api', "(SELECT name FROM vendors WHERE id = new.vendor_id) || ' ' || new.name || ' ' || new.version", "new.description || ' ' || new.notes || ' ' || new.escalation || ' ' || coalesce((SELECT name FROM people WHERE id = new.owner_id), '')")}
${searchTriggers('endpoints', 'endpoint', "new.method || ' ' || new.path", "new.summary || ' ' || coalesce(new.operation_id, '') || ' ' || new.notes || ' ' || (SELECT v.name || ' ' || a.name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = new.api_id)")}
${searchTriggers('environments', 'environment', 'new.name', "new.base_url || ' ' || (SELECT v.name || ' ' || a.name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = new.api_id)")}
${searchTriggers('credentials', 'credential', 'new.name', "coalesce(new.username, '') || ' ' || new.notes || ' ' || coalesce((SELECT name FROM vendors WHERE id = new.vendor_id), '')")}
${searchTriggers('processes', 'process', 'new.name', 'new.notes')}
${searchTriggers('people', 'person', 'new.name', "coalesce(new.login, '')")}
-- What is found under another record's name is written anew when that name changes; one rename leads to the next.
CREATE TRIGGER vendors_renamed AFTER UPDATE OF name ON vendors BEGIN
  UPDATE apis SET name = name WHERE vendor_id = new.id;
  UPDATE credentials SET name = name WHERE vendor_id = new.id; END;
CREATE TRIGGER apis_renamed AFTER UPDATE OF name ON apis BEGIN
  UPDATE endpoints SET path = path WHERE api_id = new.id;
  UPDATE environments SET name = name WHERE api_id = new.id; END;
CREATE TRIGGER people_renamed AFTER UPDATE OF name ON people BEGIN
  UPDATE apis SET notes = notes WHERE owner_id = new.id; END;
${searchTriggers('calendar_events', 'event', 'new.title', "new.kind || ' ' || new.notes")}
`,
};
