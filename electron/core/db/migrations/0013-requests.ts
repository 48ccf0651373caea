import type { Migration } from '../migrate.ts';

/** Values wider than one environment, cookies that are kept, client certificates, and the schemas of GraphQL APIs. */
export const requestsStep: Migration = {
  number: 13,
  name: 'requests',
  sql: /* sql */ `
-- Values for {{names}} of the whole workspace (id 'workspace', no API) or of one API (id = the API's). The values are JSON.
CREATE TABLE shared_values (
  id TEXT PRIMARY KEY, api_id TEXT REFERENCES apis (id) ON DELETE CASCADE, variables TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- The cookies of an environment that a person asked to keep, sealed under the workspace's key. Others live in memory only.
CREATE TABLE cookie_jars (
  environment_id TEXT PRIMARY KEY REFERENCES environments (id) ON DELETE CASCADE, key_id TEXT NOT NULL, sealed BLOB NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT;

-- What is known of a client certificate; the certificate with its key and passphrase is in the keychain only.
CREATE TABLE client_certificates (
  id TEXT PRIMARY KEY, host TEXT NOT NULL UNIQUE, name TEXT NOT NULL, issuer TEXT NOT NULL, fingerprint TEXT NOT NULL,
  valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;

-- One schema per GraphQL API, as text in the schema language, so that it helps without a network too.
CREATE TABLE graphql_schemas (
  id TEXT PRIMARY KEY REFERENCES apis (id) ON DELETE CASCADE, sdl TEXT NOT NULL DEFAULT '', source TEXT NOT NULL,
  type_count INTEGER NOT NULL, kept_at INTEGER NOT NULL
) STRICT;
`,
};
