import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { exposureOf } from '../../../shared/domain/calendar/exposure.ts';
import { rungsOf, rungWhen } from '../../../shared/domain/calendar/ladder.ts';
import { openRung, rungStandings, type RungRecord } from '../../../shared/domain/calendar/rung-state.ts';
import { freezesAmong, lateWords, startBy, type Freeze } from '../../../shared/domain/calendar/start-by.ts';
import { eventStanding } from '../../../shared/domain/event-standing.ts';
import type { Reader } from '../db/sqlite.ts';
import { callCounts, monthAgo, type CallCounts } from '../inventory/store.ts';
import { readSettings } from '../settings/store.ts';
import { localZone } from './zone.ts';

export interface EventRow {
  readonly id: string;
  readonly kind: CalendarEvent['kind'];
  readonly title: string;
  readonly effective_at: number | null;
  readonly precision: CalendarEvent['precision'];
  readonly is_zone_assumed: number;
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly api_id: string | null;
  readonly api_name: string | null;
  readonly endpoint_id: string | null;
  readonly endpoint_words: string | null;
  readonly source: CalendarEvent['source'];
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly owner_zone: string | null;
  readonly acknowledged_at: number | null;
  readonly acknowledged_by: string | null;
  readonly first_seen_at: number;
  readonly last_seen_at: number;
  readonly hits: number;
  readonly more_info_url: string | null;
  readonly notes: string;
  readonly effort_low_days: number | null;
  readonly effort_high_days: number | null;
  readonly notice_days: number | null;
  readonly ends_at: number | null;
  readonly is_used: number | null;
  readonly deprecated_at: number | null;
  readonly withdrawn_at: number | null;
}

/** Every event with the names of what it is about; the API's owner stands in for an event that has none. */
export const selectEvents = `SELECT e.*, v.name AS vendor_name, a.name AS api_name, n.method || ' ' || n.path AS endpoint_words,
    coalesce(p.name, o.name) AS owner_name, CASE WHEN p.id IS NULL THEN o.zone ELSE p.zone END AS owner_zone
  FROM calendar_events e LEFT JOIN vendors v ON v.id = e.vendor_id LEFT JOIN apis a ON a.id = e.api_id LEFT JOIN endpoints n ON n.id = e.endpoint_id
  LEFT JOIN people p ON p.id = e.owner_id LEFT JOIN people o ON o.id = a.owner_id`;

interface Surroundings {
  readonly now: number;
  readonly byApi: ReadonlyMap<string, CallCounts>;
  readonly byEndpoint: ReadonlyMap<string, CallCounts>;
  /** Calls to all APIs of a vendor. */
  readonly byVendor: ReadonlyMap<string, number>;
  readonly records: ReadonlyMap<string, readonly RungRecord[]>;
  readonly freezes: readonly Freeze[];
  readonly capacityDaysPerWeek: number;
  readonly zone: string;
}

/** Events as they are shown, each with its exposure, its ladder and when its work must begin. */
export function asEvents(db: Reader, now: number, rows: readonly EventRow[]): CalendarEvent[] {
  if (rows.length === 0) return [];
  const since = monthAgo(now);
  const byApi = callCounts(db, 'api_id', since);
  const byVendor = new Map<string, number>();
  for (const { id, vendor_id } of db.all<{ id: string; vendor_id: string }>('SELECT id, vendor_id FROM apis'))
    byVendor.set(vendor_id, (byVendor.get(vendor_id) ?? 0) + (byApi.get(id)?.calls ?? 0));
  const around: Surroundings = {
    now,
    byApi,
    byVendor,
    byEndpoint: callCounts(db, 'endpoint_id', since),
    records: rungRecords(db),
    freezes: freezesAmong(
      db.all<{ kind: string; effectiveAt: number; endsAt: number | null }>(
        "SELECT kind, effective_at AS effectiveAt, ends_at AS endsAt FROM calendar_events WHERE kind = 'freeze' AND effective_at IS NOT NULL AND withdrawn_at IS NULL",
      ),
    ),
    capacityDaysPerWeek: readSettings(db).work.capacityDaysPerWeek,
    zone: localZone(),
  };
  return rows.map((row) => asEvent(row, around));
}

