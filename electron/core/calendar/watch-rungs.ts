import { dueNotice } from '../../../shared/domain/calendar/due-notice.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import { civilDay } from '../../../shared/domain/calendar/zone-time.ts';
import type { Engine } from '../engine.ts';
import { inBackground } from '../in-background.ts';
import { giveNotice, giveWaitingNotices } from './notices.ts';
import { openRungs } from './rungs.ts';
import { listEvents } from './service.ts';
import { zoneOfPerson } from './zone.ts';

/** How often the clock is looked at, and how old the last look at the ladders may become. */
const tickMs = 60_000;
const everyMs = 15 * 60_000;
const soonMs = 1_500;

/**
 * Looks at the ladders when a window is there, every quarter of an hour, and at once when the clock shows that this computer was
 * asleep or the system says that it woke up. Timers are late after a sleep and wake-up messages get lost, so neither
 * decides what is due: the wall clock does.
 */
export function watchRungs(engine: Engine): () => void {
  let lastTick = engine.clock.now();
  let lookedAt = lastTick;
  const look = inBackground(engine, () => {
    lookedAt = engine.clock.now();
    giveDueRungs(engine);
  });
  const tick = (): void => {
    const now = engine.clock.now();
    const hasSlept = now - lastTick > 3 * tickMs || now < lastTick;
    lastTick = now;
    if (hasSlept || now - lookedAt >= everyMs) look();
  };
  let soon: NodeJS.Timeout | undefined;
  const timer = setInterval(tick, tickMs);
  timer.unref();
  // A window that joins is drawn first; a wake-up that is told twice is looked at once.
  const stopListening = engine.events.onWoken(() => {
    clearTimeout(soon);
    soon = setTimeout(look, soonMs);
    soon.unref();
  });
  return () => {
    clearTimeout(soon);
    clearInterval(timer);
    stopListening();
  };
}

/** Gives what is due now: at most one notice for all rungs, and one for each date that moved. Returns how many were given. */
export function giveDueRungs(engine: Engine): number {
  const { db, clock, evidence, person } = engine;
  const now = clock.now();
  const zone = zoneOfPerson(db, person.id);
  const lookedAt = watched(engine, 'ladders');
  let given = giveWaitingNotices(engine) > 0 ? 1 : 0;
  const events = listEvents(db, now, {});
  given += giveMovedDates(engine, lookedAt);
  const digestAt = watched(engine, 'digest');
  const digestDay = digestAt === null ? null : civilDay(digestAt, zone);
  const notice = dueNotice(openRungs(events, now), { lookedAt, digestDay, zone }, now);
  const isDigest = notice?.key.startsWith('digest:') === true;
  if (notice) {
    const { key, title, body, eventId } = notice;
    if (giveNotice(engine, { key, title, body, door: { place: 'calendar', kind: 'event', id: eventId } })) given += 1;
  }
  evidence.write(notice ? ['calendar'] : [], (writer) => {
    const keep = (name: string): number =>
      writer.run('INSERT INTO calendar_watch (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at', name, now);
    keep('ladders');
    if (isDigest) keep('digest');
    for (const { eventId, rung } of notice?.told ?? [])
      writer.run(
        `INSERT INTO rungs (id, event_id, rung_key, due_at, given_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (event_id, rung_key) DO UPDATE SET due_at = excluded.due_at, given_at = excluded.given_at`,
        clock.newId(),
        eventId,
        rung.key,
        rung.dueAt,
        now,
        now,
      );
  });
  return given;
}

interface MovedRow {
  readonly id: string;
  readonly title: string;
  readonly effective_at: number | null;
  readonly former_at: number | null;
}

/** A date that moved since the last look and that nobody has acknowledged since. */
function giveMovedDates(engine: Engine, since: number | null): number {
  const moved = engine.db.all<MovedRow>(
    `SELECT e.id, e.title, e.effective_at,
        (SELECT d.effective_at FROM calendar_dates d WHERE d.event_id = e.id ORDER BY d.seen_at DESC, d.id DESC LIMIT 1 OFFSET 1) AS former_at
     FROM calendar_events e WHERE e.acknowledged_at IS NULL AND e.withdrawn_at IS NULL AND e.source <> 'by hand'
       AND (SELECT max(d.seen_at) FROM calendar_dates d WHERE d.event_id = e.id) > ?
       AND (SELECT count(*) FROM calendar_dates d WHERE d.event_id = e.id) > 1`,
    since ?? 0,
  );
  return moved.filter((row) =>
    giveNotice(engine, {
      key: `moved:${row.id}:${row.effective_at}`,
      title: `${row.title}: the date moved`,
      body: `From ${dayOf(row.former_at)} to ${dayOf(row.effective_at)}. Acknowledge it again.`,
      door: { place: 'calendar', kind: 'event', id: row.id },
    }),
  ).length;
}

const dayOf = (at: number | null): string => (at === null ? 'no date' : dayWithYear(at));

const watched = ({ db }: Engine, name: string): number | null =>
  db.get<{ at: number }>('SELECT at FROM calendar_watch WHERE name = ?', name)?.at ?? null;
