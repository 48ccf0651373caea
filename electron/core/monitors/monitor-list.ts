import type { CheckResult, Monitor } from '../../../shared/contract/monitors.ts';
import type { Standing as Mark } from '../../../shared/contract/standing.ts';
import { sinceWords } from '../../../shared/domain/monitors/clock-words.ts';
import { jitterMs, nextDueAt } from '../../../shared/domain/monitors/due.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import type { Standing } from '../../../shared/domain/monitors/hysteresis.ts';
import { percentile } from '../../../shared/domain/monitors/percentile.ts';
import { isInService, serviceIntervals, serviceWords } from '../../../shared/domain/monitors/service-hours.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { standingOf } from './keep-result.ts';
import { limitWarnings } from './limit-warnings.ts';
import { stripOf } from './monitor-strip.ts';
import { assertionsOf, listMonitorRows, requireMonitor, retriesOf, serviceHoursOf, type MonitorRow } from './monitor-rows.ts';
import { lastResults, listResults } from './results.ts';
import { gapsBetween } from './spans.ts';

const dayMs = 86_400_000;

/** Every monitor with how it stands, its last 30 days and when it is checked next. */
export function listMonitors(db: Reader, now: number): Monitor[] {
  const last = lastResults(db);
  return listMonitorRows(db).map((row) => asMonitor(db, row, last.get(row.id) ?? null, now));
}

export function getMonitor(db: Reader, id: string, now: number): Monitor {
  return asMonitor(db, requireMonitor(db, id), lastResults(db).get(id) ?? null, now);
}

/** The monitor with its recent checks, the times nobody looked, and the promises that rest on it. */
export function showMonitor(db: Reader, id: string, now: number) {
  const monitor = getMonitor(db, id, now);
  const results = listResults(db, { monitorId: id, limit: 100 });
  const latency = results
    .filter(({ outcome, totalMs }) => (outcome === 'pass' || outcome === 'degraded') && totalMs !== null)
    .slice(0, 60)
    .toReversed()
    .map(({ startedAt, totalMs }) => ({ at: startedAt, ms: totalMs ?? 0 }));
  const row = requireMonitor(db, id);
  const since = Math.max(row.created_at, now - 7 * dayMs);
  const gaps = serviceIntervals(serviceHoursOf(row), since, now)
    .flatMap(({ startAt, endAt }) => gapsBetween(db, startAt, endAt))
    .filter(({ startAt, endAt }) => endAt - startAt >= row.interval_s * 1000)
    .toReversed();
  const promises = db.all<{ id: string; name: string }>(
    'SELECT p.id, p.name FROM promises p WHERE EXISTS (SELECT 1 FROM json_each(p.monitor_ids) WHERE value = ?) ORDER BY lower(p.name)',
    id,
  );
  return { monitor, results, gaps, latency, promises };
}

function asMonitor(db: Reader, row: MonitorRow, last: CheckResult | null, now: number): Monitor {
  const standing = standingOf(db, row.id);
  const hours = serviceHoursOf(row);
  const zone = hours?.zone ?? localZone();
  const { slots, days } = stripOf(db, row, now);
  const speeds = slots.flatMap(({ worstMs }) => (worstMs === null ? [] : [worstMs]));
  const open = db.get<{ id: string; number: number }>(
    'SELECT id, number FROM incidents WHERE closed_at IS NULL AND EXISTS (SELECT 1 FROM json_each(monitor_ids) WHERE value = ?) ORDER BY opened_at DESC',
    row.id,
  );
  const draft = row.draft === null ? null : (JSON.parse(row.draft) as { method?: string; path?: string });
  const lastSlotAt = db.get<{ at: number | null }>('SELECT max(slot_at) AS at FROM slots WHERE monitor_id = ?', row.id)?.at ?? null;
  return {
    id: row.id,
    name: row.name,
    savedRequestId: row.saved_request_id,
    requestName: row.request_name,
    method: draft?.method ?? '',
    path: draft?.path ?? '',
    apiId: row.api_id,
    apiName: row.api_name,
    vendorName: row.vendor_name,
    environmentId: row.environment_id,
    environmentName: row.environment_name,
    intervalS: row.interval_s,
    timeoutMs: row.timeout_ms,
    retriesS: retriesOf(row),
    assertions: assertionsOf(row),
    failAfter: row.fail_after,
    recoverAfter: row.recover_after,
    serviceHours: hours === null ? null : { ...hours, days: [...hours.days] },
    serviceWords: serviceWords(hours),
    isPaused: row.is_paused === 1,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    notes: row.notes,
    state: standing?.state ?? 'unknown',
    stateSinceAt: standing?.sinceAt ?? null,
    standing: { ...markOf(row, standing, last, now, zone), door: { place: 'monitors', kind: 'monitor', id: row.id } },
    last,
    nextDueAt: row.is_paused === 1 || row.request_name === null ? null : nextCheckAt(row, now, lastSlotAt),
    days: [...days],
    p95Ms: percentile(speeds, 'p95'),
    checks30d: slots.reduce((sum, { good, bad, ours }) => sum + good + bad + ours, 0),
    openIncident: open ?? null,
    warnings: limitWarnings(db, row),
  };
}

/** Within service hours, else when they begin again. */
function nextCheckAt(row: MonitorRow, now: number, lastSlotAt: number | null): number | null {
  const hours = serviceHoursOf(row);
  const intervalMs = row.interval_s * 1000;
  if (isInService(hours, now)) return nextDueAt(now, intervalMs, jitterMs(row.id, intervalMs), lastSlotAt);
  return serviceIntervals(hours, now, now + 8 * dayMs)[0]?.startAt ?? null;
}

/** How a monitor stands in a shape and words. What nobody has seen lately is not drawn as good. */
function markOf(
  row: MonitorRow,
  standing: Standing | null,
  last: CheckResult | null,
  now: number,
  zone: string,
): Pick<Mark, 'state' | 'words'> {
  if (row.request_name === null) return { state: 'broken', words: 'its request is gone' };
  if (row.is_paused === 1) return { state: 'no data', words: 'paused' };
  if (standing === null || standing.confirmedAt === null) return { state: 'no data', words: 'not checked yet' };
  const since = (at: number): string => sinceWords(zone, at, now);
  const isStale = now - standing.confirmedAt > row.interval_s * 2000 + 60_000;
  if (standing.state === 'down') {
    return {
      state: 'broken',
      words: isStale ? `last known down, unconfirmed since ${since(standing.confirmedAt)}` : `down since ${since(standing.sinceAt)}`,
    };
  }
  if (isStale) {
    const was = standing.state === 'up' ? 'was up' : 'was failing';
    if (!isInService(serviceHoursOf(row), now)) return { state: 'no data', words: `off hours, ${was}` };
    return { state: 'no data', words: `unseen for ${durationWords(now - standing.confirmedAt)}, ${was}` };
  }
  if (standing.fails > 0)
    return { state: 'soon', words: standing.fails === 1 ? 'one check failed' : `${standing.fails} checks failed in a row` };
  if (last?.outcome === 'degraded') return { state: 'soon', words: 'up, slower than wanted' };
  return { state: 'holds', words: 'up' };
}