function rungRecords(db: Reader): Map<string, RungRecord[]> {
  const records = new Map<string, RungRecord[]>();
  for (const { eventId, ...record } of db.all<RungRecord & { eventId: string }>(
    'SELECT event_id AS eventId, rung_key AS key, due_at AS dueAt, given_at AS givenAt, acknowledged_at AS acknowledgedAt, acknowledged_by AS acknowledgedBy, note FROM rungs',
  )) {
    const known = records.get(eventId);
    if (known) known.push(record);
    else records.set(eventId, [record]);
  }
  return records;
}

function asEvent(row: EventRow, around: Surroundings): CalendarEvent {
  const { now } = around;
  const calls = (counts: ReadonlyMap<string, CallCounts>, id: string | null): number => (id === null ? 0 : (counts.get(id)?.calls ?? 0));
  const apiCalls30d = calls(around.byApi, row.api_id);
  const ofVendor = row.vendor_id === null ? 0 : (around.byVendor.get(row.vendor_id) ?? 0);
  const ofApi = row.api_id === null ? ofVendor : apiCalls30d;
  const calls30d = row.endpoint_id === null ? ofApi : calls(around.byEndpoint, row.endpoint_id);
  const isUsed = row.is_used === null ? null : row.is_used === 1;
  const exposure = exposureOf({
    isOurs: row.vendor_id === null && row.api_id === null,
    calls30d,
    apiCalls30d: row.api_id === null ? null : apiCalls30d,
    isOneEndpoint: row.endpoint_id !== null,
    isUsed,
  });
  const { effective_at: effectiveAt } = row;
  const ladder = {
    kind: row.kind,
    effectiveAt,
    precision: row.precision,
    noticeDays: row.notice_days,
    isWithdrawn: row.withdrawn_at !== null,
  };
  const rungs = rungStandings(
    rungsOf(ladder, exposure, row.owner_zone ?? around.zone),
    around.records.get(row.id) ?? [],
    { acknowledgedAt: row.acknowledged_at, firstSeenAt: row.first_seen_at },
    now,
  );
  const start =
    effectiveAt === null || row.effort_high_days === null || row.withdrawn_at !== null
      ? null
      : startBy(
          { effectiveAt, effortHighDays: row.effort_high_days, capacityDaysPerWeek: around.capacityDaysPerWeek },
          around.freezes,
          now,
        );
  // Work that the last rungs say is done does not begin late.
  const isBegun = rungs.some(({ state, daysBefore }) => state === 'done' && daysBefore <= 60);
  const late = start === null || isBegun || (effectiveAt ?? 0) < now ? null : lateWords(start, now);
  const standing = eventStanding(
    {
      kind: row.kind,
      effectiveAt,
      isAcknowledged: row.acknowledged_at !== null,
      isOurs: row.api_id === null,
      calls30d,
      exposure,
      openAction: openRung(rungs)?.action ?? null,
      lateWords: late,
      isWithdrawn: row.withdrawn_at !== null,
    },
    now,
  );
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    effectiveAt,
    precision: row.precision,
    isZoneAssumed: row.is_zone_assumed === 1,
    deprecatedAt: row.deprecated_at,
    vendorId: row.vendor_id,
    vendorName: row.vendor_name,
    apiId: row.api_id,
    apiName: row.api_name,
    endpointId: row.endpoint_id,
    endpointWords: row.endpoint_words,
    source: row.source,
    calls30d,
    exposure,
    isUsed,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    hits: row.hits,
    moreInfoUrl: row.more_info_url,
    notes: row.notes,
    effortLowDays: row.effort_low_days,
    effortHighDays: row.effort_high_days,
    startBy: start === null ? null : { at: start.at, workDays: start.workDays, freezeDays: start.freezeDays, lateWords: late },
    noticeDays: row.notice_days,
    endsAt: row.ends_at,
    withdrawnAt: row.withdrawn_at,
    rungs: rungs.map((rung) => ({ ...rung, when: rungWhen(rung) })),
    standing: { ...standing, door: { place: 'calendar', kind: 'event', id: row.id } },
  };
}
