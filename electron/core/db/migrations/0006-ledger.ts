import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/**
 * Ledgers with their immutable definitions, runs, and breaks that live on from run to run. The two tables of the first step held nothing that a
 * person could have made, so they are made anew.
 */
export const ledgerStep: Migration = {
  number: 6,
  name: 'ledger',
  sql: /* sql */ `
DROP TABLE breaks;
DROP TABLE ledgers;

CREATE TABLE ledgers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, left_name TEXT NOT NULL, right_name TEXT NOT NULL, definition_id TEXT,
  left_path TEXT NOT NULL DEFAULT '', right_path TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ledgers_name ON ledgers (lower(name));

CREATE TABLE ledger_definitions (
  id TEXT PRIMARY KEY, ledger_id TEXT NOT NULL REFERENCES ledgers (id) ON DELETE CASCADE, number INTEGER NOT NULL, spec TEXT NOT NULL,
  sha256 TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, UNIQUE (ledger_id, number)
) STRICT;
CREATE TRIGGER ledger_definitions_never_change BEFORE UPDATE ON ledger_definitions BEGIN SELECT RAISE(ABORT, 'a definition never changes'); END;

CREATE TABLE ledger_runs (
  id TEXT PRIMARY KEY, ledger_id TEXT NOT NULL REFERENCES ledgers (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  definition_id TEXT NOT NULL REFERENCES ledger_definitions (id), state TEXT NOT NULL CHECK (state IN ('completed', 'partial')),
  partial_reason TEXT NOT NULL DEFAULT '', actor TEXT NOT NULL, engine TEXT NOT NULL,
  left_file TEXT NOT NULL, left_sha256 TEXT NOT NULL, left_rows INTEGER NOT NULL, left_rejected INTEGER NOT NULL,
  right_file TEXT NOT NULL, right_sha256 TEXT NOT NULL, right_rows INTEGER NOT NULL, right_rejected INTEGER NOT NULL,
  left_mapping TEXT NOT NULL DEFAULT '', right_mapping TEXT NOT NULL DEFAULT '',
  from_at INTEGER, to_at INTEGER, matched INTEGER NOT NULL, found INTEGER NOT NULL, opened INTEGER NOT NULL, resolved INTEGER NOT NULL, reopened INTEGER NOT NULL,
  bridges TEXT NOT NULL DEFAULT '[]', digest TEXT NOT NULL, duration_ms INTEGER NOT NULL, finished_at INTEGER NOT NULL, UNIQUE (ledger_id, number)
) STRICT;
CREATE INDEX ledger_runs_when ON ledger_runs (ledger_id, finished_at);

CREATE TABLE break_causes (
  id TEXT PRIMARY KEY, ledger_id TEXT NOT NULL REFERENCES ledgers (id) ON DELETE CASCADE, signature TEXT NOT NULL, kind TEXT NOT NULL,
  currency TEXT NOT NULL, words TEXT NOT NULL, likely TEXT NOT NULL DEFAULT '', field TEXT, created_at INTEGER NOT NULL, UNIQUE (ledger_id, signature)
) STRICT;

CREATE TABLE breaks (
  id TEXT PRIMARY KEY, ledger_id TEXT NOT NULL REFERENCES ledgers (id) ON DELETE CASCADE, fingerprint BLOB NOT NULL UNIQUE, match_key TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('missing_right', 'missing_left', 'value_mismatch', 'duplicate_left', 'duplicate_right', 'timing', 'late', 'rejected_row')),
  missing_side TEXT CHECK (missing_side IN ('left', 'right')), fields TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL, effect_minor INTEGER NOT NULL, other_currency TEXT, other_minor INTEGER, at_risk_minor INTEGER NOT NULL, occurred_at INTEGER,
  left_records TEXT NOT NULL DEFAULT '[]', right_records TEXT NOT NULL DEFAULT '[]', cause_id TEXT NOT NULL REFERENCES break_causes (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'investigating', 'explained', 'fix_pending', 'resolved', 'reopened')),
  owner_id TEXT REFERENCES people (id), explained_until INTEGER, explained_by TEXT, due_at INTEGER, reason TEXT NOT NULL DEFAULT '',
  opened_at INTEGER NOT NULL, first_run_id TEXT NOT NULL, last_run_id TEXT NOT NULL, last_seen_at INTEGER NOT NULL, times_seen INTEGER NOT NULL,
  reopen_count INTEGER NOT NULL DEFAULT 0, resolved_at INTEGER, resolved_run_id TEXT, created_at INTEGER NOT NULL
) STRICT;
-- The open breaks of a currency by due date and amount: the first page, and every page after it, is a short walk along this index.
CREATE INDEX breaks_open ON breaks (ledger_id, currency, due_at, at_risk_minor DESC, id) WHERE resolved_at IS NULL;
-- Counts and sums without touching a row.
CREATE INDEX breaks_tally ON breaks (ledger_id, currency, cause_id, class, state, explained_until, owner_id, due_at, first_run_id, effect_minor, at_risk_minor)
  WHERE resolved_at IS NULL;
CREATE INDEX breaks_key ON breaks (ledger_id, match_key);
CREATE INDEX breaks_resolved ON breaks (ledger_id, resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX breaks_without_owner ON breaks (ledger_id) WHERE resolved_at IS NULL AND owner_id IS NULL;

CREATE TABLE break_events (
  id TEXT PRIMARY KEY, break_id TEXT NOT NULL REFERENCES breaks (id) ON DELETE CASCADE, at INTEGER NOT NULL, actor TEXT, run_id TEXT,
  from_state TEXT, to_state TEXT, words TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX break_events_of ON break_events (break_id, at);
${searchTriggers('ledgers', 'ledger', 'new.name', "new.left_name || ' ' || new.right_name || ' ' || new.notes")}
`,
};
