import type { Exchange, ExchangeRow, StoredBody } from '../../../shared/contract/console.ts';
import type { ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import { noticesOf } from '../../../shared/domain/evidence/notices.ts';
import type { Reader } from '../db/sqlite.ts';
import { sealName } from '../vault/body-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { attemptsOf } from './attempt-rows.ts';
import { staleAnswerOf } from './last-good.ts';
import type { ExchangeOutcome } from './recorded-exchange.ts';
import { findBody, type ListedExchange, type StoredExchange } from './store.ts';

export function asRow(row: ListedExchange): ExchangeRow {
  return {
    id: row.id,
    number: row.number,
    correlationId: row.correlation_id,
    startedAt: row.started_at,
    state: row.state,
    method: row.method,
    url: row.url,
    host: row.host,
    status: row.status,
    durationMs: row.duration_ms,
    apiId: row.api_id,
    apiName: row.api_name,
    vendorName: row.vendor_name,
    endpointId: row.endpoint_id,
    environmentName: row.environment_name,
    source: row.source,
    errorClass: row.error_class,
    verdict: row.verdict,
    violationCount: row.violation_count,
    vendorRequestId: row.vendor_request_id,
    attemptCount: row.attempt_count,
    actor: row.actor,
  };
}

/** A whole exchange with its bodies opened. */
export async function asExchange(db: Reader, vault: Vault, row: StoredExchange): Promise<Exchange> {
  const outcome = JSON.parse(row.outcome) as Partial<ExchangeOutcome>;
  const evidence = JSON.parse(row.evidence) as ResponseEvidence | null;
  return {
    ...asRow(row),
    bodiesPurgedAt: row.bodies_purged_at,
    finishedAt: row.finished_at,
    environmentId: row.environment_id,
    credentialName: outcome.credentialName ?? null,
    requestHeaders: JSON.parse(row.request_headers) as [string, string][],
    answerHeaders: JSON.parse(row.answer_headers) as [string, string][],
    requestBody: await openBody(db, vault, row.id, 'request'),
    answerBody: await openBody(db, vault, row.id, 'answer'),
    timings: outcome.timings ?? null,
    timingWords: outcome.timingWords ?? '',
    hops: outcome.hops ?? [],
    failure: outcome.failure ?? null,
    violations: [...(outcome.violations ?? [])],
    moreViolations: outcome.moreViolations ?? 0,
    verdictReason: outcome.verdictReason ?? '',
    contractVersion: outcome.contractVersion ?? null,
    notices: evidence && 'rateLimits' in evidence ? noticesOf(evidence) : [],
    errorWords: outcome.errorWords ?? '',
    updated: JSON.parse(row.updated) as Exchange['updated'],
    attempts: outcome.hasAttempts ? attemptsOf(db, row.id) : [],
    attemptWords: outcome.attemptWords ?? '',
    sendAgainAt: outcome.sendAgainAt ?? null,
    fallback: staleAnswerOf(db, outcome.fallbackId),
  };
}

/** How much of a body the screen gets at once. */
const shownBytes = 512 * 1024;

async function openBody(db: Reader, vault: Vault, exchangeId: string, side: 'request' | 'answer'): Promise<StoredBody | null> {
  const body = findBody(db, exchangeId, side);
  if (!body) return null;
  const described = { byteLength: body.byteLength, sha256: body.sha256, mediaType: body.mediaType };
  const without = (reason: string): StoredBody => ({ ...described, text: null, isCut: false, reason });
  if (body.keyId !== vault.keyId) return without('It was sealed with a key that is not on this computer.');
  const name = sealName(exchangeId, side);
  try {
    const plain = body.sealed
      ? vault.unseal(name, body.sealed)
      : body.file
        ? await vault.readFile(name, body.file, shownBytes)
        : Buffer.alloc(0);
    if (isBinary(plain)) return without(`It is binary: ${body.mediaType ?? 'no type given'}.`);
    return { ...described, text: plain.subarray(0, shownBytes).toString('utf8'), isCut: body.byteLength > shownBytes, reason: null };
  } catch (error) {
    return without(`It could not be opened: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** A NUL byte near the start: no text has one. */
const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 4096).includes(0);
