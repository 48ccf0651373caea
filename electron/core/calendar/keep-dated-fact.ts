import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import type { Row } from '../db/change-log.ts';
import type { Changes, Clock } from '../db/commands.ts';

/** A date that follows from something else: a credential's end, a contract's change, a certificate. */
export interface DatedFact {
  /** What makes it one and the same event however often it is kept: "credential_expiry:<id>". */
  readonly seenAs: string;
  readonly kind: CalendarEvent['kind'];
  readonly title: string;
  /** Null: announced without a date. */
  readonly effectiveAt: number | null;
  readonly precision?: CalendarEvent['precision'];
  readonly vendorId?: string | null;
  readonly apiId?: string | null;
  readonly endpointId?: string | null;
  readonly source: CalendarEvent['source'];
  /** The words in which it was said, redacted. */
  readonly raw?: string;
  readonly notes?: string;
  readonly moreInfoUrl?: string | null;
}

interface KnownEvent {
  readonly id: string;
  readonly title: string;
  readonly effective_at: number | null;
}

/**
 * Adds the one event of this fact, or brings it up to date, inside the caller's command. A date that moved is added to
 * the event's dates and must be acknowledged anew. What people wrote (owner, effort, notes of a known event) stays.
 * Returns the event's id.
 */
export function keepDatedFact(changes: Changes, clock: Clock, fact: DatedFact): string {
  const known = changes.get<KnownEvent>('SELECT id, title, effective_at FROM calendar_events WHERE seen_as = ?', fact.seenAs);
  if (!known) return addFact(changes, clock, fact);
  const hasMoved = known.effective_at !== fact.effectiveAt;
  const said: Row = {
    title: fact.title,
    kind: fact.kind,
    ...(fact.moreInfoUrl === undefined ? {} : { more_info_url: fact.moreInfoUrl }),
    ...(fact.vendorId === undefined ? {} : { vendor_id: fact.vendorId }),
    ...(fact.apiId === undefined ? {} : { api_id: fact.apiId }),
    ...(fact.endpointId === undefined ? {} : { endpoint_id: fact.endpointId }),
  };
  if (!hasMoved) {
    changes.update('event', known.id, said, `${fact.title}: brought up to date`);
    return known.id;
  }
  // A vendor that names another date has not taken the change back after all.
  const moved = {
    withdrawn_at: null,
    effective_at: fact.effectiveAt,
    precision: precisionOf(fact),
    acknowledged_at: null,
    acknowledged_by: null,
  };
  const words = `${fact.title}: moved from ${dayOf(known.effective_at)} to ${dayOf(fact.effectiveAt)}`;
  changes.update('event', known.id, { ...said, ...moved, last_seen_at: clock.now() }, words);
  keepDate(changes, clock, known.id, fact);
  return known.id;
}

/** Takes the event of this fact off the calendar, when there is one. */
export function removeDatedFact(changes: Changes, seenAs: string): void {
  const known = changes.get<{ id: string; title: string }>('SELECT id, title FROM calendar_events WHERE seen_as = ?', seenAs);
  if (known) takeOffCalendar(changes, known.id, known.title);
}

/** Removes an event with its dates and rungs, so that taking it back brings all of them back. */
export function takeOffCalendar(changes: Changes, id: string, title: string): void {
  for (const rung of changes.all<{ id: string }>('SELECT id FROM rungs WHERE event_id = ?', id))
    changes.remove('rung', rung.id, `${title}: a rung removed`);
  for (const date of changes.all<{ id: string }>('SELECT id FROM calendar_dates WHERE event_id = ?', id))
    changes.remove('eventDate', date.id, `${title}: a date removed`);
  changes.remove('event', id, `${title} taken off the calendar`);
}

function addFact(changes: Changes, clock: Clock, fact: DatedFact): string {
  const id = clock.newId();
  const now = clock.now();
  const event = {
    id,
    kind: fact.kind,
    title: fact.title,
    effective_at: fact.effectiveAt,
    precision: precisionOf(fact),
    is_zone_assumed: 0,
    vendor_id: fact.vendorId ?? null,
    api_id: fact.apiId ?? null,
    endpoint_id: fact.endpointId ?? null,
    seen_as: fact.seenAs,
    source: fact.source,
    first_seen_at: now,
    last_seen_at: now,
    hits: 0,
    more_info_url: fact.moreInfoUrl ?? null,
    notes: fact.notes ?? '',
    created_at: now,
  };
  changes.insert('event', event, `${fact.title}: put on the calendar`);
  keepDate(changes, clock, id, fact);
  return id;
}

function keepDate(changes: Changes, clock: Clock, eventId: string, fact: DatedFact): void {
  changes.insert(
    'eventDate',
    {
      id: clock.newId(),
      event_id: eventId,
      effective_at: fact.effectiveAt,
      source: fact.source,
      raw: (fact.raw ?? '').slice(0, 500),
      seen_at: clock.now(),
    },
    `${fact.title}: date kept`,
  );
}

const precisionOf = (fact: DatedFact): CalendarEvent['precision'] => (fact.effectiveAt === null ? 'unknown' : (fact.precision ?? 'day'));

const dayOf = (at: number | null): string => (at === null ? 'no date' : dayWithYear(at));
