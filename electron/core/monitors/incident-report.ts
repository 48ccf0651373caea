import type { IncidentSummary } from '../../../shared/contract/monitors.ts';
import { clockWords } from '../../../shared/domain/monitors/clock-words.ts';
import { incidentBounds, incidentDurationWords, type IncidentMoments } from '../../../shared/domain/monitors/incident-duration.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { monitorIdsOf, type PromiseRow } from './promise-rows.ts';
import { gapsBetween } from './spans.ts';

export interface IncidentRow {
  readonly id: string;
  readonly number: number;
  readonly monitor_id: string | null;
  readonly api_id: string | null;
  readonly title: string;
  readonly attribution: IncidentSummary['attribution'];
  readonly attribution_reason: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly first_bad_at: number | null;
  readonly last_bad_at: number | null;
  readonly previous_good_at: number | null;
  readonly next_good_at: number | null;
  readonly monitor_ids: string;
  readonly notes: string;
  readonly acknowledged_at: number | null;
  readonly acknowledged_by: string | null;
  readonly api_name: string | null;
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly monitor_name: string | null;
  readonly open_follow_ups: number;
}

export const selectIncidents = `SELECT i.*, a.name AS api_name, v.id AS vendor_id, v.name AS vendor_name, m.name AS monitor_name,
    (SELECT count(*) FROM follow_ups f WHERE f.incident_id = i.id AND f.closed_at IS NULL) AS open_follow_ups
  FROM incidents i LEFT JOIN apis a ON a.id = i.api_id LEFT JOIN vendors v ON v.id = a.vendor_id LEFT JOIN monitors m ON m.id = i.monitor_id`;

/** Incidents that lasted within [fromAt, toAt), the newest first. */
export const incidentsBetween = (db: Reader, fromAt: number, toAt: number, now: number): IncidentSummary[] =>
  asSummaries(
    db,
    db.all<IncidentRow>(
      `${selectIncidents} WHERE i.opened_at < ? AND (i.closed_at IS NULL OR i.closed_at >= ?) ORDER BY i.opened_at DESC, i.number DESC`,
      toAt,
      fromAt,
    ),
    now,
  );

/** Incidents that are not over, the oldest first. */
export const openIncidents = (db: Reader, now: number): IncidentSummary[] =>
  asSummaries(db, db.all<IncidentRow>(`${selectIncidents} WHERE i.closed_at IS NULL ORDER BY i.opened_at`), now);

export function asSummaries(db: Reader, rows: readonly IncidentRow[], now: number): IncidentSummary[] {
  if (rows.length === 0) return [];
  const promises = db.all<PromiseRow>('SELECT *, NULL AS process_name FROM promises');
  const processes = db.all<{ api_id: string; name: string }>(
    'SELECT DISTINCT d.api_id, p.name FROM dependencies d JOIN processes p ON p.id = d.process_id ORDER BY p.name',
  );
  return rows.map((row) => {
    const monitors = monitorIdsOf(row);
    const moments = momentsOf(row);
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      apiId: row.api_id,
      apiName: row.api_name,
      vendorId: row.vendor_id,
      vendorName: row.vendor_name,
      monitorId: row.monitor_id,
      monitorName: row.monitor_name,
      promiseIds: promises
        .filter(
          (promise) =>
            promise.kind !== 'correctness' &&
            (monitorIdsOf(promise).some((id) => monitors.includes(id)) || (row.api_id !== null && promise.api_id === row.api_id)),
        )
        .map(({ id }) => id),
      state: row.closed_at === null ? 'open' : 'closed',
      attribution: row.attribution,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      ...incidentBounds(moments),
      durationWords: incidentDurationWords(moments, gapsOf(db, moments, now), (at) => clockWords(localZone(), at)),
      processes: processes.filter(({ api_id }) => api_id === row.api_id).map(({ name }) => name),
      openFollowUps: row.open_follow_ups,
      isAcknowledged: row.acknowledged_at !== null,
    };
  });
}

/** One opened by hand has no checks: it lasted from when it is said to have begun to when it was closed. */
export const momentsOf = (row: IncidentRow): IncidentMoments => ({
  previousGoodAt: row.previous_good_at,
  firstBadAt: row.first_bad_at ?? row.opened_at,
  lastBadAt: row.last_bad_at ?? row.closed_at ?? row.opened_at,
  nextGoodAt: row.next_good_at ?? row.closed_at,
});

function gapsOf(db: Reader, { previousGoodAt, firstBadAt, lastBadAt, nextGoodAt }: IncidentMoments, now: number) {
  const to = nextGoodAt ?? now;
  // Only what widens the bounds explains them: the unknown before the first bad check and after the last one.
  return [...gapsBetween(db, previousGoodAt ?? firstBadAt, firstBadAt), ...gapsBetween(db, lastBadAt, to)];
}
