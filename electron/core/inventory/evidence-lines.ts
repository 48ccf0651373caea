import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import type { Reader } from '../db/sqlite.ts';

type EvidenceLine = ApiDetail['evidence'][number];

const shownLines = 12;

/** What was seen of an API lately, newest first, each line leading to the record that shows it. */
export function evidenceOf(db: Reader, apiId: string): EvidenceLine[] {
  const dates = db
    .all<{ exchange_id: string; seen_at: number; title: string; raw: string }>(
      `SELECT d.exchange_id, d.seen_at, e.title, d.raw FROM calendar_dates d JOIN calendar_events e ON e.id = d.event_id
       WHERE e.api_id = ? AND d.exchange_id IS NOT NULL ORDER BY d.seen_at DESC LIMIT 10`,
      apiId,
    )
    .map((row): EvidenceLine => ({
      kind: 'header',
      words: `${row.title}: ${row.raw}`,
      at: row.seen_at,
      door: { place: 'console', kind: 'exchange', id: row.exchange_id },
    }));
  const contracts = db
    .all<{ id: string; version: string; imported_at: number; file_name: string }>(
      'SELECT id, version, imported_at, file_name FROM contracts WHERE api_id = ? ORDER BY imported_at DESC LIMIT 5',
      apiId,
    )
    .map((row): EvidenceLine => ({
      kind: 'contract',
      words: `Contract ${row.version} read from ${row.file_name}`,
      at: row.imported_at,
      door: { place: 'inventory', kind: 'api', id: apiId },
    }));
  const drift = db
    .all<{ last_exchange_id: string; last_seen_at: number; title: string }>(
      "SELECT last_exchange_id, last_seen_at, title FROM findings WHERE api_id = ? AND status = 'open' ORDER BY last_seen_at DESC LIMIT 5",
      apiId,
    )
    .map((row): EvidenceLine => ({
      kind: 'drift',
      words: row.title,
      at: row.last_seen_at,
      door: { place: 'console', kind: 'exchange', id: row.last_exchange_id },
    }));
  const limits = db
    .all<{ exchange_id: string; peak_at: number; peak_percent: number; policy: string }>(
      'SELECT exchange_id, coalesce(peak_at, seen_at) AS peak_at, peak_percent, policy FROM limits WHERE api_id = ? AND peak_percent >= 50 ORDER BY peak_percent DESC LIMIT 3',
      apiId,
    )
    .map((row): EvidenceLine => ({
      kind: 'limit',
      words: `Limit “${row.policy}” used to ${Math.round(row.peak_percent)} %`,
      at: row.peak_at,
      door: { place: 'console', kind: 'exchange', id: row.exchange_id },
    }));
  const failures = db
    .all<{ id: string; started_at: number; method: string; status: number | null; error_class: string }>(
      "SELECT id, started_at, method, status, error_class FROM exchanges WHERE api_id = ? AND error_class NOT IN ('ok', 'unknown') ORDER BY started_at DESC LIMIT 3",
      apiId,
    )
    .map((row): EvidenceLine => ({
      kind: 'failure',
      words: `${row.method} ${row.status === null ? 'got no answer' : `answered ${row.status}`}`,
      at: row.started_at,
      door: { place: 'console', kind: 'exchange', id: row.id },
    }));
  return [...dates, ...contracts, ...drift, ...limits, ...failures].toSorted((a, b) => b.at - a.at).slice(0, shownLines);
}
