import type { ExchangeRow } from '../../../shared/contract/console.ts';
import type { Reader } from '../db/sqlite.ts';
import type { BodyRow } from './recorded-exchange.ts';

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
  readonly cut_status: number | null;
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

/** The status of an answer that was cut off. The outcome is read of those alone that failed. */
export const cutStatus = "CASE WHEN x.state = 'failed' THEN json_extract(x.outcome, '$.cut.status') END AS cut_status";

const selectExchanges = `SELECT x.*, ${cutStatus}, a.name AS api_name, v.name AS vendor_name, e.name AS environment_name FROM exchanges x
  LEFT JOIN apis a ON a.id = x.api_id LEFT JOIN vendors v ON v.id = a.vendor_id LEFT JOIN environments e ON e.id = x.environment_id`;

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

/**
 * Whether an exchange that is not here may stand in the file that a restored backup replaced, which can be brought back: each stands here
 * before its body is written, and goes only with a purge of what is as old.
 */
export function isOfAnotherCopy(db: Reader, exchangeId: string): boolean {
  if (db.get('SELECT 1 FROM exchanges WHERE id = ?', exchangeId)) return false;
  const madeAt = Number.parseInt(exchangeId.replaceAll('-', '').slice(0, 12), 16);
  const purgedBefore = db.get<{ at: number | null }>('SELECT max(older_than) AS at FROM purges')?.at ?? 0;
  return !(madeAt < purgedBefore);
}

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
