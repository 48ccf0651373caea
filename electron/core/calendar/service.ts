import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CalendarEvent, eventEdit, newEvent } from '../../../shared/contract/calendar.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Changes, Clock, Commands } from '../db/commands.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';
import { asEvents, selectEvents, type EventRow } from './event-rows.ts';
import { takeOffCalendar } from './keep-dated-fact.ts';

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
  if (!event) throw gone();
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

export interface CalendarTools {
  readonly db: Reader;
  readonly clock: Clock;
  readonly commands: Commands;
}

export function acknowledgeEvent({ db, clock, commands }: CalendarTools, actor: Actor, id: string): CalendarEvent {
  const now = clock.now();
  const { title } = getEvent(db, now, id);
  commands.run(actor, (changes) =>
    changes.update('event', id, { acknowledged_at: now, acknowledged_by: actor.name }, `${title}: acknowledged`),
  );
  return getEvent(db, now, id);
}

type NewEvent = z.infer<typeof newEvent>;
type Needed = 'kind' | 'title' | 'effectiveAt' | 'apiId' | 'notes';
type EventEdit = z.infer<typeof eventEdit>;

/** What a new event has where nothing is said. */
const blank: Omit<NewEvent, Needed> = {
  precision: 'day',
  vendorId: null,
  endpointId: null,
  ownerId: null,
  effortLowDays: null,
  effortHighDays: null,
  noticeDays: null,
  endsAt: null,
  moreInfoUrl: null,
};

export function addEvent(
  { db, clock, commands }: CalendarTools,
  actor: Actor,
  input: Pick<NewEvent, Needed> & Partial<NewEvent>,
): CalendarEvent {
  const event: NewEvent = { ...blank, ...input };
  const id = clock.newId();
  const now = clock.now();
  checkWhole(event);
  commands.run(actor, (changes) => {
    const { vendorId, apiId, endpointId } = subjectOf(changes, event);
    checkOwner(changes, event.ownerId);
    changes.insert(
      'event',
      {
        id,
        kind: event.kind,
        title: event.title,
        effective_at: event.effectiveAt,
        precision: event.effectiveAt === null ? 'unknown' : event.precision,
        is_zone_assumed: 0,
        vendor_id: vendorId,
        api_id: apiId,
        endpoint_id: endpointId,
        source: 'by hand',
        owner_id: event.ownerId,
        first_seen_at: now,
        last_seen_at: now,
        more_info_url: event.moreInfoUrl,
        notes: event.notes,
        effort_low_days: event.effortLowDays,
        effort_high_days: event.effortHighDays,
        notice_days: event.noticeDays,
        ends_at: event.endsAt,
        created_at: now,
      },
      `${event.title} put on the calendar`,
    );
    keepDateByHand(changes, clock, id, event.effectiveAt, `${event.title}: first date`);
  });
  return getEvent(db, now, id);
}

export function updateEvent({ db, clock, commands }: CalendarTools, actor: Actor, input: EventEdit): CalendarEvent {
  const now = clock.now();
  const before = getEvent(db, now, input.id);
  const hasMoved = input.effectiveAt !== undefined && input.effectiveAt !== before.effectiveAt;
  if (hasMoved && before.source !== 'by hand' && before.source !== 'sample')
    throw new Fault('bad_input', {
      happened: `The date of “${before.title}” comes from a ${before.source}; it moves when that does.`,
      remedy: 'Change it there, or add a date of your own.',
      place: { path: 'effectiveAt' },
    });
  const after = { ...before, ...definedOf(input) };
  checkWhole(after);
  commands.run(actor, (changes) => {
    checkOwner(changes, input.ownerId ?? null);
    const hasSubject = input.vendorId !== undefined || input.apiId !== undefined || input.endpointId !== undefined;
    const subject = hasSubject ? subjectOf(changes, after) : null;
    const patch: Row = columnsOf({
      title: input.title,
      kind: input.kind,
      notes: input.notes,
      owner_id: input.ownerId,
      effort_low_days: input.effortLowDays,
      effort_high_days: input.effortHighDays,
      notice_days: input.noticeDays,
      ends_at: input.endsAt,
      more_info_url: input.moreInfoUrl,
      is_used: input.isUsed === undefined ? undefined : input.isUsed === null ? null : Number(input.isUsed),
      withdrawn_at: input.isWithdrawn === undefined ? undefined : input.isWithdrawn ? (before.withdrawnAt ?? now) : null,
      ...(subject ? { vendor_id: subject.vendorId, api_id: subject.apiId, endpoint_id: subject.endpointId } : {}),
      ...(input.effectiveAt === undefined && input.precision === undefined
        ? {}
        : {
            effective_at: after.effectiveAt,
            precision: after.effectiveAt === null ? 'unknown' : after.precision === 'unknown' ? 'day' : after.precision,
          }),
      // Whoever acknowledged the former date has not seen this one.
      ...(hasMoved ? { acknowledged_at: null, acknowledged_by: null } : {}),
    });
    changes.update('event', input.id, patch, editWords(before, input));
    if (hasMoved) keepDateByHand(changes, clock, input.id, input.effectiveAt ?? null, `${before.title}: date changed by hand`);
  });
  return getEvent(db, now, input.id);
}

