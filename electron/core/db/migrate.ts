import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { ground } from './migrations/0001-ground.ts';
import { inventoryStep } from './migrations/0002-inventory.ts';
import { credentialsStep } from './migrations/0003-credentials.ts';
import { savedRequestsStep } from './migrations/0004-console.ts';
import { mappingsStep } from './migrations/0005-mappings.ts';
import { ledgerStep } from './migrations/0006-ledger.ts';
import { laddersStep } from './migrations/0007-calendar.ts';
import { monitorsStep } from './migrations/0008-monitors.ts';
import { runbooksStep } from './migrations/0009-runbooks.ts';
import { scorecardsStep } from './migrations/0010-scorecards.ts';
import { settingsStep } from './migrations/0011-settings.ts';
import { resilienceStep } from './migrations/0012-resilience.ts';
import { requestsStep } from './migrations/0013-requests.ts';
import { flowsStep } from './migrations/0014-flows.ts';
import { webhooksStep } from './migrations/0015-webhooks.ts';
import { mockStep } from './migrations/0016-mock.ts';
import { answersStep } from './migrations/0017-answers.ts';
import { signingSecretsStep } from './migrations/0018-signing-secrets.ts';
import { heldEvidenceStep } from './migrations/0019-held-evidence.ts';
import { queryPlansStep } from './migrations/0020-query-plans.ts';
import type { Sqlite } from './sqlite.ts';

/** A step of the schema: numbered, forward only, never changed once applied. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /**
   * It makes a table anew, because SQLite cannot change a CHECK in place. Foreign keys are then off around the step, so that
   * dropping the old table takes no row of another along, and all of them are checked before the commit
   * (https://sqlite.org/lang_altertable.html#otheralter).
   */
  readonly rebuildsTables?: boolean;
}

export const migrations: readonly Migration[] = [
  ground,
  inventoryStep,
  credentialsStep,
  savedRequestsStep,
  mappingsStep,
  ledgerStep,
  laddersStep,
  monitorsStep,
  runbooksStep,
  scorecardsStep,
  settingsStep,
  resilienceStep,
  requestsStep,
  flowsStep,
  webhooksStep,
  mockStep,
  answersStep,
  signingSecretsStep,
  heldEvidenceStep,
  queryPlansStep,
];

/** "QMWS": marks the file as a Quartermaster workspace (PRAGMA application_id). */
export const applicationId = 0x514d5753;

/** The schema that this version of the app writes. */
export const newestSchema = migrations.length;

const hashOf = (migration: Migration): string => createHash('sha256').update(migration.sql).digest('hex');

/** The schema of an open file; 0 for an empty one. */
export function schemaVersion(db: Sqlite): number {
  return db.pragma<number>('user_version');
}

/**
 * Brings the schema up to date, each step in one transaction. Throws a `migration_changed` fault when a step that was
 * applied differs from the one this version carries; nothing is changed then.
 */
export function migrate(db: Sqlite, now: number, steps: readonly Migration[] = migrations): void {
  if (schemaVersion(db) === 0) {
    db.transaction(() => {
      db.pragma(`application_id = ${applicationId}`);
      db.script(
        'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
      );
    });
  }
  checkApplied(db, steps);
  for (const step of steps.slice(schemaVersion(db))) {
    if (step.rebuildsTables) withoutForeignKeys(db, () => apply(db, step, now));
    else apply(db, step, now);
  }
}

function apply(db: Sqlite, step: Migration, now: number): void {
  db.transaction(() => {
    db.script(step.sql);
    if (step.rebuildsTables) checkReferences(db, step);
    db.run('INSERT INTO migrations (number, name, hash, applied_at) VALUES (?, ?, ?, ?)', step.number, step.name, hashOf(step), now);
    db.pragma(`user_version = ${step.number}`);
  });
}

/** The setting is without effect inside a transaction; it is put back whatever happens. */
function withoutForeignKeys(db: Sqlite, work: () => void): void {
  db.pragma('foreign_keys = OFF');
  try {
    work();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function checkReferences(db: Sqlite, step: Migration): void {
  const [broken] = db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  if (broken)
    throw new Error(`migration ${step.number} (${step.name}) would leave rows of ${broken.table} that point to no row of ${broken.parent}`);
}

function checkApplied(db: Sqlite, steps: readonly Migration[]): void {
  for (const row of db.all<{ number: number; name: string; hash: string }>('SELECT number, name, hash FROM migrations ORDER BY number')) {
    const step = steps[row.number - 1];
    if (step && hashOf(step) !== row.hash) {
      throw new Fault('migration_changed', {
        happened: `Migration ${row.number} (${row.name}) of this workspace is not the one that this version of Quartermaster carries.`,
        remedy: 'Open the workspace with the version that made it, or install an official release. Nothing was changed.',
      });
    }
  }
}
