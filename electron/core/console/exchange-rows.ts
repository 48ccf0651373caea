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
    outcome: JSON.stringify(exchange.outcome),
    evidence: JSON.stringify(exchange.evidence),
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