export function removeEvent({ commands }: CalendarTools, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const row = changes.get<{ title: string }>('SELECT title FROM calendar_events WHERE id = ?', id);
    if (row) takeOffCalendar(changes, id, row.title);
  });
}

function editWords(before: CalendarEvent, input: EventEdit): string {
  if (input.isWithdrawn === true) return `${before.title}: withdrawn by the vendor`;
  if (input.isUsed !== undefined && input.isUsed !== null) return `${before.title}: ${input.isUsed ? 'we use it' : 'we do not use it'}`;
  return `${before.title} edited`;
}

function keepDateByHand(changes: Changes, clock: Clock, eventId: string, at: number | null, summary: string): void {
  changes.insert(
    'eventDate',
    { id: clock.newId(), event_id: eventId, effective_at: at, source: 'by hand', raw: '', seen_at: clock.now() },
    summary,
  );
}

interface Subject {
  readonly vendorId: string | null;
  readonly apiId: string | null;
  readonly endpointId: string | null;
}

/** What the event is about, made whole: an endpoint has its API, an API its vendor. */
function subjectOf(db: Reader, { vendorId, apiId, endpointId }: Subject): Subject {
  const missing = (what: string): Fault =>
    new Fault('not_found', { happened: `The ${what} is gone.`, remedy: `Choose another ${what}, or none. Nothing was changed.` });
  const endpoint = endpointId === null ? undefined : db.get<{ api_id: string }>('SELECT api_id FROM endpoints WHERE id = ?', endpointId);
  if (endpointId !== null && !endpoint) throw missing('endpoint');
  const ofApi = endpoint?.api_id ?? apiId;
  const api = ofApi === null ? undefined : db.get<{ vendor_id: string }>('SELECT vendor_id FROM apis WHERE id = ?', ofApi);
  if (ofApi !== null && !api) throw missing('API');
  const ofVendor = api?.vendor_id ?? vendorId;
  if (ofVendor !== null && !db.get('SELECT 1 FROM vendors WHERE id = ?', ofVendor)) throw missing('vendor');
  return { vendorId: ofVendor, apiId: ofApi, endpointId };
}

function checkOwner(db: Reader, ownerId: string | null): void {
  if (ownerId === null || db.get('SELECT 1 FROM people WHERE id = ?', ownerId)) return;
  throw new Fault('not_found', {
    happened: 'This person is gone.',
    remedy: 'Choose another owner. Nothing was changed.',
    place: { path: 'ownerId' },
  });
}

/** What two fields say together. */
function checkWhole(event: Pick<CalendarEvent, 'effectiveAt' | 'endsAt' | 'effortLowDays' | 'effortHighDays'>): void {
  const { effectiveAt, endsAt, effortLowDays, effortHighDays } = event;
  if (endsAt !== null && (effectiveAt === null || endsAt < effectiveAt))
    throw new Fault('bad_input', {
      happened: 'It ends before it begins.',
      remedy: 'Set an end on or after its date. Nothing was changed.',
      place: { path: 'endsAt' },
    });
  if (effortLowDays !== null && effortHighDays !== null && effortLowDays > effortHighDays)
    throw new Fault('bad_input', {
      happened: 'The low estimate is above the high one.',
      remedy: 'Swap them. Nothing was changed.',
      place: { path: 'effortLowDays' },
    });
}

const columnsOf = (columns: Readonly<Record<string, string | number | null | undefined>>): Row =>
  Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined));

/** The input without what was left out, so that it can be laid over what is. */
const definedOf = (input: EventEdit): Partial<NewEvent> =>
  Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== undefined && name !== 'id'));

const gone = (): Fault =>
  new Fault('not_found', { happened: 'The date is gone.', remedy: 'Reload the page; somebody may have removed it.' });
