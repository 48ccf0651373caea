import type { Exchange, ExchangeRow, StoredBody } from '../../../shared/contract/console.ts';
import type { ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import { charsetOf, decodeBeginning, decodeText, spellingOf, type Charset } from '../../../shared/domain/answers/charset.ts';
import { noticesOf } from '../../../shared/domain/evidence/notices.ts';
import type { Reader } from '../db/sqlite.ts';
import { sealName } from '../vault/body-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { attemptsOf } from './attempt-rows.ts';
import { keptEvidence } from './exchange-rows.ts';
import { staleAnswerOf } from './last-good.ts';
import type { BodyRow, ExchangeOutcome } from './recorded-exchange.ts';
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
    cutStatus: row.cut_status,
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
  return presentExchange({
    row: asRow(row),
    bodiesPurgedAt: row.bodies_purged_at,
    finishedAt: row.finished_at,
    environmentId: row.environment_id,
    requestHeaders: JSON.parse(row.request_headers) as [string, string][],
    answerHeaders: JSON.parse(row.answer_headers) as [string, string][],
    outcome,
    evidence: keptEvidence(row.evidence),
    updated: JSON.parse(row.updated) as Exchange['updated'],
    requestBody: await openBody(db, vault, row.id, 'request'),
    answerBody: await openBody(db, vault, row.id, 'answer'),
    attempts: outcome.hasAttempts ? attemptsOf(db, row.id) : [],
    fallback: staleAnswerOf(db, outcome.fallbackId),
  });
}

/** All that is known of an exchange: read from its row, or as it was just kept. */
export interface KnownExchange {
  readonly row: ExchangeRow;
  readonly bodiesPurgedAt: number | null;
  readonly finishedAt: number | null;
  readonly environmentId: string | null;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly answerHeaders: readonly (readonly [string, string])[];
  readonly outcome: Partial<ExchangeOutcome>;
  readonly evidence: ResponseEvidence | null;
  readonly updated: readonly Exchange['updated'][number][];
  readonly requestBody: StoredBody | null;
  readonly answerBody: StoredBody | null;
  readonly attempts: Exchange['attempts'];
  readonly fallback: Exchange['fallback'];
}

/** An exchange as it is shown. */
export function presentExchange(known: KnownExchange): Exchange {
  const { outcome, evidence } = known;
  return {
    ...known.row,
    bodiesPurgedAt: known.bodiesPurgedAt,
    finishedAt: known.finishedAt,
    environmentId: known.environmentId,
    credentialName: outcome.credentialName ?? null,
    requestHeaders: known.requestHeaders.map(([name, value]): [string, string] => [name, value]),
    answerHeaders: known.answerHeaders.map(([name, value]): [string, string] => [name, value]),
    requestBody: known.requestBody,
    answerBody: known.answerBody,
    timings: outcome.timings ?? null,
    timingWords: outcome.timingWords ?? '',
    hops: outcome.hops ?? [],
    failure: outcome.failure ?? null,
    cut: outcome.cut ?? null,
    violations: [...(outcome.violations ?? [])],
    moreViolations: outcome.moreViolations ?? 0,
    verdictReason: outcome.verdictReason ?? '',
    contractVersion: outcome.contractVersion ?? null,
    notices: evidence ? noticesOf(evidence) : [],
    errorWords: outcome.errorWords ?? '',
    updated: [...known.updated],
    attempts: known.attempts,
    attemptWords: outcome.attemptWords ?? '',
    sendAgainAt: outcome.sendAgainAt ?? null,
    fallback: known.fallback,
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
    return presentBody(body, plain);
  } catch (error) {
    return without(`It could not be opened: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** A body that was kept; of a long one its first bytes will do. */
export function presentBody(
  { byteLength, sha256, mediaType }: Pick<BodyRow, 'byteLength' | 'sha256' | 'mediaType'>,
  plain: Buffer,
): StoredBody {
  const described = { byteLength, sha256, mediaType };
  const charset = charsetOf(mediaType, plain);
  if (isBinary(charset, plain)) return { ...described, text: null, isCut: false, reason: `It is binary: ${mediaType ?? 'no type given'}.` };
  const isCut = byteLength > shownBytes;
  const text = isCut ? decodeBeginning(charset, plain.subarray(0, shownBytes)) : decodeText(charset, plain);
  return { ...described, text, isCut, reason: null };
}

/** A NUL byte near the start: no text has one, but for UTF-16. */
const isBinary = (charset: Charset, bytes: Uint8Array): boolean =>
  spellingOf(charset) !== 'two bytes' && bytes.subarray(0, 4096).includes(0);
