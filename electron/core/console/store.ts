import type { ExchangeRow } from '../../../shared/contract/console.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { BodyRow, ExchangeIntent, RecordedExchange } from './recorded-exchange.ts';

/** A row of the exchanges table with the names of what it is about. */
export interface StoredExchange {
  readonly id: string;
  readonly number: number;
  readonly correlation_id: string;
  readonly source: ExchangeRow['source'];
  readonly actor: string;
  readonly state: ExchangeRow['state'];
  readonly api_id: string | null;
  readonly endpoint_id: string | null;
  readonly environment_id: string | null;
  readonly credential_id: string | null;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly status: number | null;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly duration_ms: number | null;
  readonly error_class: string;
  readonly verdict: ExchangeRow['verdict'];
  readonly violation_count: number;
  readonly vendor_request_id: string | null;
  readonly request_headers: string;
  readonly answer_headers: string;
  readonly outcome: string;
  readonly evidence: string;
  readonly updated: string;
  readonly attempt_count: number;
  readonly bodies_purged_at: number | null;
  readonly api_name: string | null;
  readonly vendor_name: string | null;
  readonly environment_name: string | null;
}

/** What a list shows of an exchange. */
export type ListedExchange = Omit<
  StoredExchange,
  | 'environment_id'
  | 'credential_id'
  | 'finished_at'
  | 'request_headers'
  | 'answer_headers'
  | 'outcome'
  | 'evidence'
  | 'updated'
  | 'bodies_purged_at'
>;

const selectExchanges = `SELECT x.*, a.name AS api_name, v.name AS vendor_name, e.name AS environment_name FROM exchanges x
  LEFT JOIN apis a ON a.id = x.api_id LEFT JOIN vendors v ON v.id = a.vendor_id LEFT JOIN environments e ON e.id = x.environment_id`;

/** The intent, before the call. Returns its number, by which people name it. */
export function insertIntent(db: Writer, intent: ExchangeIntent): number {
  const number = (db.get<{ n: number | null }>('SELECT max(number) AS n FROM exchanges')?.n ?? 0) + 1;
  db.run(
    `INSERT INTO exchanges (id, number, correlation_id, source, actor, state, api_id, endpoint_id, environment_id, credential_id, contract_id,
       saved_request_id, method, url, host, started_at, request_headers) VALUES (?, ?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    intent.id,
    number,
    intent.correlationId,
    intent.source,
    intent.actor,
    intent.apiId,
    intent.endpointId,
    intent.environmentId,
    intent.credentialId,
    intent.contractId,
    intent.savedRequestId ?? null,
    intent.method,
    intent.url,
    intent.host,
    intent.startedAt,
    JSON.stringify(intent.requestHeaders),
  );
  return number;
}

/** The outcome, after the call. */
export function finishExchange(db: Writer, exchange: RecordedExchange, attemptCount = 1): void {
  db.run(
    `UPDATE exchanges SET state = ?, status = ?, finished_at = ?, duration_ms = ?, error_class = ?, verdict = ?, violation_count = ?,
       vendor_request_id = ?, answer_headers = ?, outcome = ?, evidence = ?, attempt_count = ? WHERE id = ?`,
    exchange.state,
    exchange.status,
    exchange.finishedAt,
    exchange.durationMs,
    exchange.errorClass,
    exchange.verdict,
    exchange.outcome.violations.length + exchange.outcome.moreViolations,
    exchange.vendorRequestId,
    JSON.stringify(exchange.answerHeaders),
    JSON.stringify(exchange.outcome),
    JSON.stringify(exchange.evidence),
    attemptCount,
    exchange.id,
  );
}

export function insertBody(db: Writer, exchangeId: string, body: BodyRow): void {
  db.run(
    'INSERT INTO bodies (exchange_id, side, byte_length, sha256, media_type, key_id, sealed, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    exchangeId,
    body.side,
    body.byteLength,
    body.sha256,
    body.mediaType,
    body.keyId,
    body.sealed,
    body.file,
  );
}

export function findBody(db: Reader, exchangeId: string, side: 'request' | 'answer'): BodyRow | undefined {
  return db.get<BodyRow>(
    'SELECT side, byte_length AS byteLength, sha256, media_type AS mediaType, key_id AS keyId, sealed, file FROM bodies WHERE exchange_id = ? AND side = ?',
    exchangeId,
    side,
  );
}

/** By the primary key alone: the bytes stay unread. */
export const hasBody = (db: Reader, exchangeId: string, side: BodyRow['side']): boolean =>
  db.get('SELECT 1 FROM bodies WHERE exchange_id = ? AND side = ?', exchangeId, side) !== undefined;

export function getExchange(db: Reader, id: string): StoredExchange | undefined {
  // The row first, then its names: with a parameter beside a join SQLite plans the statement anew for every value, which takes
  // ten times as long as reading it.
  return db.get<StoredExchange>(
    `WITH x AS MATERIALIZED (SELECT * FROM exchanges WHERE id = ?) ${selectExchanges.replace('FROM exchanges x', 'FROM x')}`,
    id,
  );
}

/** By our correlation id, the vendor's request id, our exchange id or the number. */
export function findExchanges(db: Reader, anyId: string): StoredExchange[] {
  const number = /^\d{1,15}$/.test(anyId) ? Number(anyId) : -1;
  return db.all<StoredExchange>(
    `${selectExchanges} WHERE x.id IN (SELECT id FROM exchanges WHERE correlation_id = ? UNION SELECT id FROM exchanges WHERE vendor_request_id = ?
       UNION SELECT id FROM exchanges WHERE id = ? UNION SELECT id FROM exchanges WHERE number = ?) ORDER BY x.started_at`,
    anyId,
    anyId,
    anyId,
    number,
  );
}
