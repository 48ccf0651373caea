import type { Migration } from '../migrate.ts';

/** What the team sets for its workspace, the authorities it trusts, and what is known of people besides their name. */
export const settingsStep: Migration = {
  number: 11,
  name: 'settings',
  sql: /* sql */ `
-- One row per group of settings, by its name; the value is JSON. Secrets (a proxy's password) are in the keychain only.
CREATE TABLE settings (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE ca_certificates (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, pem TEXT NOT NULL, fingerprint TEXT NOT NULL UNIQUE, issuer TEXT NOT NULL,
  valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE people ADD COLUMN email TEXT;
-- An IANA zone ("Europe/Berlin"): when this person's day begins. Null: that of the computer.
ALTER TABLE people ADD COLUMN zone TEXT;
`,
};
