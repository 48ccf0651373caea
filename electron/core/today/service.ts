import type { Attention, Today } from '../../../shared/contract/today.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { createRememberingReader } from '../db/remembering-reader.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { listEvents } from '../calendar/service.ts';
import { listApiRows } from '../inventory/service.ts';
import { countWithoutOwner } from '../ledger/service.ts';
import { listRunbooks } from '../runbooks/service.ts';
import { gatherAttention } from './attention.ts';
import { healthOf } from './health.ts';

const dayMs = 86_400_000;
/** Changes, from the newest: the few of a quiet day are not looked for among all that ever were. */
const mostLookedThrough = 1_000;

/** What needs a person now, in order of harm, and what comes next. Each line from a query, each with one thing to do. */
export function showToday(engine: Engine): Today {
  // Many places are asked, and several of them ask the same.
  const db = createRememberingReader(engine.db);
  const now = engine.clock.now();
  const apis = listApiRows(db, now, { text: '', view: 'all' });
  const events = listEvents(db, now, {});
  const attention = gatherAttention({ ...engine, db }, { apis, events, now });
  const processes = db.get<{ n: number }>('SELECT count(*) AS n FROM processes')?.n ?? 0;
  const next = events.filter((event) => event.effectiveAt !== null && event.effectiveAt >= now - dayMs);
  return {
    title: titleOf(attention.length),
    subtitle: subtitleOf(now, apis.length, processes, attention.length),
    attention,
    nextDates: next.slice(0, 4).map((event) => ({
      id: event.id,
      at: event.effectiveAt ?? 0,
      title: event.title,
      where: event.vendorName ?? 'Ours',
      door: { place: 'calendar', kind: 'event', id: event.id },
    })),
    sinceYesterday: sinceYesterday(db, now),
    health: healthOf(db, apis, now),
    counters: countersOf(attention, {
      inventory: needing(apis),
      calendar: needing(events),
      ledger: countWithoutOwner(db, now),
      runbooks: needing(listRunbooks(db, now)),
    }),
  };
}

/** What the rail counts: of each place what its own title says needs a person, and never fewer than Today's lines that lead there. */
function countersOf(attention: readonly Attention[], inTitles: Readonly<Record<string, number>>): Record<string, number> {
  const counters: Record<string, number> = { today: attention.length };
  for (const { action } of attention) counters[action.door.place] = (counters[action.door.place] ?? 0) + 1;
  for (const [place, count] of Object.entries(inTitles)) {
    if (count > 0) counters[place] = Math.max(count, counters[place] ?? 0);
  }
  return counters;
}

const needing = (rows: readonly { readonly standing: { readonly state: string } }[]): number =>
  rows.filter(({ standing }) => standing.state === 'soon' || standing.state === 'broken').length;

const numberWords = [
  'Nothing',
  'One thing',
  'Two things',
  'Three things',
  'Four things',
  'Five things',
  'Six things',
  'Seven things',
  'Eight things',
  'Nine things',
];

function titleOf(count: number): string {
  if (count === 0) return 'Nothing needs you';
  return `${numberWords[count] ?? `${count} things`} ${count === 1 ? 'needs' : 'need'} you`;
}

function subtitleOf(now: number, apis: number, processes: number, count: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(now);
  const counted = `${apis} ${apis === 1 ? 'API' : 'APIs'}, ${processes} business ${processes === 1 ? 'process' : 'processes'}`;
  return `${day} · ${counted}${count > 0 && apis > 0 ? ' · everything else holds' : ''}`;
}

function sinceYesterday(db: Reader, now: number): Today['sinceYesterday'] {
  const since = now - dayMs;
  const calls = db.get<{ n: number; failed: number; theirs: number }>(
    "SELECT count(*) AS n, sum(error_class <> 'ok') AS failed, sum(error_class = 'theirs') AS theirs FROM exchanges WHERE started_at >= ?",
    since,
  );
  const lines: Today['sinceYesterday'] = [];
  if (calls && calls.n > 0) {
    const failed = calls.failed === 0 ? 'none failed' : `${grouped(calls.failed)} failed (${calls.theirs} theirs)`;
    lines.push({ words: `${grouped(calls.n)} calls recorded, ${failed}`, door: { place: 'console', kind: 'history' } });
  }
  for (const row of db.all<{ summary: string; actor: string; via: string }>(
    `SELECT summary, actor, via FROM (SELECT * FROM activity ORDER BY seq DESC LIMIT ${mostLookedThrough})
     WHERE at >= ? AND operation NOT IN ('bulk', 'note') ORDER BY seq DESC LIMIT 4`,
    since,
  )) {
    lines.push({ words: row.via === 'evidence' ? row.summary : `${row.actor}: ${row.summary}`, door: { place: 'activity' } });
  }
  return lines;
}
