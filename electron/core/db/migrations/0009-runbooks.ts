import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** Runbooks with their immutable revisions, runs with every event of theirs, artifacts, follow-ups, and who has read what. */
export const runbooksStep: Migration = {
  number: 9,
  name: 'runbooks',
  sql: /* sql */ `
-- What the head of the document says is kept beside it, so that lists and findings need not read every document.
CREATE TABLE runbooks (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, purpose TEXT NOT NULL DEFAULT '', trigger_words TEXT NOT NULL DEFAULT '[]',
  severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')), owner_name TEXT, deputy_name TEXT, minutes INTEGER,
  review_every_days INTEGER NOT NULL DEFAULT 180, apis TEXT NOT NULL DEFAULT '[]', processes TEXT NOT NULL DEFAULT '[]',
  step_count INTEGER NOT NULL DEFAULT 0,
  -- The draft; null when what is published is all there is.
  draft TEXT, starter TEXT, published INTEGER NOT NULL DEFAULT 0, reviewed_at INTEGER, is_retired INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX runbooks_name ON runbooks (lower(name));

CREATE TABLE runbook_revisions (
  id TEXT PRIMARY KEY, runbook_id TEXT NOT NULL REFERENCES runbooks (id) ON DELETE CASCADE, number INTEGER NOT NULL, source TEXT NOT NULL,
  sha256 TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', published_by TEXT NOT NULL, published_at INTEGER NOT NULL, UNIQUE (runbook_id, number)
) STRICT;
CREATE TRIGGER runbook_revisions_stay BEFORE UPDATE ON runbook_revisions BEGIN SELECT RAISE(ABORT, 'a published revision is never changed'); END;

-- The references to incidents and people carry no foreign keys: a run outlives what it was about.
CREATE TABLE runbook_runs (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, runbook_id TEXT NOT NULL REFERENCES runbooks (id), revision INTEGER NOT NULL,
  incident_id TEXT, subject_person_id TEXT, is_drill INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', started_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'waiting', 'done', 'failed', 'aborted')), now_words TEXT NOT NULL DEFAULT '',
  steps_done INTEGER NOT NULL DEFAULT 0, step_count INTEGER NOT NULL, percent INTEGER NOT NULL DEFAULT 0, deviations INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL, finished_at INTEGER, last_event_at INTEGER NOT NULL, outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX runbook_runs_runbook ON runbook_runs (runbook_id, started_at);
CREATE INDEX runbook_runs_incident ON runbook_runs (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX runbook_runs_open ON runbook_runs (state) WHERE state IN ('running', 'waiting');

-- What happened in a run, in order: its state is what these events make of it, whenever they are read.
CREATE TABLE runbook_events (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runbook_runs (id) ON DELETE CASCADE, seq INTEGER NOT NULL, at INTEGER NOT NULL,
  actor TEXT NOT NULL, kind TEXT NOT NULL, step INTEGER, data TEXT NOT NULL DEFAULT '{}', UNIQUE (run_id, seq)
) STRICT;

CREATE TABLE runbook_artifacts (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runbook_runs (id) ON DELETE CASCADE, step INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('exchange', 'file', 'text')), name TEXT NOT NULL, media_type TEXT NOT NULL DEFAULT '',
  byte_length INTEGER NOT NULL, sha256 TEXT NOT NULL, exchange_id TEXT, file TEXT, actor TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runbook_artifacts_run ON runbook_artifacts (run_id);

CREATE TABLE runbook_follow_ups (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES runbook_runs (id) ON DELETE CASCADE, words TEXT NOT NULL, owner_id TEXT,
  due_at INTEGER, done_at INTEGER, done_by TEXT, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runbook_follow_ups_run ON runbook_follow_ups (run_id);

CREATE TABLE runbook_reads (
  id TEXT PRIMARY KEY, runbook_id TEXT NOT NULL REFERENCES runbooks (id) ON DELETE CASCADE, revision INTEGER NOT NULL, person_id TEXT NOT NULL,
  read_at INTEGER NOT NULL, UNIQUE (runbook_id, revision, person_id)
) STRICT;
${searchTriggers('runbooks', 'runbook', 'new.name', "new.purpose || ' ' || new.trigger_words || ' ' || new.apis || ' ' || coalesce(new.owner_name, '')")}
`,
};
