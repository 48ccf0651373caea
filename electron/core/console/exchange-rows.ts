import type { ResponseEvidence } from '../../../shared/domain/evidence/evidence.ts';
import type { RowWrite } from '../db/row-write.ts';
import type { BodyRow, ExchangeIntent, RecordedAttempt, RecordedExchange } from './recorded-exchange.ts';

/** The intent, before the call. */
export const intentRow = (number: number, intent: ExchangeIntent): RowWrite => ({
  table: 'exchanges',
  how: 'insert',
  key: { id: intent.id },
  values: {
    number,
    correlation_id: intent.correlationId,
    source: intent.source,
    actor: intent.actor,
    state: 'sent',
    api_id: intent.apiId,
    endpoint_id: intent.endpointId,
    environment_id: intent.environmentId,
    credential_id: intent.credentialId,
    contract_id: intent.contractId,
    saved_request_id: intent.savedRequestId ?? null,
    method: intent.method,
    url: intent.url,
    host: intent.host,
    started_at: intent.startedAt,
    request_headers: JSON.stringify(intent.requestHeaders),
  },
});

/** Most of what an answer can say it does not say: what is nothing is not kept, and is nothing again when it is read. */
const withoutEmpty = (said: object): object =>
  Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)),
  );

/** What was kept of an answer's evidence. */
export function keptEvidence(text: string): ResponseEvidence | null {
  const said = JSON.parse(text) as Partial<ResponseEvidence> | null;
  // A call that is on its way has none.
  return said?.rateLimits === undefined ? null : ({ ...nothingSaid, ...said } as ResponseEvidence);
}

const nothingSaid = {
  deprecation: null,
  sunset: null,
  links: [],
  warnings: [],
  retryAfter: null,
  problem: null,
  versions: [],
  clockSkewMs: null,
  unparsed: [],
} satisfies Partial<ResponseEvidence>;

/** The outcome, after the call. */
export const finishedRow = (exchange: RecordedExchange, attempts: number): RowWrite => ({
  table: 'exchanges',
  how: 'patch',
  key: { id: exchange.id },
  values: {
    state: exchange.state,
    status: exchange.status,
    finished_at: exchange.finishedAt,
    duration_ms: exchange.durationMs,
    error_class: exchange.errorClass,
    verdict: exchange.verdict,
    violation_count: exchange.outcome.violations.length + exchange.outcome.moreViolations,
    vendor_request_id: exchange.vendorRequestId,
    answer_headers: JSON.stringify(exchange.answerHeaders),
    outcome: JSON.stringify(withoutEmpty(exchange.outcome)),
    evidence: exchange.evidence === null ? 'null' : JSON.stringify(withoutEmpty(exchange.evidence)),
    attempt_count: attempts,
  },
});

export const bodyRow = (exchangeId: string, body: BodyRow): RowWrite => ({
  table: 'bodies',
  how: 'insert',
  key: { exchange_id: exchangeId, side: body.side },
  values: {
    byte_length: body.byteLength,
    sha256: body.sha256,
    media_type: body.mediaType,
    key_id: body.keyId,
    sealed: body.sealed,
    file: body.file,
  },
});

/** An attempt; one that was kept before is written anew. */
export const attemptRow = (exchangeId: string, attempt: RecordedAttempt): RowWrite => ({
  table: 'exchange_attempts',
  how: 'replace',
  key: { exchange_id: exchangeId, number: attempt.number },
  values: {
    started_at: attempt.startedAt,
    ended_at: attempt.endedAt,
    status: attempt.status,
    error_class: attempt.errorClass,
    cause: attempt.cause,
    happened: attempt.happened,
    timings: JSON.stringify(attempt.timings),
    wait_ms: attempt.waitMs,
    wait_words: attempt.waitWords,
    answer_headers: JSON.stringify(attempt.answerHeaders),
  },
});
