import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { writeIcs, type IcsEntry } from '../../../shared/domain/calendar/ics.ts';
import { addDays, civilDay, type CivilDay } from '../../../shared/domain/calendar/zone-time.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Engine } from '../engine.ts';
import { listEvents } from './service.ts';

/** How far back entries are still written: a calendar outside keeps what it has. */
const backDays = 30;

interface FeedRow {
  readonly uid: string;
  readonly day: CivilDay;
  readonly title: string;
  readonly sequence: number;
  readonly changed_at: number;
  readonly is_cancelled: number;
}

export interface ExportedFeed {
  readonly fileName: string;
  readonly text: string;
  readonly entries: number;
  readonly changed: number;
  readonly cancelled: number;
}

interface Wanted {
  readonly uid: string;
  readonly eventId: string;
  readonly day: CivilDay;
  readonly title: string;
  readonly description: string;
  readonly hasAlarm: boolean;
}

/**
 * The calendar as a file for calendars outside: every rung is an entry of its own, so that a phone rings while this
 * computer is off. What was exported is remembered: an entry that moved keeps its UID and has a higher SEQUENCE, one that
 * is gone is written as cancelled. Titles only: without notes, names and addresses.
 */
export function exportFeed(engine: Engine, isTitlesOnly: boolean): ExportedFeed {
  const { db, clock, evidence, workspace, secrets } = engine;
  const now = clock.now();
  const from = addDays(civilDay(now, 'UTC'), -backDays);
  const redactor = secrets.redactor();
  const wanted = listEvents(db, now, {})
    .flatMap((event) => entriesOf(event, workspace.id, isTitlesOnly))
    .filter(({ day }) => day >= from)
    .map((entry) => ({ ...entry, title: redactor.text(entry.title), description: redactor.text(entry.description) }));
  const known = new Map(
    db.all<FeedRow>('SELECT uid, day, title, sequence, changed_at, is_cancelled FROM calendar_feed').map((row) => [row.uid, row]),
  );
  const present = new Set(wanted.map(({ uid }) => uid));
  const entries = wanted.map((entry): IcsEntry & { eventId: string } => {
    const before = known.get(entry.uid);
    const isSame = before !== undefined && before.is_cancelled === 0 && before.day === entry.day && before.title === entry.title;
    return {
      ...entry,
      sequence: before === undefined ? 0 : isSame ? before.sequence : before.sequence + 1,
      changedAt: isSame ? before.changed_at : now,
      isCancelled: false,
    };
  });
  const cancelled = [...known.values()]
    .filter((row) => !present.has(row.uid) && row.day >= from)
    .map((row): IcsEntry => ({
      uid: row.uid,
      day: row.day,
      title: row.title,
      description: '',
      sequence: row.is_cancelled === 1 ? row.sequence : row.sequence + 1,
      changedAt: row.is_cancelled === 1 ? row.changed_at : now,
      isCancelled: true,
      hasAlarm: false,
    }));
  if (workspace.readOnlyReason === null)
    evidence.write([], (writer) => {
      for (const entry of entries)
        writer.run(
          `INSERT INTO calendar_feed (uid, event_id, day, title, sequence, changed_at, is_cancelled) VALUES (?, ?, ?, ?, ?, ?, 0)
           ON CONFLICT (uid) DO UPDATE SET day = excluded.day, title = excluded.title, sequence = excluded.sequence, changed_at = excluded.changed_at, is_cancelled = 0`,
          entry.uid,
          entry.eventId,
          entry.day,
          entry.title,
          entry.sequence,
          entry.changedAt,
        );
      for (const { uid, sequence, changedAt } of cancelled)
        writer.run('UPDATE calendar_feed SET is_cancelled = 1, sequence = ?, changed_at = ? WHERE uid = ?', sequence, changedAt, uid);
    });
  const name = db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? 'Quartermaster';
  return {
    fileName: `${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'Calendar'}.ics`,
    text: writeIcs({ name: `${name}: vendor dates`, writtenAt: now, entries: [...entries, ...cancelled].toSorted(byDay) }),
    entries: entries.length,
    changed: entries.filter(({ uid, sequence }) => known.has(uid) && sequence !== known.get(uid)?.sequence).length,
    cancelled: cancelled.length,
  };
}

const byDay = (one: IcsEntry, other: IcsEntry): number =>
  one.day < other.day ? -1 : one.day > other.day ? 1 : one.uid < other.uid ? -1 : 1;

/** Its rungs, and its own day where no rung stands for it. */
function entriesOf(event: CalendarEvent, workspaceId: string, isTitlesOnly: boolean): Wanted[] {
  if (event.effectiveAt === null || event.withdrawnAt !== null) return [];
  const uidOf = (key: string): string => `${event.id}-${key}@${workspaceId}`;
  const description = isTitlesOnly ? '' : descriptionOf(event);
  const rungs = event.rungs.map((rung): Wanted => ({
    uid: uidOf(rung.key),
    eventId: event.id,
    day: rung.day,
    title: rung.daysBefore === 0 ? `${event.title}: ${lower(rung.action)}` : `${rung.action}: ${event.title}`,
    description: isTitlesOnly ? '' : `${rung.when}.\n${description}`,
    hasAlarm: rung.state === 'open' || rung.state === 'to come',
  }));
  if (event.rungs.some(({ daysBefore }) => daysBefore === 0)) return rungs;
  const day = civilDay(event.effectiveAt, 'UTC');
  return [...rungs, { uid: uidOf('date'), eventId: event.id, day, title: event.title, description, hasAlarm: false }];
}

function descriptionOf(event: CalendarEvent): string {
  const lines = [
    [event.vendorName, event.apiName].filter(Boolean).join(' '),
    event.endpointWords ?? '',
    event.ownerName === null ? '' : `Owner: ${event.ownerName}`,
    event.exposure === 'used' ? `Used, ${grouped(event.calls30d)} calls in 30 days` : '',
    event.notes,
    event.moreInfoUrl ?? '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
