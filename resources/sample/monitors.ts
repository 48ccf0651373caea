import { serviceIntervals } from '../../shared/domain/monitors/service-hours.ts';
import { planIncidents } from './incidents.ts';
import { laptopHours, ownDice, teamOffset, type Looking } from './laptop-hours.ts';
import { day, hour, minute, sampleBegins } from './sample-time.ts';
import type { Stage, Stock } from './stage.ts';
import { insertRow } from './timeline.ts';
import { outages, promisesMade, watched, type Outage, type WatchedApi } from './watched.ts';

/** An outage with its moments. */
export interface DatedOutage extends Outage {
  readonly startAt: number;
  readonly endAt: number;
}

export interface PlannedMonitor extends WatchedApi {
  readonly id: string;
  readonly apiId: string;
}

const rawDays = 5;

/** Nine monitors and what they saw in a quarter on a laptop, nine promises, six incidents. */
export function planMonitors(stage: Stage, stock: Stock): void {
  const { now, newId, timeline, db } = stage;
  const begin = sampleBegins(now) + 5.3 * day;
  const observerId = newId(begin);
  const monitors = watched.flatMap((one): PlannedMonitor[] => {
    const api = stock.apis.find(({ key }) => key === one.api);
    return api ? [{ ...one, id: newId(begin), apiId: api.id }] : [];
  });
  const dated = outages.map((one) => dateOutage(one, now));
  const spans = laptopHours(now);
  timeline.planEvidence(begin, () => {
    insertRow(db, 'observers', { id: observerId, name: 'Laptop in Berlin', program: 'sample', zone: 'Europe/Berlin', created_at: begin });
  });
  monitors.forEach((monitor, place) => planMonitor(stage, stock, monitor, begin + place * 7 * minute));
  for (const [place, promise] of promisesMade.entries()) {
    // The ledger begins later than the monitors.
    const at = promise.kind === 'correctness' ? now - 15 * day : begin + 2 * hour + place * 4 * minute;
    timeline.plan(at, 'Ines', (changes) => {
      const monitor = monitors.find(({ name }) => name === promise.monitor);
      const ledger =
        promise.kind === 'correctness' ? db.get<{ id: string }>('SELECT id FROM ledgers ORDER BY created_at LIMIT 1') : undefined;
      if (promise.monitor !== undefined && !monitor) return;
      if (promise.kind === 'correctness' && !ledger) return;
      const row = {
        id: newId(at),
        name: promise.name,
        kind: promise.kind,
        target_ppm: Math.round(promise.target * 1_000_000),
        threshold_ms: promise.thresholdMs ?? null,
        service_hours: JSON.stringify(promise.hours),
        monitor_ids: JSON.stringify(monitor ? [monitor.id] : []),
        api_id: promise.api ? stock.api(promise.api).id : null,
        ledger_id: ledger?.id ?? null,
        process_id: db.get<{ id: string }>('SELECT id FROM processes WHERE name = ?', promise.process)?.id ?? null,
        counts_ours: 0,
        created_at: at,
      };
      changes.insert('promise', row, `Promise “${promise.name}” made: ${promise.target * 100} %`);
    });
  }
  planIncidents(stage, monitors, dated);
  // All that was seen, at the end: a check leads to the exchange of its moment, and that must be there by then.
  timeline.planEvidence(now, () => {
    keepSpans(stage, spans, observerId);
    for (const monitor of monitors) keepSlots(stage, monitor, spans, dated, observerId);
  });
}

function planMonitor({ timeline, newId, team }: Stage, stock: Stock, monitor: PlannedMonitor, at: number): void {
  const api = stock.api(monitor.api);
  const endpoint = api.endpoints.find(({ method }) => method === 'GET') ?? api.endpoints[0];
  const environment = api.environments.find(({ kind }) => kind === 'production') ?? api.environments[0];
  if (!endpoint || !environment) throw new Error(`the sample’s monitor of ${monitor.api} has nothing to ask`);
  timeline.plan(at, monitor.owner, (changes) => {
    const path = endpoint.path.replaceAll(/\{[^{}]+\}/g, 'ACME-1');
    const requestId = newId(at);
    const name = `Sign of life: ${endpoint.method} ${endpoint.path}`;
    const draft = { method: endpoint.method, path, parameters: [], mediaType: null, body: null, variables: {}, timeoutMs: 20_000 };
    changes.insert(
      'savedRequest',
      {
        id: requestId,
        name,
        folder: 'Signs of life',
        api_id: api.id,
        endpoint_id: endpoint.id,
        environment_id: environment.id,
        draft: JSON.stringify(draft),
        notes: '',
        created_at: at,
      },
      `Request “${name}” saved`,
    );
    const row = {
      id: monitor.id,
      name: monitor.name,
      saved_request_id: requestId,
      api_id: api.id,
      environment_id: environment.id,
      interval_s: monitor.intervalS,
      timeout_ms: 20_000,
      retries: '[5,20]',
      assertions: '[]',
      fail_after: 3,
      recover_after: 2,
      service_hours: JSON.stringify(monitor.hours),
      is_paused: 0,
      owner_id: team[monitor.owner].id,
      notes: '',
      edited_at: at,
      is_sample: 1,
      created_at: at,
    };
    changes.insert('monitor', row, `Monitor “${monitor.name}” added: every ${monitor.intervalS} s`);
  });
  if (!monitor.isPaused) return;
  const pausedAt = pausedSince(at);
  timeline.plan(pausedAt, monitor.owner, (changes) =>
    changes.update('monitor', monitor.id, { is_paused: 1 }, `Monitor “${monitor.name}” paused`),
  );
}

