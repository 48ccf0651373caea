import type { endings, ExchangeRow } from '../../../shared/contract/console.ts';
import type { SearchTime } from '../../../shared/domain/console/history-values.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';
import { failed, searchConditions, type Condition } from './history-search.ts';
import { cutStatus, type ListedExchange } from './store.ts';

export interface ExchangeQuery {
  /** As typed in the history's field: words and `field:value`. */
  readonly text: string;
  readonly apiId?: string | undefined;
  readonly endpointId?: string | undefined;
  readonly credentialId?: string | undefined;
  readonly environmentId?: string | undefined;
  readonly environmentKind?: 'sandbox' | 'production' | 'other' | undefined;
  readonly vendorId?: string | undefined;
  readonly savedRequestId?: string | undefined;
  readonly source?: ExchangeRow['source'] | undefined;
  readonly ended?: (typeof endings)[number] | undefined;
  readonly onlyFailed: boolean;
  readonly sinceAt?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

const columns = `x.id, x.number, x.correlation_id, x.source, x.actor, x.state, x.api_id, x.endpoint_id, x.method, x.url, x.host, x.status, x.started_at,
  x.duration_ms, x.error_class, x.verdict, x.violation_count, x.vendor_request_id, x.attempt_count, a.name AS api_name, v.name AS vendor_name,
  e.name AS environment_name, ${cutStatus}`;

/** Exchanges that fit, the newest first, and how many there are in all. */
export function listExchanges(db: Reader, query: ExchangeQuery, time: SearchTime): { rows: ListedExchange[]; total: number } {
  const conditions = [...filterConditions(query), ...searchConditions(db, query.text, time)];
  const { pageFrom, countFrom } = sourcesOf(conditions);
  const before: Condition[] = query.before === undefined ? [] : [{ sql: 'x.number < ?', values: [query.before] }];
  const page = numbersOf(db, pageFrom, [...conditions, ...before], query.limit);
  // All that there is was read: it need not be read again to be counted.
  const total = query.before === undefined && page.length < query.limit ? page.length : count(db, countFrom, conditions);
  return { rows: rowsOf(db, page), total };
}

const plain = 'exchanges x';
/** SQLite would rather read whole rows, which are twenty times as long. */
const narrow = 'exchanges x INDEXED BY exchanges_search';

const ofFailed = 'exchanges x INDEXED BY exchanges_failed';

/** What a page and its count are read from. Without statistics SQLite does not know what is rare; here it is known. */
function sourcesOf(conditions: readonly Condition[]): { pageFrom: string; countFrom: string } {
  const has = (wanted: Condition['index']): boolean => conditions.some(({ index }) => index === wanted);
  if (has('own')) return { pageFrom: plain, countFrom: plain };
  if (has('failed')) return { pageFrom: ofFailed, countFrom: ofFailed };
  return { pageFrom: narrow, countFrom: has('either') || conditions.length === 0 ? plain : narrow };
}

function numbersOf(db: Reader, from: string, conditions: readonly Condition[], limit: number): number[] {
  const { sql, values } = joined(conditions);
  return db
    .all<{ number: number }>(
      `SELECT x.number FROM ${from}${sql === '' ? '' : ` WHERE ${sql}`} ORDER BY x.number DESC LIMIT ?`,
      ...values,
      limit,
    )
    .map(({ number }) => number);
}

function count(db: Reader, from: string, conditions: readonly Condition[]): number {
  const { sql, values } = joined(conditions);
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}${sql === '' ? '' : ` WHERE ${sql}`}`, ...values)?.n ?? 0;
}

const joined = (conditions: readonly Condition[]): { sql: string; values: SqlValue[] } => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => [...values]),
});

/** The rows of these numbers, the newest first, with the names of what they are about. Their headers stay unread, and the outcomes of those that were answered. */
function rowsOf(db: Reader, numbers: readonly number[]): ListedExchange[] {
  return db.all<ListedExchange>(
    `SELECT ${columns} FROM json_each(?) n CROSS JOIN exchanges x ON x.number = n.value
     LEFT JOIN apis a ON a.id = x.api_id LEFT JOIN vendors v ON v.id = a.vendor_id LEFT JOIN environments e ON e.id = x.environment_id
     ORDER BY x.number DESC`,
    JSON.stringify(numbers),
  );
}

/** What is filtered by records and choices, as other pages and the terminal do. */
function filterConditions(query: ExchangeQuery): Condition[] {
  const conditions: Condition[] = [];
  const where = (sql: string, value: SqlValue | undefined, index?: Condition['index']): void => {
    if (value !== undefined) conditions.push({ sql, values: [value], index });
  };
  where('x.api_id = ?', query.apiId, 'either');
  where('x.endpoint_id = ?', query.endpointId, 'own');
  where('x.credential_id = ?', query.credentialId, 'own');
  where('x.environment_id = ?', query.environmentId, 'either');
  where('x.environment_id IN (SELECT id FROM environments WHERE kind = ?)', query.environmentKind);
  where('x.api_id IN (SELECT id FROM apis WHERE vendor_id = ?)', query.vendorId, 'either');
  where('x.saved_request_id = ?', query.savedRequestId, 'own');
  where('x.source = ?', query.source);
  where('x.started_at >= ?', query.sinceAt);
  const { ended } = query;
  if (ended === 'no answer') conditions.push({ sql: "x.state = 'failed'", values: [] });
  else if (ended === 'unknown') conditions.push({ sql: "x.state IN ('sent', 'unknown')", values: [], index: 'either' });
  else if (ended) conditions.push({ sql: 'x.status BETWEEN ? AND ?', values: [Number(ended[0]) * 100, Number(ended[0]) * 100 + 99] });
  if (query.onlyFailed) conditions.push(failed);
  return conditions;
}
