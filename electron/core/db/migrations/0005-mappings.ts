import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** Mappings, their revisions and golden samples; the samples they were made from, and what runs wrote and kept back. */
export const mappingsStep: Migration = {
  number: 5,
  name: 'mappings',
  sql: /* sql */ `
-- Rows of a file as they were read, with what its columns hold. Not a person's change: referred to, never edited.
CREATE TABLE mapping_samples (
  id TEXT PRIMARY KEY, file_name TEXT NOT NULL, format TEXT NOT NULL, delimiter TEXT, encoding TEXT NOT NULL,
  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, total_rows INTEGER NOT NULL, unreadable_rows INTEGER NOT NULL,
  rows TEXT NOT NULL, read_at INTEGER NOT NULL
) STRICT;

CREATE TABLE mappings (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, notes TEXT NOT NULL DEFAULT '', sample_id TEXT, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX mappings_name ON mappings (lower(name));

-- An active or retired revision never changes.
CREATE TABLE mapping_revisions (
  id TEXT PRIMARY KEY, mapping_id TEXT NOT NULL REFERENCES mappings (id), number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'retired')), spec TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL, edited_at INTEGER NOT NULL, activated_by TEXT, activated_at INTEGER, retired_at INTEGER, created_at INTEGER NOT NULL,
  UNIQUE (mapping_id, number)
) STRICT;
CREATE UNIQUE INDEX mapping_revisions_active ON mapping_revisions (mapping_id) WHERE state = 'active';
CREATE UNIQUE INDEX mapping_revisions_draft ON mapping_revisions (mapping_id) WHERE state = 'draft';
CREATE TRIGGER mapping_revisions_immutable BEFORE UPDATE OF spec ON mapping_revisions WHEN old.state <> 'draft' AND old.spec <> new.spec
BEGIN SELECT RAISE(ABORT, 'an active revision does not change'); END;

CREATE TABLE golden_samples (
  id TEXT PRIMARY KEY, mapping_id TEXT NOT NULL REFERENCES mappings (id), number INTEGER NOT NULL, reasons TEXT NOT NULL DEFAULT '[]',
  input TEXT NOT NULL, expected TEXT NOT NULL, is_personal INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,
  UNIQUE (mapping_id, number)
) STRICT;

-- What a run did. No foreign keys: evidence outlives what it is about.
CREATE TABLE mapping_runs (
  id TEXT PRIMARY KEY, mapping_id TEXT NOT NULL, number INTEGER NOT NULL, revision_id TEXT NOT NULL, revision_number INTEGER NOT NULL,
  file_name TEXT NOT NULL, input_sha256 TEXT NOT NULL, output_sha256 TEXT NOT NULL, output_format TEXT NOT NULL, output_file TEXT NOT NULL,
  rows_in INTEGER NOT NULL, written INTEGER NOT NULL, rejected INTEGER NOT NULL, held INTEGER NOT NULL, flagged INTEGER NOT NULL,
  errors TEXT NOT NULL DEFAULT '[]', unreviewed TEXT NOT NULL DEFAULT '[]', actor TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
  reviewed_at INTEGER, reviewed_by TEXT,
  CHECK (rows_in = written + rejected + held)
) STRICT;
CREATE INDEX mapping_runs_mapping ON mapping_runs (mapping_id, number);

CREATE TABLE mapping_rejected_rows (
  run_id TEXT NOT NULL REFERENCES mapping_runs (id) ON DELETE CASCADE, row INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'held')), reasons TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (run_id, row)
) STRICT, WITHOUT ROWID;
${searchTriggers('mappings', 'mapping', 'new.name', 'new.notes')}
`,
};
