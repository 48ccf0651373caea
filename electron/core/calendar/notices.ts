import type { Door } from '../../../shared/contract/procedure.ts';
import { isQuiet } from '../../../shared/domain/quiet-hours.ts';
import type { Engine } from '../engine.ts';
import { readSettings } from '../settings/store.ts';
import { zoneOfPerson } from './zone.ts';

/** What a person should hear of now, also when the window is not in front. */
export interface Notice {
  /** What makes it the same notice: it is given once, ever. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly door: Door;
}

export type NoticeTools = Pick<Engine, 'evidence' | 'clock' | 'announce' | 'db' | 'person'> & Partial<Pick<Engine, 'events'>>;

/**
 * Gives a notice, once per key ever; in the quiet hours it waits for their end, and without a window for one. To be called outside of any command:
 * it writes with a connection of its own. Returns whether the notice is new.
 */
export function giveNotice(tools: NoticeTools, notice: Notice): boolean {
  const { evidence, clock, announce } = tools;
  const now = clock.now();
  const waits = mustWait(tools, now);
  const isNew = evidence.write([], (writer) =>
    writer.run(
      'INSERT INTO notices (key, title, body, door, created_at, given_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
      notice.key,
      notice.title,
      notice.body,
      JSON.stringify(notice.door),
      now,
      waits ? null : now,
    ),
  );
  if (isNew === 0) return false;
  if (!waits) announce({ kind: 'notice', ...notice });
  return true;
}

interface WaitingRow {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly door: string;
}

/** When the quiet hours are over, or a window is there: gives what waited, several as one. */
export function giveWaitingNotices(tools: NoticeTools): number {
  const { evidence, clock, announce, db } = tools;
  const now = clock.now();
  if (mustWait(tools, now)) return 0;
  const waiting = db.all<WaitingRow>('SELECT key, title, body, door FROM notices WHERE given_at IS NULL ORDER BY created_at');
  const [first] = waiting;
  if (!first) return 0;
  evidence.write([], (writer) => writer.run('UPDATE notices SET given_at = ? WHERE given_at IS NULL', now));
  if (waiting.length === 1) announce({ kind: 'notice', key: first.key, title: first.title, body: first.body, door: doorOf(first) });
  else
    announce({
      kind: 'notice',
      key: `quiet:${first.key}`,
      title: `${waiting.length} things happened meanwhile`,
      body: waiting
        .slice(0, 3)
        .map(({ title }) => title)
        .join(' · '),
      door: { place: 'today' },
    });
  return waiting.length;
}

const mustWait = ({ db, person, events }: NoticeTools, now: number): boolean =>
  events?.hasAudience === false || isQuiet(readSettings(db).quietHours, now, zoneOfPerson(db, person.id));

const doorOf = ({ door }: WaitingRow): Door => JSON.parse(door) as Door;
