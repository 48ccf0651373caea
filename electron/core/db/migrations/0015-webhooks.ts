import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** The inbox of webhooks: where they come in, what came, and whether its signature held. */
export const webhooksStep: Migration = {
  number: 15,
  name: 'webhooks',
  sql: /* sql */ `
CREATE TABLE webhook_endpoints (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
  api_id TEXT REFERENCES apis (id) ON DELETE SET NULL, vendor_id TEXT REFERENCES vendors (id) ON DELETE SET NULL,
  scheme TEXT NOT NULL, rule TEXT NOT NULL DEFAULT '{}',
  -- Which credentials hold the signing secrets, and whether each still counts.
  secrets TEXT NOT NULL DEFAULT '[]',
  tolerance_s INTEGER NOT NULL DEFAULT 300, event_id_path TEXT NOT NULL DEFAULT '', event_type_path TEXT NOT NULL DEFAULT '',
  target_url TEXT, confirmed_target TEXT, expected_by_minutes INTEGER, notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
${searchTriggers('webhook_endpoints', 'webhook', 'new.name', "new.path || ' ' || new.notes")}

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  received_at INTEGER NOT NULL, is_time_known INTEGER NOT NULL DEFAULT 1,
  source TEXT NOT NULL CHECK (source IN ('receiver', 'paste', 'file', 'sample')),
  event_id TEXT, event_type TEXT, byte_length INTEGER NOT NULL, media_type TEXT,
  state TEXT NOT NULL CHECK (state IN ('holds', 'fails', 'unknown')), code TEXT, words TEXT NOT NULL, signed_at INTEGER,
  diagnosis TEXT, notes TEXT NOT NULL DEFAULT '[]', answered INTEGER,
  duplicate_of TEXT, settled_at INTEGER, settled_by TEXT,
  -- What was cut out of the headers and the body is not searched for again: both lie sealed in webhook_raw.
  key_id TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_deliveries_time ON webhook_deliveries (received_at);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, received_at, state, duplicate_of);
CREATE INDEX webhook_deliveries_event ON webhook_deliveries (endpoint_id, event_id, state) WHERE event_id IS NOT NULL;
CREATE INDEX webhook_deliveries_failing ON webhook_deliveries (endpoint_id, received_at, settled_at, event_id) WHERE state = 'fails';
CREATE INDEX webhook_deliveries_duplicate ON webhook_deliveries (endpoint_id) WHERE duplicate_of IS NOT NULL;

-- Every byte as it came, sealed in parts of a megabyte.
CREATE TABLE webhook_raw (
  delivery_id TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE, part INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (delivery_id, part)
) STRICT;

CREATE TABLE webhook_replays (
  id TEXT PRIMARY KEY, delivery_id TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
  target_url TEXT NOT NULL, signing TEXT NOT NULL, credential_id TEXT, max_attempts INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('under way', 'delivered', 'refused', 'cancelled', 'unknown')),
  words TEXT NOT NULL DEFAULT '', attempts TEXT NOT NULL DEFAULT '[]',
  started_at INTEGER NOT NULL, started_by TEXT NOT NULL, finished_at INTEGER
) STRICT;
CREATE INDEX webhook_replays_delivery ON webhook_replays (delivery_id, started_at);
CREATE INDEX webhook_replays_state ON webhook_replays (state, delivery_id);

-- When the receiver was open: silence is told only of this time.
CREATE TABLE webhook_listening (id TEXT PRIMARY KEY, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL) STRICT;
`,
};
