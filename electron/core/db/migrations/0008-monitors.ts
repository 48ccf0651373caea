import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** Who looked when, what was checked with which outcome, what is promised, and what went wrong. */
export const monitorsStep: Migration = {
  number: 8,
  name: 'monitors',
  sql: /* sql */ `
CREATE TABLE observers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, program TEXT NOT NULL CHECK (program IN ('app', 'terminal', 'sample')), zone TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX observers_name ON observers (program, name);

-- The ledger of looking. What no span covers was not looked at either.
CREATE TABLE observation_spans (
  id TEXT PRIMARY KEY, observer_id TEXT NOT NULL REFERENCES observers (id) ON DELETE CASCADE, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('observing', 'asleep', 'app_closed', 'offline', 'captive', 'clock_jump')), cause TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX observation_spans_end ON observation_spans (end_at);
CREATE INDEX observation_spans_observer ON observation_spans (observer_id, start_at);

-- The saved request and the environment carry no foreign key: a monitor whose request is gone says so.
CREATE TABLE monitors (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, saved_request_id TEXT NOT NULL, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
  environment_id TEXT NOT NULL, interval_s INTEGER NOT NULL, timeout_ms INTEGER NOT NULL, retries TEXT NOT NULL DEFAULT '[5,20]',
  assertions TEXT NOT NULL DEFAULT '[]', fail_after INTEGER NOT NULL DEFAULT 3, recover_after INTEGER NOT NULL DEFAULT 2,
  service_hours TEXT NOT NULL DEFAULT 'null', is_paused INTEGER NOT NULL DEFAULT 0, owner_id TEXT REFERENCES people (id),
  notes TEXT NOT NULL DEFAULT '', edited_at INTEGER NOT NULL,
  -- Part of the sample workspace: its vendors are real, its keys are not, so it never sends by itself.
  is_sample INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX monitors_name ON monitors (lower(name));
CREATE INDEX monitors_request ON monitors (saved_request_id);
CREATE INDEX monitors_api ON monitors (api_id);

-- What the machine moves: where the hysteresis stands and when the next check is due. Evidence, so never in the change log.
CREATE TABLE monitor_states (
  monitor_id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('up', 'down', 'unknown')), since_at INTEGER NOT NULL,
  fails INTEGER NOT NULL DEFAULT 0, passes INTEGER NOT NULL DEFAULT 0, first_fail_at INTEGER, last_pass_at INTEGER, streak_pass_at INTEGER,
  confirmed_at INTEGER, last_result_id TEXT
) STRICT;

CREATE TABLE check_results (
  id TEXT PRIMARY KEY, monitor_id TEXT NOT NULL, observer_id TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  slot_at INTEGER NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'degraded', 'fail', 'inconclusive', 'skipped')),
  attribution TEXT, reason TEXT NOT NULL DEFAULT '', status INTEGER, total_ms REAL, wait_ms REAL, attempts INTEGER NOT NULL DEFAULT 1,
  interval_s INTEGER NOT NULL, is_cold INTEGER NOT NULL DEFAULT 0, is_catch_up INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL DEFAULT '',
  exchange_ids TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX check_results_monitor ON check_results (monitor_id, started_at);
CREATE INDEX check_results_started ON check_results (started_at);

-- Only what was seen; a slot without a row is no data. Failures of ours are kept apart: they are not the vendor's.
CREATE TABLE slots (
  monitor_id TEXT NOT NULL, slot_at INTEGER NOT NULL, length_ms INTEGER NOT NULL, n_good INTEGER NOT NULL DEFAULT 0, n_bad INTEGER NOT NULL DEFAULT 0,
  n_ours INTEGER NOT NULL DEFAULT 0, n_timeout INTEGER NOT NULL DEFAULT 0, n_void INTEGER NOT NULL DEFAULT 0, n_excluded INTEGER NOT NULL DEFAULT 0,
  -- The slowest passing check of the slot that was not the first after waking.
  worst_ms REAL, PRIMARY KEY (monitor_id, slot_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE promises (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('availability', 'latency', 'freshness', 'correctness')),
  -- In millionths, so that comparing counts with it is exact.
  target_ppm INTEGER NOT NULL, threshold_ms INTEGER, service_hours TEXT NOT NULL DEFAULT 'null', monitor_ids TEXT NOT NULL DEFAULT '[]',
  api_id TEXT REFERENCES apis (id) ON DELETE CASCADE, ledger_id TEXT, process_id TEXT REFERENCES processes (id) ON DELETE SET NULL,
  counts_ours INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX promises_name ON promises (lower(name));

CREATE TABLE annulments (
  id TEXT PRIMARY KEY, promise_id TEXT NOT NULL REFERENCES promises (id) ON DELETE CASCADE, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
  reason TEXT NOT NULL, person TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX annulments_promise ON annulments (promise_id);

CREATE TABLE incidents (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, monitor_id TEXT, api_id TEXT, title TEXT NOT NULL,
  attribution TEXT NOT NULL CHECK (attribution IN ('vendor', 'ours', 'network', 'unknown')), attribution_reason TEXT NOT NULL DEFAULT '',
  opened_at INTEGER NOT NULL, closed_at INTEGER, first_bad_at INTEGER, last_bad_at INTEGER, previous_good_at INTEGER, next_good_at INTEGER,
  -- Every monitor that failed in it.
  monitor_ids TEXT NOT NULL DEFAULT '[]', notes TEXT NOT NULL DEFAULT '', acknowledged_at INTEGER, acknowledged_by TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incidents_open ON incidents (api_id) WHERE closed_at IS NULL;
CREATE INDEX incidents_opened ON incidents (opened_at);

CREATE TABLE incident_events (
  id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE, at INTEGER NOT NULL, kind TEXT NOT NULL,
  words TEXT NOT NULL, actor TEXT, door TEXT
) STRICT;
CREATE INDEX incident_events_incident ON incident_events (incident_id, at);

CREATE TABLE follow_ups (
  id TEXT PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE, text TEXT NOT NULL, due_at INTEGER,
  closed_by TEXT, closed_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX follow_ups_incident ON follow_ups (incident_id);
${searchTriggers('monitors', 'monitor', 'new.name', "new.notes || ' ' || (SELECT v.name || ' ' || a.name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = new.api_id)")}
${searchTriggers('promises', 'promise', 'new.name', "new.kind || ' ' || coalesce((SELECT name FROM processes WHERE id = new.process_id), '')")}
${searchTriggers('incidents', 'incident', "'INC-' || new.number || ' ' || new.title", 'new.notes')}
`,
};