/** Paused since 40 days: this month has no data of it. */
const pausedSince = (begin: number): number => begin + 56 * day;

/** On a working day at least so many days ago, on the team's clock. */
function dateOutage(outage: Outage, now: number): DatedOutage {
  if (outage.daysAgo === 0) return { ...outage, startAt: now - 26 * minute, endAt: now + 34 * minute };
  let midnight = Math.floor((now + teamOffset) / day) * day - teamOffset - outage.daysAgo * day;
  const weekday = new Date(midnight + teamOffset).getUTCDay();
  if (weekday === 0) midnight -= 2 * day;
  if (weekday === 6) midnight -= day;
  const startAt = midnight + Math.round(outage.hour * 12) * 5 * minute;
  return { ...outage, startAt, endAt: startAt + outage.minutes * minute };
}

function keepSpans({ db, newId }: Stage, spans: readonly Looking[], observerId: string): void {
  spans.forEach((span, place) => {
    const keep = (startAt: number, endAt: number, state: string): void =>
      insertRow(db, 'observation_spans', { id: newId(startAt), observer_id: observerId, start_at: startAt, end_at: endAt, state });
    keep(span.startAt, span.endAt, 'observing');
    const next = spans[place + 1];
    if (next) keep(span.endAt, next.startAt, span.afterwards);
  });
}

const insertSlot = `INSERT INTO slots (monitor_id, slot_at, length_ms, n_good, n_bad, n_ours, n_timeout, worst_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const insertResult = `INSERT INTO check_results (id, monitor_id, observer_id, started_at, ended_at, slot_at, outcome, attribution, reason, status, total_ms, attempts, interval_s, words, exchange_ids)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** A check for every slot in which somebody looked; of the last days also the single results. */
function keepSlots(
  { db, newId, now }: Stage,
  monitor: PlannedMonitor,
  spans: readonly Looking[],
  dated: readonly DatedOutage[],
  observerId: string,
): void {
  const dice = ownDice(monitor.name.split('').reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0, 7));
  const length = monitor.intervalS * 1000;
  const until = monitor.isPaused ? pausedSince(sampleBegins(now)) : now;
  const mine = dated.filter((outage) => outage.monitor === monitor.name);
  let last: { id: string | null; at: number; isGood: boolean } | null = null;
  for (const { startAt, endAt } of spans.flatMap((span) => serviceIntervals(monitor.hours, span.startAt, Math.min(span.endAt, until)))) {
    for (let slotAt = Math.ceil(startAt / length) * length; slotAt + 20_000 < endAt; slotAt += length) {
      const at = slotAt + dice.whole(4, 18) * 1000;
      const outage = mine.find((one) => at >= one.startAt && at < one.endAt);
      // Today nothing fails by chance: the page is to show what is said of it.
      const isBad = outage !== undefined || (at < now - 3 * hour && dice.chance(monitor.flaky));
      const isOurs = outage?.attribution === 'ours';
      const isTimeout = isBad && (outage?.status === 504 || (outage === undefined && dice.chance(0.5)));
      const ms = dice.latency(monitor.medianMs);
      db.run(
        insertSlot,
        monitor.id,
        slotAt,
        length,
        isBad ? 0 : 1,
        isBad && !isOurs ? 1 : 0,
        isOurs ? 1 : 0,
        isTimeout ? 1 : 0,
        isBad ? null : ms,
      );
      const id = at > now - rawDays * day ? newId(at) : null;
      if (id !== null) {
        const status = isBad ? (isTimeout ? null : (outage?.status ?? 502)) : 200;
        const words = isBad
          ? isTimeout
            ? 'no answer came in 20 s'
            : `answered ${status}`
          : `answered 200 in ${Math.round(ms).toLocaleString('en')} ms`;
        db.run(
          insertResult,
          id,
          monitor.id,
          observerId,
          at,
          at + (isBad ? 26_000 : Math.round(ms)),
          slotAt,
          isBad ? 'fail' : 'pass',
          isBad ? (outage?.attribution ?? 'vendor') : null,
          isBad ? (isTimeout ? 'timeout' : 'http_status') : '',
          status,
          isBad && isTimeout ? null : ms,
          isBad ? 3 : 1,
          monitor.intervalS,
          words,
          exchangeNear(db, monitor.apiId, at, isBad),
        );
      }
      last = { id, at, isGood: !isBad };
    }
  }
  if (last === null) return;
  const isDown = mine.some((outage) => outage.endAt > now);
  const running = mine.find((outage) => outage.endAt > now);
  insertRow(db, 'monitor_states', {
    monitor_id: monitor.id,
    state: isDown ? 'down' : 'up',
    since_at: running?.startAt ?? mine.at(-1)?.endAt ?? sampleBegins(now),
    fails: last.isGood ? 0 : isDown ? 5 : 1,
    passes: last.isGood ? 40 : 0,
    first_fail_at: last.isGood ? null : (running?.startAt ?? last.at),
    last_pass_at: running ? running.startAt - length : last.at,
    streak_pass_at: null,
    confirmed_at: last.at,
    last_result_id: last.id,
  });
}

/** The call of about that moment which shows the same, as a list of none or one. */
function exchangeNear(db: Stage['db'], apiId: string, at: number, isBad: boolean): string {
  const near = db.get<{ id: string }>(
    `SELECT id FROM exchanges WHERE api_id = ? AND started_at BETWEEN ? AND ? AND (error_class = 'ok') = ? LIMIT 1`,
    apiId,
    at - 3 * minute,
    at + 3 * minute,
    isBad ? 0 : 1,
  );
  return JSON.stringify(near ? [near.id] : []);
}
