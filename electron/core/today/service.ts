import { shortDay } from '../../../shared/domain/day-words.ts';
import type { Attention, Today } from '../../../shared/contract/today.ts';
import { rankAttention, type HarmFacts } from '../../../shared/domain/attention.ts';
import { inFlight } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { listCredentials } from '../credentials/service.ts';
import { listEvents } from '../calendar/service.ts';
import { listApiRows } from '../inventory/service.ts';
import { ledgerAttention } from '../ledger/attention.ts';
import { mappingsAttention } from '../mappings/attention.ts';
import { monitorsAttention } from '../monitors/attention.ts';
import { runbooksAttention } from '../runbooks/attention.ts';
import { scorecardsAttention } from '../scorecards/attention.ts';
import type { AttentionItem } from './attention-item.ts';
import { healthOf } from './health.ts';

const dayMs = 86_400_000;

type Item = AttentionItem;

/** What needs a person now, in order of harm, and what comes next. Each line from a query, each with one thing to do. */
export function showToday(engine: Engine): Today {
  const { db } = engine;
  const now = engine.clock.now();
  const apis = listApiRows(db, now, { text: '', view: 'all' });
  const events = listEvents(db, now, {});
  const credentials = listCredentials(engine);
  const items = [
    ...failing(db, apis, now),
    ...ending(events, now),
    ...drifting(db),
    ...keys(credentials, now),
    ...unknownCalls(db, now),
    ...ledgerAttention(db, now),
    ...mappingsAttention(db, now),
    ...monitorsAttention(db, now),
    ...runbooksAttention(db, now),
    ...scorecardsAttention(db, now),
  ];
  const attention = rankAttention(items).map((item) => item.attention);
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
    counters: countersOf(attention),
  };
}

/** What the rail counts: of each place, what needs a person there; Today counts all of it. */
function countersOf(attention: readonly Attention[]): Record<string, number> {
  const counters: Record<string, number> = { today: attention.length };
  for (const { action } of attention) counters[action.door.place] = (counters[action.door.place] ?? 0) + 1;
  return counters;
}

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

type Apis = ReturnType<typeof listApiRows>;

function failing(db: Reader, apis: Apis, now: number): Item[] {
  return apis
    .filter((api) => api.standing.state === 'broken' && api.standing.door?.kind === 'exchange')
    .map((api): Item => {
      const recent = db.get<{ calls: number; failed: number; first: number }>(
        `SELECT count(*) AS calls, sum(error_class <> 'ok') AS failed, min(CASE WHEN error_class <> 'ok' THEN started_at END) AS first
         FROM exchanges WHERE api_id = ? AND started_at >= ?`,
        api.id,
        now - dayMs,
      ) ?? { calls: 0, failed: 0, first: now };
      const newest = db.get<{ status: number | null; error_class: string }>(
        'SELECT status, error_class FROM exchanges WHERE id = ?',
        api.standing.door?.id ?? '',
      );
      const blame =
        newest?.error_class === 'theirs'
          ? 'vendor, not us'
          : newest?.error_class === 'auth'
            ? 'our credential'
            : newest?.error_class === 'network'
              ? 'network'
              : 'cause open';
      return {
        criticality: api.criticality,
        state: 'broken',
        daysAway: 0,
        attention: {
          key: `failing:${api.id}`,
          state: 'broken',
          title: `${api.vendorName} ${api.name} has been ${api.standing.words.replace('failing', 'failing for')}`,
          reason: reasonFor(
            api.processes,
            newest?.status == null ? 'no answer comes back' : `the last three calls answered ${newest.status} or failed`,
          ),
          evidence: {
            words: `${recent.failed} of ${recent.calls} calls failed in 24 h · ${blame}`,
            door: { place: 'console', kind: 'history', id: api.id },
          },
          action: { words: 'Look at the call', door: api.standing.door ?? { place: 'console' } },
        },
      };
    });
}

const reasonFor = (processes: readonly string[], why: string): string =>
  `${processes.length > 0 ? processes.slice(0, 2).join(', ') : 'Not linked to a process'} · ${why}`;

function ending(events: ReturnType<typeof listEvents>, now: number): Item[] {
  return events
    .filter((event) => event.standing.state === 'soon' || event.standing.state === 'broken')
    .map((event): Item => {
      const days = event.effectiveAt === null ? 60 : Math.max(0, (event.effectiveAt - now) / dayMs);
      const used =
        event.calls30d > 0
          ? `${event.calls30d.toLocaleString('en')} calls in 30 days still use it`
          : event.apiId === null
            ? 'ours'
            : 'no calls in 30 days';
      const seen =
        event.source === 'header'
          ? `seen in ${event.hits.toLocaleString('en')} ${event.hits === 1 ? 'answer' : 'answers'}`
          : `from ${event.source === 'sample' ? 'the sample' : event.source}`;
      return {
        criticality: 'high',
        state: event.standing.state === 'broken' ? 'broken' : 'soon',
        daysAway: days,
        attention: {
          key: `event:${event.id}`,
          state: event.standing.state === 'broken' ? 'broken' : 'soon',
          title: event.effectiveAt === null ? event.title : `${event.title} on ${shortDay(event.effectiveAt)}`,
          reason: `${[event.vendorName, event.apiName].filter(Boolean).join(' ') || 'Ours'} · ${used} · ${event.standing.words}`,
          evidence: { words: seen, door: { place: 'calendar', kind: 'event', id: event.id } },
          action: { words: 'Open the date', door: { place: 'calendar', kind: 'event', id: event.id } },
        },
      };
    });
}

