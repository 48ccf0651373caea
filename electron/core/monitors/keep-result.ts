import { afterResult, newStanding, type Standing } from '../../../shared/domain/monitors/hysteresis.ts';
import type { Clock } from '../db/commands.ts';
import type { Writer } from '../db/sqlite.ts';
import { afterTurn, type OpenedIncident } from './incident-rules.ts';
import type { MonitorRow } from './monitor-rows.ts';
import type { FinishedCheck } from './run-check.ts';

interface StateRow {
  readonly state: Standing['state'];
  readonly since_at: number;
  readonly fails: number;
  readonly passes: number;
  readonly first_fail_at: number | null;
  readonly streak_pass_at: number | null;
  readonly last_pass_at: number | null;
  readonly confirmed_at: number | null;
}

export interface KeptResult {
  readonly id: string;
  readonly opened: OpenedIncident | null;
}

/** Keeps a finished check with what follows from it: its slot, where the monitor stands, and incidents. In the caller's transaction. */
export function keepResult(db: Writer, clock: Clock, row: MonitorRow, check: FinishedCheck, observerId: string): KeptResult {
  const id = clock.newId();
  db.run(
    `INSERT INTO check_results (id, monitor_id, observer_id, started_at, ended_at, slot_at, outcome, attribution, reason, status, total_ms, wait_ms, attempts,
       interval_s, is_cold, is_catch_up, words, exchange_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    row.id,
    observerId,
    check.startedAt,
    check.endedAt,
    check.slotAt,
    check.outcome,
    check.attribution,
    check.reason,
    check.status,
    check.totalMs,
    check.waitMs,
    check.attempts,
    row.interval_s,
    check.isCold ? 1 : 0,
    check.isCatchUp ? 1 : 0,
    check.words,
    JSON.stringify(check.exchangeIds),
  );
  keepSlot(db, row, check);
  if (check.outcome === 'inconclusive' || check.outcome === 'skipped') return { id, opened: null };
  const before = standingOf(db, row.id) ?? newStanding(check.startedAt);
  const passed = check.outcome !== 'fail';
  const rule = { failAfter: row.fail_after, recoverAfter: row.recover_after };
  const { standing, turn } = afterResult(before, passed, check.startedAt, rule);
  keepStanding(db, row.id, standing, id);
  return { id, opened: afterTurn(db, clock, { row, check, before, standing, turn }) };
}

function keepSlot(db: Writer, row: MonitorRow, check: FinishedCheck): void {
  const passed = check.outcome === 'pass' || check.outcome === 'degraded';
  const isOurs = check.outcome === 'fail' && check.attribution === 'ours';
  const isBad = check.outcome === 'fail' && !isOurs;
  db.run(
    `INSERT INTO slots (monitor_id, slot_at, length_ms, n_good, n_bad, n_ours, n_timeout, n_void, n_excluded, worst_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (monitor_id, slot_at) DO UPDATE SET length_ms = max(length_ms, excluded.length_ms), n_good = n_good + excluded.n_good,
       n_bad = n_bad + excluded.n_bad, n_ours = n_ours + excluded.n_ours, n_timeout = n_timeout + excluded.n_timeout, n_void = n_void + excluded.n_void,
       n_excluded = n_excluded + excluded.n_excluded, worst_ms = max(coalesce(worst_ms, excluded.worst_ms), coalesce(excluded.worst_ms, worst_ms))`,
    row.id,
    check.slotAt,
    row.interval_s * 1000,
    passed ? 1 : 0,
    isBad ? 1 : 0,
    isOurs ? 1 : 0,
    isBad && check.reason === 'timeout' ? 1 : 0,
    check.outcome === 'inconclusive' ? 1 : 0,
    check.outcome === 'skipped' ? 1 : 0,
    // The first check after waking is slow for reasons of this computer: it counts for availability, not for speed.
    passed && !check.isCold ? check.totalMs : null,
  );
}

export function standingOf(db: Pick<Writer, 'get'>, monitorId: string): Standing | null {
  const row = db.get<StateRow>('SELECT * FROM monitor_states WHERE monitor_id = ?', monitorId);
  if (!row) return null;
  return {
    state: row.state,
    sinceAt: row.since_at,
    fails: row.fails,
    passes: row.passes,
    firstFailAt: row.first_fail_at,
    streakPassAt: row.streak_pass_at,
    lastPassAt: row.last_pass_at,
    confirmedAt: row.confirmed_at,
  };
}

function keepStanding(db: Writer, monitorId: string, standing: Standing, resultId: string): void {
  db.run(
    `INSERT INTO monitor_states (monitor_id, state, since_at, fails, passes, first_fail_at, streak_pass_at, last_pass_at, confirmed_at, last_result_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (monitor_id) DO UPDATE SET state = excluded.state, since_at = excluded.since_at, fails = excluded.fails, passes = excluded.passes,
       first_fail_at = excluded.first_fail_at, streak_pass_at = excluded.streak_pass_at, last_pass_at = excluded.last_pass_at,
       confirmed_at = excluded.confirmed_at, last_result_id = excluded.last_result_id`,
    monitorId,
    standing.state,
    standing.sinceAt,
    standing.fails,
    standing.passes,
    standing.firstFailAt,
    standing.streakPassAt,
    standing.lastPassAt,
    standing.confirmedAt,
    resultId,
  );
}

/** A time in which nobody looked ends every streak, and no state. */
export const resetStreaks = (db: Writer): number =>
  db.run('UPDATE monitor_states SET fails = 0, passes = 0, first_fail_at = NULL, streak_pass_at = NULL WHERE fails > 0 OR passes > 0');
