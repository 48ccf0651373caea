import { Fault } from '../../../shared/contract/errors.ts';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { eventStanding } from '../../../shared/domain/event-standing.ts';
import type { Actor } from '../db/change-log.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';
import { callCounts, monthAgo } from '../inventory/store.ts';

interface EventRow {
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
  readonly owner_name: string | null;
  readonly acknowledged_at: number | null;
  readonly acknowledged_by: string | null;
  readonly first_seen_at: number;
  readonly last_seen_at: number;
  readonly hits: number;
  readonly more_info_url: string | null;
  readonly notes: string;
}

const selectEvents = `SELECT e.*, v.name AS vendor_name, a.name AS api_name, n.method || ' ' || n.path AS endpoint_words, coalesce(p.name, o.name) AS owner_name
  FROM calendar_events e LEFT JOIN vendors v ON v.id = e.vendor_id LEFT JOIN apis a ON a.id = e.api_id LEFT JOIN endpoints n ON n.id = e.endpoint_id
  LEFT JOIN people p ON p.id = e.owner_id LEFT JOIN people o ON o.id = a.owner_id`;

export interface EventFilter {
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  readonly apiId?: string | undefined;
}

/** By date; events without one last. */
export function listEvents(db: Reader, now: number, filter: EventFilter): CalendarEvent[] {
  const conditions: string[] = ['1 = 1'];
  const values: SqlValue[] = [];
  const where = (sql: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(sql);
    values.push(value);
  };
  where('(e.effective_at IS NULL OR e.effective_at >= ?)', filter.fromAt);
  where('(e.effective_at IS NULL OR e.effective_at < ?)', filter.toAt);
  where('e.api_id = ?', filter.apiId);
  const rows = db.all<EventRow>(
    `${selectEvents} WHERE ${conditions.join(' AND ')} ORDER BY e.effective_at IS NULL, e.effective_at, e.title LIMIT 2000`,
    ...values,
  );
  return asEvents(db, now, rows);
}

export function getEvent(db: Reader, now: number, id: string): CalendarEvent {
  const [event] = asEvents(db, now, db.all<EventRow>(`${selectEvents} WHERE e.id = ?`, id));
  if (!event) throw new Fault('not_found', { happened: 'The date is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return event;
}

/** The event with every date it ever had, newest first. */
export function showEvent(db: Reader, now: number, id: string) {
  const dates = db.all<{ effectiveAt: number | null; source: string; raw: string; seenAt: number; exchangeId: string | null }>(
    'SELECT effective_at AS effectiveAt, source, raw, seen_at AS seenAt, exchange_id AS exchangeId FROM calendar_dates WHERE event_id = ? ORDER BY seen_at DESC, id DESC',
    id,
  );
  return { event: getEvent(db, now, id), dates };
}

/** Exposure is that of the endpoint when the event concerns one, else of its API. */
function asEvents(db: Reader, now: number, rows: readonly EventRow[]): CalendarEvent[] {
  const since = monthAgo(now);
  const byApi = callCounts(db, 'api_id', since);
  const byEndpoint = callCounts(db, 'endpoint_id', since);
  return rows.map((row) => {
    const calls30d = row.endpoint_id ? (byEndpoint.get(row.endpoint_id)?.calls ?? 0) : row.api_id ? (byApi.get(row.api_id)?.calls ?? 0) : 0;
    const standing = eventStanding(
      {
        kind: row.kind,
        effectiveAt: row.effective_at,
        isAcknowledged: row.acknowledged_at !== null,
        isOurs: row.api_id === null,
        calls30d,
      },
      now,
    );
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      effectiveAt: row.effective_at,
      precision: row.precision,
      isZoneAssumed: row.is_zone_assumed === 1,
      vendorId: row.vendor_id,
      vendorName: row.vendor_name,
      apiId: row.api_id,
      apiName: row.api_name,
      endpointId: row.endpoint_id,
      endpointWords: row.endpoint_words,
      source: row.source,
      calls30d,
      ownerName: row.owner_name,
      acknowledgedAt: row.acknowledged_at,
      acknowledgedBy: row.acknowledged_by,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      hits: row.hits,
      moreInfoUrl: row.more_info_url,
      notes: row.notes,
      standing: { ...standing, door: { place: 'calendar', kind: 'event', id: row.id } },
    };
  });
}

interface Tools {
  readonly db: Reader;
  readonly clock: Clock;
  readonly commands: Commands;
}

export function acknowledgeEvent({ db, clock, commands }: Tools, actor: Actor, id: string): CalendarEvent {
  const now = clock.now();
  const { title } = getEvent(db, now, id);
  commands.run(actor, (changes) =>
    changes.update('event', id, { acknowledged_at: now, acknowledged_by: actor.name }, `${title}: acknowledged`),
  );
  return getEvent(db, now, id);
}

export interface NewEvent {
  readonly kind: CalendarEvent['kind'];
  readonly title: string;
  readonly effectiveAt: number | null;
  readonly apiId: string | null;
  readonly notes: string;
}

export function addEvent({ db, clock, commands }: Tools, actor: Actor, event: NewEvent): CalendarEvent {
  const id = clock.newId();
  const now = clock.now();
  commands.run(actor, (changes) => {
    const vendor = event.apiId ? changes.get<{ vendor_id: string }>('SELECT vendor_id FROM apis WHERE id = ?', event.apiId) : undefined;
    if (event.apiId && !vendor) throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another API, or none.' });
    changes.insert(
      'event',
      {
        id,
        kind: event.kind,
        title: event.title,
        effective_at: event.effectiveAt,
        precision: event.effectiveAt === null ? 'unknown' : 'day',
        is_zone_assumed: 0,
        vendor_id: vendor?.vendor_id ?? null,
        api_id: event.apiId,
        source: 'by hand',
        first_seen_at: now,
        last_seen_at: now,
        notes: event.notes,
        created_at: now,
      },
      `${event.title} put on the calendar`,
    );
    changes.insert(
      'eventDate',
      { id: clock.newId(), event_id: id, effective_at: event.effectiveAt, source: 'by hand', raw: '', seen_at: now },
      `${event.title}: first date`,
    );
  });
  return getEvent(db, now, id);
}

export function updateEvent(
  { db, clock, commands }: Tools,
  actor: Actor,
  input: { id: string; title?: string | undefined; effectiveAt?: number | null | undefined; notes?: string | undefined },
): CalendarEvent {
  const now = clock.now();
  const before = getEvent(db, now, input.id);
  commands.run(actor, (changes) => {
    const patch = {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.notes === undefined ? {} : { notes: input.notes }),
      ...(input.effectiveAt === undefined
        ? {}
        : { effective_at: input.effectiveAt, precision: input.effectiveAt === null ? 'unknown' : 'day' }),
    };
    changes.update('event', input.id, patch, `${before.title} edited`);
    if (input.effectiveAt !== undefined && input.effectiveAt !== before.effectiveAt) {
      changes.insert(
        'eventDate',
        { id: clock.newId(), event_id: input.id, effective_at: input.effectiveAt, source: 'by hand', raw: '', seen_at: now },
        `${before.title}: date changed by hand`,
      );
    }
  });
  return getEvent(db, now, input.id);
}

export function removeEvent({ commands }: Tools, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ title: string }>('SELECT title FROM calendar_events WHERE id = ?', id);
    if (!row) return;
    for (const date of changes.all<{ id: string }>('SELECT id FROM calendar_dates WHERE event_id = ?', id))
      changes.remove('eventDate', date.id, `${row.title}: a date removed`);
    changes.remove('event', id, `${row.title} taken off the calendar`);
  });
}
