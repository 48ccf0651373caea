import type { Today } from '../../../shared/contract/today.ts';
import type { ApiRow } from '../../../shared/contract/inventory.ts';
import type { Reader } from '../db/sqlite.ts';
import { monthAgo } from '../inventory/store.ts';

const dayMs = 86_400_000;
const shownDays = 30;
const shownApis = 8;

/** How the APIs that serve a process answered, day by day. A day without calls is no data, never good. */
export function healthOf(db: Reader, apis: readonly ApiRow[], now: number): Today['health'] {
  const start = monthAgo(now);
  const rows = db.all<{ api_id: string; day: number; calls: number; failed: number }>(
    `SELECT a.id AS api_id, CAST((x.started_at - ?) / ${dayMs} AS INTEGER) AS day, count(*) AS calls, sum(x.error_class <> 'ok') AS failed
     FROM apis a CROSS JOIN exchanges x ON x.api_id = a.id AND x.started_at >= ? GROUP BY a.id, day`,
    start,
    start,
  );
  const used = apis.filter((api) => api.processes.length > 0 && api.calls30d > 0);
  const shown = (used.length > 0 ? used : apis.filter((api) => api.calls30d > 0))
    .toSorted((a, b) => rank(a) - rank(b) || b.calls30d - a.calls30d)
    .slice(0, shownApis);
  return shown.map((api) => {
    const own = new Map(rows.filter((row) => row.api_id === api.id).map((row) => [row.day, row]));
    const days = Array.from({ length: shownDays }, (_, day) => {
      const row = own.get(day);
      return row ? { calls: row.calls, failed: row.failed } : null;
    });
    return {
      apiId: api.id,
      name: `${api.vendorName} ${api.name}`,
      processes: api.processes,
      calls: days.reduce((sum, day) => sum + (day?.calls ?? 0), 0),
      failed: days.reduce((sum, day) => sum + (day?.failed ?? 0), 0),
      days,
      p95Ms: percentile95(db, api.id, start),
    };
  });
}

const rank = (api: ApiRow): number => (api.standing.state === 'broken' ? 0 : api.criticality === 'high' ? 1 : 2);

/** Nearest-rank 95th percentile of the calls that were answered; null without any. */
function percentile95(db: Reader, apiId: string, since: number): number | null {
  const { n } = db.get<{ n: number }>(
    "SELECT count(*) AS n FROM exchanges WHERE api_id = ? AND started_at >= ? AND state = 'answered' AND duration_ms IS NOT NULL",
    apiId,
    since,
  ) ?? { n: 0 };
  if (n === 0) return null;
  return (
    db.get<{ ms: number }>(
      "SELECT duration_ms AS ms FROM exchanges WHERE api_id = ? AND started_at >= ? AND state = 'answered' AND duration_ms IS NOT NULL ORDER BY duration_ms DESC LIMIT 1 OFFSET ?",
      apiId,
      since,
      // From the slowest: there are fewer of them to sort.
      n - Math.ceil(n * 0.95),
    )?.ms ?? null
  );
}
