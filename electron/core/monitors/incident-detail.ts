import type { FollowUp, Incident, TimeLineEntry } from '../../../shared/contract/monitors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Door } from '../../../shared/contract/procedure.ts';
import { sinceWords } from '../../../shared/domain/monitors/clock-words.ts';
import { localZone } from '../calendar/zone.ts';
import type { Reader } from '../db/sqlite.ts';
import { runsForIncident } from '../runbooks/report.ts';
import { asSummaries, selectIncidents, type IncidentRow } from './incident-report.ts';
import { monitorIdsOf } from './promise-rows.ts';
import { gapsBetween } from './spans.ts';

const mostChecks = 40;
const mostCalls = 20;

export function requireIncident(db: Reader, id: string): IncidentRow {
  const row = db.get<IncidentRow>(`${selectIncidents} WHERE i.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The incident is gone.', remedy: 'Reload the page.' });
  return row;
}

/** An incident with its whole time, what it touched, and what is still to do. */
export function getIncident(db: Reader, id: string, now: number): Incident {
  const row = requireIncident(db, id);
  const [summary] = asSummaries(db, [row], now);
  if (!summary) throw new Error('an incident without a summary');
  const monitors = monitorIdsOf(row).flatMap((monitorId) =>
    db.all<{ id: string; name: string }>('SELECT id, name FROM monitors WHERE id = ?', monitorId),
  );
  return {
    ...summary,
    notes: row.notes,
    attributionReason: row.attribution_reason,
    firstBadAt: row.first_bad_at,
    lastBadAt: row.last_bad_at,
    previousGoodAt: row.previous_good_at,
    nextGoodAt: row.next_good_at,
    unconfirmedWords: unconfirmed(db, row, now),
    touched: touchedBy(db, row.api_id),
    promises: summary.promiseIds.flatMap((promiseId) =>
      db.all<{ id: string; name: string }>('SELECT id, name FROM promises WHERE id = ?', promiseId),
    ),
    monitors,
    timeLine: timeLineOf(db, row, now),
    followUps: db.all<FollowUp>(
      `SELECT id, text, due_at AS dueAt, closed_by AS closedBy, closed_at AS closedAt FROM follow_ups WHERE incident_id = ?
       ORDER BY closed_at IS NOT NULL, due_at IS NULL, due_at`,
      id,
    ),
  };
}

/** Nobody has checked for a while: it is down as far as anybody knows. */
function unconfirmed(db: Reader, row: IncidentRow, now: number): string | null {
  if (row.closed_at !== null) return null;
  const confirmedAt = monitorIdsOf(row).reduce<number | null>((newest, id) => {
    const at = db.get<{ at: number | null }>('SELECT confirmed_at AS at FROM monitor_states WHERE monitor_id = ?', id)?.at ?? null;
    return at === null ? newest : Math.max(at, newest ?? 0);
  }, null);
  if (confirmedAt === null) return null;
  const interval = db.get<{ s: number | null }>('SELECT max(interval_s) AS s FROM monitors WHERE api_id = ?', row.api_id)?.s ?? 300;
  if (now - confirmedAt <= interval * 2000 + 60_000) return null;
  return `last known down, unconfirmed since ${sinceWords(localZone(), confirmedAt, now)}`;
}

const touchedBy = (db: Reader, apiId: string | null): Incident['touched'] =>
  apiId === null
    ? []
    : db.all(
        `SELECT p.id AS processId, p.name AS process, p.criticality, d.impact, d.fallback FROM dependencies d JOIN processes p ON p.id = d.process_id
         WHERE d.api_id = ? ORDER BY CASE p.criticality WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, p.name`,
        apiId,
      );

/** What was kept of it, with the checks, calls, gaps and runbook runs of its time; the newest first. */
function timeLineOf(db: Reader, row: IncidentRow, now: number): TimeLineEntry[] {
  const fromAt = row.previous_good_at ?? row.first_bad_at ?? row.opened_at;
  const toAt = row.closed_at ?? now;
  const kept = keptEvents(db, row.id);
  // A call that somebody attached stands there once, as they put it.
  const attached = new Set(kept.flatMap(({ door }) => (door?.kind === 'exchange' && door.id !== undefined ? [door.id] : [])));
  const entries: TimeLineEntry[] = [
    ...kept,
    ...checks(db, row, fromAt, toAt),
    ...calls(db, row, fromAt, toAt).filter(({ door }) => !attached.has(door?.id ?? '')),
    ...gapsBetween(db, fromAt, toAt)
      .filter(({ startAt, endAt }) => endAt - startAt > 300_000)
      .map((gap): TimeLineEntry => ({
        id: `gap:${gap.startAt}`,
        at: gap.startAt,
        kind: 'gap',
        words: `Nobody was looking until ${sinceWords(localZone(), gap.endAt, gap.startAt)}: ${gap.words}`,
        actor: null,
        door: null,
      })),
    ...runsForIncident(db, row.id).map((run): TimeLineEntry => ({
      id: `run:${run.id}`,
      at: run.startedAt,
      kind: 'runbook',
      words: `Runbook “${run.runbookName}”: ${run.state}, ${Math.round(run.percent)} %`,
      actor: null,
      door: { place: 'runbooks', kind: 'run', id: run.id },
    })),
  ];
  return entries.toSorted((a, b) => b.at - a.at);
}

function keptEvents(db: Reader, incidentId: string): TimeLineEntry[] {
  return db
    .all<{ id: string; at: number; kind: TimeLineEntry['kind']; words: string; actor: string | null; door: string | null }>(
      'SELECT id, at, kind, words, actor, door FROM incident_events WHERE incident_id = ?',
      incidentId,
    )
    .map((event) => ({ ...event, door: event.door === null ? null : (JSON.parse(event.door) as Door) }));
}

function checks(db: Reader, row: IncidentRow, fromAt: number, toAt: number): TimeLineEntry[] {
  return monitorIdsOf(row).flatMap((monitorId) =>
    db
      .all<{ id: string; at: number; outcome: string; words: string; exchange_ids: string; name: string | null }>(
        `SELECT r.id, r.started_at AS at, r.outcome, r.words, r.exchange_ids, m.name FROM check_results r LEFT JOIN monitors m ON m.id = r.monitor_id
         WHERE r.monitor_id = ? AND r.started_at BETWEEN ? AND ? ORDER BY r.started_at DESC LIMIT ?`,
        monitorId,
        fromAt,
        toAt + 1,
        mostChecks,
      )
      .map((check): TimeLineEntry => {
        const exchangeId = (JSON.parse(check.exchange_ids) as string[]).at(-1);
        return {
          id: `check:${check.id}`,
          at: check.at,
          kind: 'check',
          words: `“${check.name ?? 'a removed monitor'}” ${outcomeWords(check.outcome)}: ${check.words}`,
          actor: null,
          door: exchangeId === undefined ? null : { place: 'console', kind: 'exchange', id: exchangeId },
        };
      }),
  );
}

const outcomeWords = (outcome: string): string =>
  ({ pass: 'passed', degraded: 'passed, slowly', fail: 'failed', inconclusive: 'says nothing', skipped: 'was skipped' })[outcome] ??
  outcome;

/** What failed besides: calls by hand and in flows to the same API tell of the same outage. */
function calls(db: Reader, row: IncidentRow, fromAt: number, toAt: number): TimeLineEntry[] {
  if (row.api_id === null) return [];
  return db
    .all<{ id: string; at: number; method: string; status: number | null; source: string; actor: string }>(
      `SELECT id, started_at AS at, method, status, source, actor FROM exchanges
       WHERE api_id = ? AND started_at BETWEEN ? AND ? AND source <> 'monitor' AND error_class NOT IN ('ok', 'unknown') ORDER BY started_at DESC LIMIT ?`,
      row.api_id,
      fromAt,
      toAt,
      mostCalls,
    )
    .map((call): TimeLineEntry => ({
      id: `call:${call.id}`,
      at: call.at,
      kind: 'call',
      words: `A ${call.method} of ours ${call.status === null ? 'got no answer' : `was answered ${call.status}`} (${call.source})`,
      actor: call.actor,
      door: { place: 'console', kind: 'exchange', id: call.id },
    }));
}
