import { sinceWords } from '../../../shared/domain/monitors/clock-words.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { brokenWords, plural, promiseCounts, some } from './finding-words.ts';

interface Finding {
  readonly title: string;
  readonly subtitle: string;
}

/** "One monitor is down", and which one since when. */
export function monitorsFinding(db: Reader, now: number): Finding {
  const rows = db.all<{ name: string; is_paused: number; state: string | null; since_at: number | null }>(
    'SELECT m.name, m.is_paused, s.state, s.since_at FROM monitors m LEFT JOIN monitor_states s ON s.monitor_id = m.id ORDER BY s.since_at',
  );
  const watched = rows.filter((row) => row.is_paused === 0);
  const down = watched.filter((row) => row.state === 'down');
  if (rows.length === 0)
    return { title: 'Nothing is watched yet', subtitle: 'Choose a saved request; it is then checked while the app is open.' };
  const [first] = down;
  return {
    title:
      down.length > 0
        ? some(down.length, 'monitor is down', 'monitors are down')
        : watched.length === 0
          ? 'All monitors are paused'
          : 'Nothing is down',
    subtitle: [
      first ? `${first.name}${first.since_at === null ? '' : ` since ${sinceWords(localZone(), first.since_at, now)}`}` : null,
      plural(rows.length, 'monitor'),
      watched.length < rows.length && watched.length > 0 ? `${rows.length - watched.length} paused` : null,
    ]
      .filter((words) => words !== null)
      .join(' · '),
  };
}

/** "Two promises are missed", and how all of them stand this month. */
export function promisesFinding(
  { promises, missed, atRisk }: { readonly promises: number; readonly missed: number; readonly atRisk: number },
  counted: readonly (readonly [string, number])[],
): Finding {
  if (promises === 0)
    return {
      title: 'Nothing is promised yet',
      subtitle: 'A promise says how often a monitor, a ledger or the calls of an API must be good.',
    };
  return { title: brokenWords(missed, atRisk) ?? 'No promise is at risk', subtitle: promiseCounts(promises, counted) };
}

/** "One incident is open", and what it is. */
export function incidentsFinding(db: Reader, now: number): Finding {
  const count = (sql: string): number => db.get<{ n: number }>(sql)?.n ?? 0;
  const all = count('SELECT count(*) AS n FROM incidents');
  if (all === 0) return { title: 'No incident yet', subtitle: 'A monitor that goes down opens one by itself.' };
  const open = db.all<{ number: number; title: string; began_at: number }>(
    'SELECT number, title, coalesce(first_bad_at, opened_at) AS began_at FROM incidents WHERE closed_at IS NULL ORDER BY began_at',
  );
  const [first] = open;
  const toDo = count('SELECT count(*) AS n FROM follow_ups WHERE closed_at IS NULL');
  return {
    title: open.length === 0 ? 'No incident is open' : some(open.length, 'incident is open', 'incidents are open'),
    subtitle: [
      first ? `INC-${first.number}, ${first.title}, since ${sinceWords(localZone(), first.began_at, now)}` : null,
      `${all} in all`,
      toDo > 0 ? `${plural(toDo, 'follow-up')} to do` : null,
    ]
      .filter((words) => words !== null)
      .join(' · '),
  };
}
