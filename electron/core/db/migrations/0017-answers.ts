import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

/** What the team knows of answers: guidance by error class, and what a comparison leaves out. */
export const answersStep: Migration = {
  number: 17,
  name: 'answers',
  sql: /* sql */ `
-- What to do about a failure, in the team's words: for a class of an API's failures, or only for a status or a type of problem.
CREATE TABLE guidance_notes (
  id TEXT PRIMARY KEY, api_id TEXT NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
  error_class TEXT NOT NULL CHECK (error_class IN ('ours', 'theirs', 'network', 'limit', 'auth', 'contract', 'unknown')),
  status INTEGER, problem_type TEXT, body TEXT NOT NULL, edited_at INTEGER NOT NULL, edited_by TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guidance_notes_api ON guidance_notes (api_id, error_class);

-- What comparisons of an endpoint's answers leave out: { timestamps, ids, keyOrder, itemOrder, paths }.
CREATE TABLE compare_rules (
  id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE, rules TEXT NOT NULL DEFAULT '{}',
  edited_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX compare_rules_endpoint ON compare_rules (endpoint_id);
${searchTriggers(
  'guidance_notes',
  'guidance',
  "'What to do: ' || new.error_class || coalesce(' ' || new.status, '') || ', ' || coalesce((SELECT v.name || ' ' || a.name FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE a.id = new.api_id), '')",
  'new.body',
)}

-- What the history is searched by, narrow and in the order in which it is shown: a search reads this in place of the whole rows.
CREATE INDEX exchanges_search ON exchanges (number, started_at, state, status, method, source, error_class, verdict, attempt_count, duration_ms,
  actor, api_id, environment_id, host, url);
-- What failed is looked for most, and is little.
CREATE INDEX exchanges_failed ON exchanges (number) WHERE error_class <> 'ok' OR verdict = 'breaks' OR state = 'unknown';

-- What was taken away for good, so that what rested on it can say so. Exchanges and bodies from before "older_than" are gone.
CREATE TABLE purges (
  id TEXT PRIMARY KEY, purged_at INTEGER NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('bodies', 'exchanges')),
  older_than INTEGER NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX purges_what ON purges (what, older_than);
-- When the bodies of an exchange were taken away; null: they are here, or it had none.
ALTER TABLE exchanges ADD COLUMN bodies_purged_at INTEGER;
`,
};
