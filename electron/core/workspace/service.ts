import { statSync } from 'node:fs';
import { isFault } from '../../../shared/contract/errors.ts';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { verifyChain } from '../db/change-log.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { inFlight } from '../db/evidence-writer.ts';
import { newestSchema, schemaVersion } from '../db/migrate.ts';
import type { Engine } from '../engine.ts';
import { workspaceFile } from './workspace-file.ts';

/** What the screen and the terminal show of the open workspace. */
export function describeWorkspace(engine: Engine): WorkspaceInfo {
  const { db, workspace, keychain, person } = engine;
  const row = db.get<{ id: string; name: string; is_sample: number; created_at: number }>('SELECT * FROM workspace');
  const counts = db.get<WorkspaceInfo['counts']>(`SELECT
    (SELECT count(*) FROM vendors) AS vendors, (SELECT count(*) FROM apis) AS apis, (SELECT count(*) FROM endpoints) AS endpoints,
    (SELECT count(*) FROM credentials) AS credentials, (SELECT count(*) FROM exchanges) AS exchanges,
    (SELECT count(*) FROM calendar_events) AS events`);
  if (!row || !counts) throw new Error('the workspace has no row of its own');
  return {
    id: row.id,
    name: row.name,
    folder: workspace.folder,
    isSample: row.is_sample === 1,
    isReadOnly: workspace.readOnlyReason !== null,
    readOnlyReason: workspace.readOnlyReason,
    createdAt: row.created_at,
    schemaVersion: schemaVersion(workspace.db),
    sizeBytes: statSync(workspaceFile(workspace.folder)).size,
    keychain: { available: keychain.kind === 'keychain', words: keychain.words },
    person,
    counts,
  };
}

export interface CheckFinding {
  readonly name: string;
  readonly holds: boolean;
  readonly words: string;
}

/** Checks the file from top to bottom: pages, references, the activity's chain, the schema, calls in flight. */
export function checkWorkspace(engine: Engine): { isWhole: boolean; findings: CheckFinding[] } {
  const { db, workspace } = engine;
  const findings: CheckFinding[] = [
    finding('Database', () => {
      const result = workspace.db.pragma<string>('integrity_check');
      return {
        holds: result === 'ok',
        words: result === 'ok' ? 'Every page of the file is whole.' : `SQLite found: ${result}. Restore a backup.`,
      };
    }),
    finding('References', () => {
      const orphans = db.all('PRAGMA foreign_key_check').length;
      return {
        holds: orphans === 0,
        words: orphans === 0 ? 'Every record leads to a record that is there.' : `${orphans} records lead to nothing.`,
      };
    }),
    finding('Activity', () => {
      const chain = verifyChain(db);
      return {
        holds: chain.isWhole,
        words: chain.isWhole ? `The chain of ${grouped(chain.entries)} entries is whole.` : `The chain breaks at entry ${chain.brokenAt}.`,
      };
    }),
    finding('Schema', () => {
      const schema = schemaVersion(workspace.db);
      return {
        holds: schema <= newestSchema,
        words:
          schema <= newestSchema
            ? `Version ${schema}, the newest this app knows.`
            : `Version ${schema} is newer than this app (${newestSchema}).`,
      };
    }),
    finding('Calls', () => {
      const unknown = db.get<{ n: number }>(`SELECT count(*) AS n FROM exchanges WHERE ${inFlight} AND state = 'unknown'`)?.n ?? 0;
      return {
        holds: unknown === 0,
        words:
          unknown === 0
            ? 'No call was cut off while it was on its way.'
            : `${unknown} calls were cut off on their way; check with the vendor whether they took effect.`,
      };
    }),
  ];
  // Calls with unknown outcome need a person, but the workspace itself is whole.
  return { isWhole: findings.filter(({ name }) => name !== 'Calls').every(({ holds }) => holds), findings };
}

/** A page that cannot be read ends the check it is met in, not all of them. */
function finding(name: string, check: () => Omit<CheckFinding, 'name'>): CheckFinding {
  try {
    return { name, ...check() };
  } catch (error) {
    const fault = asStorageFault(error, 'The workspace');
    if (!isFault(fault)) throw error;
    return { name, holds: false, words: `${fault.data.happened} ${fault.data.remedy}` };
  }
}
