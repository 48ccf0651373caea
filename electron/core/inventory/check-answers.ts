import { gzipSync } from 'node:zlib';
import { Fault } from '../../../shared/contract/errors.ts';
import type { AnswerCheck } from '../../../shared/contract/findings.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import type { CheckedAnswers } from './check-answers-job.ts';

export interface CheckWish {
  readonly apiId: string;
  readonly sinceAt: number;
  readonly contractId?: string | undefined;
  readonly file?: File | undefined;
}

/** Would this contract have accepted the answers that are kept? Runs as a job; nothing is changed. */
export async function checkAnswers(engine: Engine, actor: Actor, wish: CheckWish, signal: AbortSignal | undefined): Promise<AnswerCheck> {
  const document = await documentOf(engine, wish);
  const { key } = engine.vault.sealedFile('', '');
  const checked = await engine.jobs.start(
    'check answers',
    { apiId: wish.apiId, sinceAt: wish.sinceAt, ...document, key, keyId: engine.vault.keyId },
    { title: `Check answers against ${document.fileName}`, actor, signal },
  ).finished;
  // It may have been through before it heard of it; nothing was written, so given up is given up.
  signal?.throwIfAborted();
  return { ...checked, words: wordsOf(checked) };
}

async function documentOf({ db }: Engine, { apiId, contractId, file }: CheckWish): Promise<{ document: Uint8Array; fileName: string }> {
  if (file) return { document: new Uint8Array(gzipSync(new Uint8Array(await file.arrayBuffer()))), fileName: file.name };
  const row = db.get<{ document: Buffer; file_name: string }>(
    `SELECT document, file_name FROM contracts WHERE api_id = ? AND ${contractId === undefined ? 'is_current = 1' : 'id = ?'} ORDER BY imported_at DESC LIMIT 1`,
    apiId,
    ...(contractId === undefined ? [] : [contractId]),
  );
  if (row) return { document: new Uint8Array(row.document), fileName: row.file_name };
  throw new Fault('not_found', { happened: 'This API has no such contract.', remedy: 'Import the vendor’s OpenAPI file, or name a file.' });
}

function wordsOf({ checked, fits, contractVersion, unchecked }: CheckedAnswers): string {
  const left = unchecked.reduce((sum, { count }) => sum + count, 0);
  const rest = left === 0 ? '' : `; ${grouped(left)} could not be checked`;
  const version = contractVersion === '' ? 'The contract' : `Version ${contractVersion}`;
  if (checked === 0)
    return `No kept answer could be checked against ${contractVersion === '' ? 'the contract' : `version ${contractVersion}`}${rest}.`;
  const share =
    fits === checked
      ? checked === 1
        ? 'the one answer'
        : `all ${grouped(checked)} answers`
      : `${grouped(fits)} of ${grouped(checked)} answers`;
  return `${version} accepts ${share}${rest}.`;
}