/** One line per API, whatever the number of drifts. */
function drifting(db: Reader): Item[] {
  return db
    .all<{ api_id: string; name: string; criticality: HarmFacts['criticality']; n: number; title: string; exchange: string }>(
      `SELECT f.api_id, v.name || ' ' || a.name AS name, a.criticality, count(*) AS n, max(f.title) AS title, max(f.last_exchange_id) AS exchange FROM findings f
       JOIN apis a ON a.id = f.api_id JOIN vendors v ON v.id = a.vendor_id WHERE f.status = 'open' GROUP BY f.api_id`,
    )
    .map((row): Item => ({
      criticality: row.criticality,
      state: 'soon',
      daysAway: 7,
      attention: {
        key: `drift:${row.api_id}`,
        state: 'soon',
        title: `${row.name} breaks its contract in ${row.n === 1 ? 'one place' : `${row.n} places`}`,
        reason: row.title,
        evidence: { words: 'the answer that shows it', door: { place: 'console', kind: 'exchange', id: row.exchange } },
        action: { words: 'Look at the drift', door: { place: 'inventory', kind: 'api', id: row.api_id } },
      },
    }));
}

function keys(credentials: ReturnType<typeof listCredentials>, now: number): Item[] {
  return credentials
    .filter(({ standing }) => standing.state === 'broken' || standing.state === 'soon')
    .map((credential): Item => {
      const age = Math.floor((now - credential.rotatedAt) / dayMs);
      const door = { place: 'credentials', kind: 'credential', id: credential.id } as const;
      const isExpiring = credential.expiresAt !== null && credential.standing.words.startsWith('expire');
      return {
        criticality: 'high',
        state: credential.standing.state === 'broken' ? 'broken' : 'soon',
        daysAway: isExpiring ? Math.max(0, ((credential.expiresAt ?? now) - now) / dayMs) : 14,
        attention: {
          key: `credential:${credential.id}`,
          state: credential.standing.state === 'broken' ? 'broken' : 'soon',
          title: isExpiring
            ? `${credential.name} ${credential.standing.words}`
            : `${credential.name} is ${age} days old, policy ${credential.rotationDays ?? '–'}`,
          reason: `${
            credential.environments
              .map(({ apiName, name }) => `${apiName} ${name}`)
              .slice(0, 2)
              .join(', ') || 'Not bound'
          } · used ${credential.calls30d.toLocaleString('en')} times in 30 days`,
          evidence: { words: `last replaced ${shortDay(credential.rotatedAt)}`, door },
          action: { words: 'Rotate key', door },
        },
      };
    });
}

function unknownCalls(db: Reader, now: number): Item[] {
  const row = db.get<{ n: number; at: number | null; id: string | null }>(
    `SELECT count(*) AS n, max(started_at) AS at, max(id) AS id FROM exchanges WHERE ${inFlight} AND state = 'unknown'`,
  );
  if (!row || row.n === 0 || !row.id) return [];
  return [
    {
      criticality: 'high',
      state: 'soon',
      daysAway: 0,
      attention: {
        key: 'unknown-calls',
        state: 'soon',
        title: `${row.n === 1 ? 'One call was' : `${row.n} calls were`} cut off on the way`,
        reason: `Nobody knows whether ${row.n === 1 ? 'it' : 'they'} took effect; nothing is sent again by itself · ${shortDay(row.at ?? now)}`,
        evidence: null,
        action: { words: 'Look at the call', door: { place: 'console', kind: 'exchange', id: row.id } },
      },
    },
  ];
}

function sinceYesterday(db: Reader, now: number): Today['sinceYesterday'] {
  const since = now - dayMs;
  const calls = db.get<{ n: number; failed: number; theirs: number }>(
    "SELECT count(*) AS n, sum(error_class <> 'ok') AS failed, sum(error_class = 'theirs') AS theirs FROM exchanges WHERE started_at >= ?",
    since,
  );
  const lines: Today['sinceYesterday'] = [];
  if (calls && calls.n > 0) {
    const failed = calls.failed === 0 ? 'none failed' : `${calls.failed.toLocaleString('en')} failed (${calls.theirs} theirs)`;
    lines.push({ words: `${calls.n.toLocaleString('en')} calls recorded, ${failed}`, door: { place: 'console', kind: 'history' } });
  }
  for (const row of db.all<{ summary: string; actor: string; via: string }>(
    "SELECT summary, actor, via FROM activity WHERE at >= ? AND operation NOT IN ('bulk', 'note') ORDER BY seq DESC LIMIT 4",
    since,
  )) {
    lines.push({ words: row.via === 'evidence' ? row.summary : `${row.actor}: ${row.summary}`, door: { place: 'activity' } });
  }
  return lines;
}
