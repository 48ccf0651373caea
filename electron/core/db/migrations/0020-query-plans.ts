import type { Migration } from '../migrate.ts';

/**
 * What keeps queries quick in a workspace that has grown. What SQLite had counted for its plans goes, and is counted no more: counted
 * while a table was almost empty, it made look-ups by an id read the whole history later. How calls went is counted in the indexes alone,
 * and runs and rows that need a person have indexes of their own.
 */
export const queryPlansStep: Migration = {
  number: 20,
  name: 'query plans',
  sql: /* sql */ `
DROP TABLE IF EXISTS sqlite_stat1;
DROP TABLE IF EXISTS sqlite_stat4;
DROP INDEX exchanges_api;
DROP INDEX exchanges_endpoint;
DROP INDEX exchanges_credential;
DROP INDEX exchanges_environment;
CREATE INDEX exchanges_api ON exchanges (api_id, started_at, error_class, state, duration_ms);
CREATE INDEX exchanges_endpoint ON exchanges (endpoint_id, started_at, error_class);
CREATE INDEX exchanges_credential ON exchanges (credential_id, started_at, error_class);
CREATE INDEX exchanges_environment ON exchanges (environment_id, started_at, error_class);
CREATE INDEX flow_runs_stopped ON flow_runs (started_at) WHERE state = 'stopped';
CREATE INDEX flow_run_rows_open ON flow_run_rows (state, run_id) WHERE state IN ('partial', 'unknown');
`,
};
