import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import type { ComparedContract } from './contract-changes.ts';
import type { ReadPlanResult } from './read-plan.ts';

interface CurrentContract {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly file_name: string;
  readonly document: Buffer;
}

/**
 * Compares a document that was read with the contract that an API is checked against now; null when there is none, or it is the very same.
 * What was compared before is taken as it is while that contract is still the current one.
 */
export async function compareWithCurrent(
  engine: Engine,
  actor: Actor,
  apiId: string | null,
  read: ReadPlanResult,
  signal: AbortSignal | undefined,
  before: ComparedContract | null = null,
): Promise<ComparedContract | null> {
  if (apiId === null) return null;
  const current = engine.db.get<CurrentContract>(
    'SELECT id, version, sha256, file_name, document FROM contracts WHERE api_id = ? AND is_current = 1 ORDER BY imported_at DESC LIMIT 1',
    apiId,
  );
  if (!current || current.sha256 === read.plan.sha256) return null;
  if (before?.contractId === current.id) return before;
  const comparison = await engine.jobs.start(
    'compare contracts',
    { before: new Uint8Array(current.document), beforeName: current.file_name, after: read.text, afterName: read.plan.fileName },
    { title: `Compare ${read.plan.fileName} with ${current.file_name}`, actor, signal },
  ).finished;
  return { contractId: current.id, fromVersion: current.version, comparison };
}
