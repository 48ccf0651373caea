import type { CalendarEvent, CalendarRung, DueRung } from '../../../shared/contract/calendar.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { compareUrgency, latenessWords, type OpenRung } from '../../../shared/domain/calendar/due-notice.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import { getEvent, listEvents, type CalendarTools } from './service.ts';

/** Notes that a rung is done, and what was done. */
export function acknowledgeRung(tools: CalendarTools, actor: Actor, input: { id: string; key: string; note: string }): CalendarEvent {
  const { db, clock, commands } = tools;
  const now = clock.now();
  const event = getEvent(db, now, input.id);
  const rung = rungOf(event, input.key);
  const summary = `${event.title}: “${rung.action}” done${input.note === '' ? '' : `, ${input.note}`}`;
  const answer = { acknowledged_at: now, acknowledged_by: actor.name, note: input.note };
  commands.run(actor, (changes) => {
    const known = changes.get<{ id: string }>('SELECT id FROM rungs WHERE event_id = ? AND rung_key = ?', event.id, rung.key);
    if (known) changes.update('rung', known.id, answer, summary);
    else
      changes.insert(
        'rung',
        { id: clock.newId(), event_id: event.id, rung_key: rung.key, due_at: rung.dueAt, ...answer, created_at: now },
        summary,
      );
  });
  return getEvent(db, now, event.id);
}

/** Takes back that a rung is done; it asks again. */
export function reopenRung(tools: CalendarTools, actor: Actor, input: { id: string; key: string }): CalendarEvent {
  const { db, clock, commands } = tools;
  const now = clock.now();
  const event = getEvent(db, now, input.id);
  const rung = rungOf(event, input.key);
  commands.run(actor, (changes) => {
    const known = changes.get<{ id: string }>('SELECT id FROM rungs WHERE event_id = ? AND rung_key = ?', event.id, rung.key);
    if (known)
      changes.update(
        'rung',
        known.id,
        { acknowledged_at: null, acknowledged_by: null, note: '' },
        `${event.title}: “${rung.action}” is not done after all`,
      );
  });
  return getEvent(db, now, event.id);
}

function rungOf(event: CalendarEvent, key: string): CalendarRung {
  const rung = event.rungs.find((one) => one.key === key);
  if (rung) return rung;
  throw new Fault('not_found', {
    happened: `“${event.title}” has no rung ${key}.`,
    remedy: event.rungs.length === 0 ? 'It has no rungs.' : `It has ${event.rungs.map((one) => one.key).join(', ')}.`,
  });
}

/** How long after its date an event is still asked about: then it is history. */
const askedAfterMs = 14 * 86_400_000;

/** Every event whose rung waits for an answer. */
export function openRungs(events: readonly CalendarEvent[], now: number): (OpenRung & { readonly event: CalendarEvent })[] {
  return events.flatMap((event) => {
    const rung = event.rungs.find(({ state }) => state === 'open');
    if (!rung || event.effectiveAt === null || event.effectiveAt < now - askedAfterMs) return [];
    return [
      {
        eventId: event.id,
        title: event.title,
        kind: event.kind,
        effectiveAt: event.effectiveAt,
        firstSeenAt: event.firstSeenAt,
        rung,
        event,
      },
    ];
  });
}

/** What is due and nobody has answered, the most urgent first. */
export function dueRungs(db: Reader, now: number): DueRung[] {
  return openRungs(listEvents(db, now, {}), now)
    .toSorted(compareUrgency)
    .map((open) => ({
      eventId: open.eventId,
      title: open.title,
      effectiveAt: open.effectiveAt,
      ownerName: open.event.ownerName,
      rung: open.event.rungs.find(({ key }) => key === open.rung.key) ?? open.event.rungs[0]!,
      lateWords: latenessWords(open, null, now),
    }));
}
