import type { Attention } from '../../../shared/contract/today.ts';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { rankAttention, type HarmFacts } from '../../../shared/domain/attention.ts';
import { shortDay } from '../../../shared/domain/day-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { rungAttention } from '../calendar/attention.ts';
import { rotationAttention, rotationWaits } from '../credentials/attention.ts';
import { listCredentials } from '../credentials/service.ts';
import { inFlight } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { flowsAttention } from '../flows/attention.ts';
import { inventoryAttention } from '../inventory/attention.ts';
import { ledgerAttention } from '../ledger/attention.ts';
import { mappingsAttention } from '../mappings/attention.ts';
import { monitorsAttention } from '../monitors/attention.ts';
import { openIncidents } from '../monitors/report.ts';
import { runbooksAttention } from '../runbooks/attention.ts';
import { scorecardsAttention } from '../scorecards/attention.ts';
import { settingsAttention } from '../settings/attention.ts';
import { webhooksAttention } from '../webhooks/attention.ts';
import type { AttentionItem } from './attention-item.ts';

const dayMs = 86_400_000;

type Item = AttentionItem;
type Apis = readonly ApiRow[];

export interface Standings {
  readonly apis: Apis;
  readonly events: readonly CalendarEvent[];
  readonly now: number;
}

/** What needs a person now, in order of harm; each cause once, at the place where it is dealt with. */
export function gatherAttention(engine: Engine, { apis, events, now }: Standings): Attention[] {
  const { db } = engine;
  // An incident says what its API's failing calls would say once more.
  const inIncident = new Set(openIncidents(db, now).map(({ apiId }) => apiId));
  // A key's end is dealt with at its credential.
  const dates = events.filter(({ kind }) => kind !== 'credential_expiry');
  // The rung that is due says what to do about a date; once a used thing has ended, that comes first.
  const climbing = new Set(dates.filter(({ standing }) => standing.state !== 'broken').map(({ id }) => `event:${id}`));
  const rungs = rungAttention(events, now).filter(({ attention }) => climbing.has(attention.key));
  const onLadder = new Set(rungs.map(({ attention }) => attention.key));
  const items = [
    ...failing(
      db,
      apis.filter(({ id }) => !inIncident.has(id)),
      now,
    ),
    ...rungs,
    ...ending(dates, now).filter(({ attention }) => !onLadder.has(attention.key)),
    ...drifting(db),
    ...inventoryAttention(db, now),
    ...keys(listCredentials(engine), now),
    ...rotationAttention(db, now),
    ...unknownCalls(db, now),
    ...ledgerAttention(db, now),
    ...mappingsAttention(db, now),
    ...monitorsAttention(db, now),
    ...runbooksAttention(db, now),
    ...scorecardsAttention(db, now),
    ...flowsAttention(db, now),
    ...webhooksAttention(db, now),
    ...settingsAttention(db),
  ];
  return rankAttention(items).map((item) => item.attention);
}

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

function ending(events: readonly CalendarEvent[], now: number): Item[] {
  return events
    .filter((event) => event.standing.state === 'soon' || event.standing.state === 'broken')
    .map((event): Item => {
      const days = event.effectiveAt === null ? 60 : Math.max(0, (event.effectiveAt - now) / dayMs);
      const used =
        event.calls30d > 0
          ? `${grouped(event.calls30d)} calls in 30 days still use it`
          : event.apiId === null
            ? 'ours'
            : 'no calls in 30 days';
      const seen =
        event.source === 'header'
          ? `seen in ${grouped(event.hits)} ${event.hits === 1 ? 'answer' : 'answers'}`
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
        action: { words: 'Look at the drift', door: { place: 'inventory', kind: 'findings', id: row.api_id } },
      },
    }));
}

function keys(credentials: ReturnType<typeof listCredentials>, now: number): Item[] {
  return credentials
    .filter(({ standing }) => (standing.state === 'broken' || standing.state === 'soon') && standing.words !== rotationWaits)
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
          } · used ${grouped(credential.calls30d)} times in 30 days`,
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
