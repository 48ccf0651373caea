import type { Migration } from '../migrate.ts';

/** Ladders: what an event takes to be ready for, its rungs, what was told of them, and what was exported. */
export const laddersStep: Migration = {
  number: 7,
  name: 'calendar',
  sql: /* sql */ `
ALTER TABLE calendar_events ADD COLUMN effort_low_days INTEGER;
ALTER TABLE calendar_events ADD COLUMN effort_high_days INTEGER;
-- For a contract: how many days before its renewal notice must be given.
ALTER TABLE calendar_events ADD COLUMN notice_days INTEGER;
-- Of a freeze or a maintenance: its last day, or its end.
ALTER TABLE calendar_events ADD COLUMN ends_at INTEGER;
-- A person's answer to "do we use it?"; null: nobody has answered, the calls say it.
ALTER TABLE calendar_events ADD COLUMN is_used INTEGER;
-- Of a sunset: since when what stops is deprecated.
ALTER TABLE calendar_events ADD COLUMN deprecated_at INTEGER;
-- The vendor took it back; it stays for the record, without rungs.
ALTER TABLE calendar_events ADD COLUMN withdrawn_at INTEGER;

-- A row where something happened to a rung; its due date follows from the event. No foreign key: a rung that the app
-- told of must not stand in the way of taking back a date.
CREATE TABLE rungs (
  id TEXT PRIMARY KEY, event_id TEXT NOT NULL, rung_key TEXT NOT NULL, due_at INTEGER NOT NULL, given_at INTEGER,
  acknowledged_at INTEGER, acknowledged_by TEXT, note TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,
  UNIQUE (event_id, rung_key)
) STRICT;
CREATE TRIGGER rungs_go_with_event AFTER DELETE ON calendar_events BEGIN DELETE FROM rungs WHERE event_id = old.id; END;

-- Each notice is told once; given_at is null while it waits for the end of the quiet hours.
CREATE TABLE notices (
  key TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, door TEXT NOT NULL, created_at INTEGER NOT NULL, given_at INTEGER
) STRICT;
CREATE INDEX notices_waiting ON notices (created_at) WHERE given_at IS NULL;

-- When the ladders were last looked at: what fell due while nobody looked is late.
CREATE TABLE calendar_watch (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

-- What calendars outside have been told: the same UID again, with a higher SEQUENCE when it changed.
CREATE TABLE calendar_feed (
  uid TEXT PRIMARY KEY, event_id TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL, sequence INTEGER NOT NULL,
  changed_at INTEGER NOT NULL, is_cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;
`,
};
