import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** Flows: ordered steps, their runs, and each call of each row; and the checks of saved requests. */
export const flowsStep: Migration = {
  number: 14,
  name: 'flows',
  sql: /* sql */ `
CREATE TABLE flows (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', spec TEXT NOT NULL DEFAULT '{}',
  -- { cron, zone, isOn }; null: it never runs by itself.
  schedule TEXT,
  -- Who let the schedule change production, for the flow whose hash this is.
  armed_by TEXT, armed_at INTEGER, armed_sha256 TEXT,
  -- The last time of the schedule that was dealt with, and what was missed before it.
  due_at INTEGER, missed_words TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flows_name ON flows (lower(name));
CREATE INDEX flows_scheduled ON flows (id) WHERE schedule IS NOT NULL;

-- What a run was and came to. No foreign key to the flow: evidence outlives what it is about. The spec is the flow as it was then.
CREATE TABLE flow_runs (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, flow_id TEXT NOT NULL, flow_name TEXT NOT NULL, spec TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'partial', 'stopped', 'unknown')), words TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL CHECK (source IN ('app', 'terminal', 'schedule', 'sample')), started_by TEXT NOT NULL, started_at INTEGER NOT NULL,
  finished_at INTEGER, environment_words TEXT NOT NULL DEFAULT '', is_production INTEGER NOT NULL DEFAULT 0, confirmed TEXT NOT NULL DEFAULT '[]',
  file_name TEXT, data_sha256 TEXT, rows INTEGER NOT NULL, concurrency INTEGER NOT NULL DEFAULT 1, retry_of INTEGER,
  calls INTEGER NOT NULL DEFAULT 0, checks_held INTEGER NOT NULL DEFAULT 0, checks INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX flow_runs_flow ON flow_runs (flow_id, number);
CREATE INDEX flow_runs_open ON flow_runs (state) WHERE state IN ('running', 'unknown');

-- One row of the data; 0 is the setup, -1 the teardown. A run without data has row 1.
CREATE TABLE flow_run_rows (
  run_id TEXT NOT NULL REFERENCES flow_runs (id) ON DELETE CASCADE, row INTEGER NOT NULL, data TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'partial', 'unknown', 'closed')), words TEXT NOT NULL DEFAULT '',
  captures TEXT NOT NULL DEFAULT '{}', status INTEGER, vendor_request_id TEXT, exchange_id TEXT, exchange_number INTEGER,
  calls INTEGER NOT NULL DEFAULT 0, started_at INTEGER, finished_at INTEGER, PRIMARY KEY (run_id, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_run_rows_state ON flow_run_rows (run_id, state, row);

-- A call: written as 'sending' before it leaves, with the correlation id by which its exchange is found, and completed after it.
CREATE TABLE flow_run_calls (
  run_id TEXT NOT NULL, row INTEGER NOT NULL, seq INTEGER NOT NULL, step_id TEXT NOT NULL, name TEXT NOT NULL,
  is_compensation INTEGER NOT NULL DEFAULT 0, page INTEGER NOT NULL DEFAULT 1, has_more INTEGER NOT NULL DEFAULT 0,
  -- Where the next page is, as JSON; for a run that goes on between two pages.
  next TEXT,
  state TEXT NOT NULL CHECK (state IN ('sending', 'done', 'failed', 'unknown', 'skipped', 'not_sent')), took_effect INTEGER NOT NULL DEFAULT 0,
  method TEXT NOT NULL DEFAULT '', status INTEGER, duration_ms REAL, words TEXT NOT NULL DEFAULT '', checks TEXT NOT NULL DEFAULT '[]',
  captures TEXT NOT NULL DEFAULT '{}', secret_names TEXT NOT NULL DEFAULT '[]', correlation_id TEXT, exchange_id TEXT, exchange_number INTEGER,
  vendor_request_id TEXT, at INTEGER NOT NULL, PRIMARY KEY (run_id, row, seq),
  FOREIGN KEY (run_id, row) REFERENCES flow_run_rows (run_id, row) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_run_calls_exchange ON flow_run_calls (exchange_id) WHERE exchange_id IS NOT NULL;

-- What the answers of a saved request must be; the id is that of the request.
CREATE TABLE request_checks (
  id TEXT PRIMARY KEY, saved_request_id TEXT NOT NULL UNIQUE REFERENCES saved_requests (id) ON DELETE CASCADE,
  checks TEXT NOT NULL DEFAULT '[]', CHECK (id = saved_request_id)
) STRICT;
${searchTriggers('flows', 'flow', 'new.name', "new.folder || ' ' || new.notes")}
`,
};
