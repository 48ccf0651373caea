import type { CheckResult } from '../../../shared/contract/monitors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';

interface ResultRow {
  readonly id: string;
  readonly monitor_id: string;
  readonly monitor_name: string | null;
  readonly started_at: number;
  readonly ended_at: number;
  readonly outcome: CheckResult['outcome'];
  readonly attribution: CheckResult['attribution'];
  readonly reason: CheckResult['reason'];
  readonly status: number | null;
  readonly total_ms: number | null;
  readonly attempts: number;
  readonly is_catch_up: number;
  readonly words: string;
  readonly exchange_ids: string;
  readonly observer_name: string | null;
}

const selectResults = `SELECT r.*, m.name AS monitor_name, o.name AS observer_name FROM check_results r
  LEFT JOIN monitors m ON m.id = r.monitor_id LEFT JOIN observers o ON o.id = r.observer_id`;

const asResult = (row: ResultRow): CheckResult => ({
  id: row.id,
  monitorId: row.monitor_id,
  monitorName: row.monitor_name ?? 'a removed monitor',
  startedAt: row.started_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
  attribution: row.attribution,
  reason: row.reason,
  status: row.status,
  totalMs: row.total_ms,
  attempts: row.attempts,
  isCatchUp: row.is_catch_up === 1,
  words: row.words,
  exchangeIds: JSON.parse(row.exchange_ids) as string[],
  observerName: row.observer_name ?? '',
});

export function getResult(db: Reader, id: string): CheckResult {
  const row = db.get<ResultRow>(`${selectResults} WHERE r.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The check is gone.', remedy: 'Checks are kept for 90 days.' });
  return asResult(row);
}

/** The newest first; of one monitor or of all. */
export function listResults(
  db: Reader,
  {
    monitorId,
    beforeAt,
    limit,
  }: { readonly monitorId?: string | undefined; readonly beforeAt?: number | undefined; readonly limit: number },
): CheckResult[] {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const only = (sql: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(sql);
    values.push(value);
  };
  only('r.monitor_id = ?', monitorId);
  only('r.started_at < ?', beforeAt);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return db.all<ResultRow>(`${selectResults}${where} ORDER BY r.started_at DESC LIMIT ?`, ...values, limit).map(asResult);
}

/** The newest result of every monitor. */
export function lastResults(db: Reader): Map<string, CheckResult> {
  const rows = db.all<ResultRow>(
    `${selectResults} WHERE r.id IN
     (SELECT (SELECT id FROM check_results WHERE monitor_id = s.monitor_id ORDER BY started_at DESC LIMIT 1) FROM monitor_states s)`,
  );
  return new Map(rows.map((row) => [row.monitor_id, asResult(row)]));
}
