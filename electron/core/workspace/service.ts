import { statSync } from 'node:fs';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import { verifyChain } from '../db/change-log.ts';
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

/** Checks the file from top to bottom: pages, references, the activity's chain, the search index, calls in flight. */
export function checkWorkspace(engine: Engine): { isWhole: boolean; findings: CheckFinding[] } {
  const { db, workspace } = engine;
  const quick = workspace.db.pragma<string>('integrity_check');
  const orphans = db.all('PRAGMA foreign_key_check').length;
  const chain = verifyChain(db);
  const schema = schemaVersion(workspace.db);
  const unknown = db.get<{ n: number }>("SELECT count(*) AS n FROM exchanges WHERE state = 'unknown'")?.n ?? 0;
  const findings: CheckFinding[] = [
    { name: 'Database', holds: quick === 'ok', words: quick === 'ok' ? 'Every page of the file is whole.' : `SQLite found: ${quick}. Restore a backup.` },
    { name: 'References', holds: orphans === 0, words: orphans === 0 ? 'Every record leads to a record that is there.' : `${orphans} records lead to nothing.` },
    { name: 'Activity', holds: chain.isWhole, words: chain.isWhole ? `The chain of ${chain.entries.toLocaleString('en')} entries is whole.` : `The chain breaks at entry ${chain.brokenAt}.` },
    { name: 'Schema', holds: schema <= newestSchema, words: schema <= newestSchema ? `Version ${schema}, the newest this app knows.` : `Version ${schema} is newer than this app (${newestSchema}).` },
    { name: 'Calls', holds: unknown === 0, words: unknown === 0 ? 'No call was cut off while it was on its way.' : `${unknown} calls were cut off on their way; check with the vendor whether they took effect.` },
  ];
  // Calls with unknown outcome need a person, but the workspace itself is whole.
  return { isWhole: findings.filter(({ name }) => name !== 'Calls').every(({ holds }) => holds), findings };
}
