import { serviceIntervals, type Interval } from '../../../shared/domain/monitors/service-hours.ts';
import { availabilityOf, latencyOf, type SlotCounts } from '../../../shared/domain/monitors/judge-slot.ts';
import { emptyGrid, fillGrid, type SeenSlot, type SlotGrid } from '../../../shared/domain/monitors/slot-grid.ts';
import type { Reader } from '../db/sqlite.ts';
import { hoursOf, monitorIdsOf, type PromiseRow } from './promise-rows.ts';
import { observedSpans } from './spans.ts';

export interface Window {
  readonly fromAt: number;
  readonly toAt: number;
  readonly now: number;
}

/** Slots of a window, or calls and rows that need no slots because all of them are known. */
export type Counted =
  | { readonly unit: 'slot'; readonly grid: SlotGrid; readonly annulled: number }
  | { readonly unit: 'call' | 'row'; readonly good: number; readonly bad: number; readonly excluded: number };

/** Counts a promise in a window, each kind by what it is measured by. */
export function countPromise(db: Reader, row: PromiseRow, window: Window, correctness: CorrectnessReader): Counted {
  const annulled = annulmentsOf(db, row.id);
  if (row.kind === 'correctness') {
    const { good, bad } = row.ledger_id ? correctness(db, row.ledger_id, window.fromAt, window.toAt) : { good: 0, bad: 0 };
    return { unit: 'row', good, bad, excluded: 0 };
  }
  if (row.kind === 'freshness') return freshness(db, row, window, annulled);
  if (monitorIdsOf(row).length > 0) return slotsOfMonitors(db, row, window, annulled);
  return calls(db, row, window, annulled);
}

/** Rows that agreed and rows that did not, of a ledger's last completed run in a window. */
export type CorrectnessReader = (
  db: Reader,
  ledgerId: string,
  fromAt: number,
  toAt: number,
) => { readonly good: number; readonly bad: number };

const annulmentsOf = (db: Reader, promiseId: string): Interval[] =>
  db.all<Interval>('SELECT from_at AS startAt, to_at AS endAt FROM annulments WHERE promise_id = ?', promiseId);

interface SlotRow extends SlotCounts {
  readonly slotAt: number;
  readonly lengthMs: number;
}

const slotRows = (db: Reader, monitorId: string, { fromAt, toAt }: Window): SlotRow[] =>
  db.all<SlotRow>(
    `SELECT slot_at AS slotAt, length_ms AS lengthMs, n_good AS good, n_bad AS bad, n_ours AS ours, n_timeout AS timeout, n_excluded AS excluded, worst_ms AS worstMs
     FROM slots WHERE monitor_id = ? AND slot_at >= ? AND slot_at < ?`,
    monitorId,
    // A slot that began before the window may reach into it.
    fromAt - 86_400_000,
    toAt,
  );

/** False: none of the slots that monitors recorded counts as bad for this promise, so that it is neither missed nor at risk. */
export function mayHaveBad(db: Reader, row: PromiseRow, { fromAt, toAt }: Window): boolean {
  const ids = monitorIdsOf(row);
  if (ids.length === 0 || row.kind === 'correctness' || row.kind === 'freshness') return true;
  const isBad = row.kind === 'latency' ? 'n_timeout > 0 OR worst_ms > ?' : 'n_bad > 0 OR (n_ours > 0 AND ? = 1)';
  const found = db.get(
    `SELECT 1 FROM slots WHERE monitor_id IN (${ids.map(() => '?').join(', ')}) AND slot_at >= ? AND slot_at < ? AND (${isBad}) LIMIT 1`,
    ...ids,
    fromAt - 86_400_000,
    toAt,
    row.kind === 'latency' ? (row.threshold_ms ?? 1000) : row.counts_ours,
  );
  return found !== undefined;
}

/** The coarsest grid in force, so that a longer interval never looks like gaps. */
function slotsOfMonitors(db: Reader, row: PromiseRow, window: Window, annulled: readonly Interval[]): Counted {
  const ids = monitorIdsOf(row);
  const marks = ids.map(() => '?').join(', ');
  const interval = db.get<{ s: number | null }>(`SELECT max(interval_s) AS s FROM monitors WHERE id IN (${marks})`, ...ids)?.s ?? 300;
  const rows = ids.map((id) => slotRows(db, id, window));
  const slotMs = rows.flat().reduce((most, { lengthMs }) => Math.max(most, lengthMs), Math.max(60_000, interval * 1000));
  const seen = rows.map((slots) =>
    slots.map((slot): SeenSlot => ({
      slotAt: slot.slotAt,
      lengthMs: slot.lengthMs,
      state: row.kind === 'latency' ? latencyOf(slot, row.threshold_ms ?? 1000) : availabilityOf(slot, row.counts_ours === 1),
    })),
  );
  const grid = emptyGrid(serviceIntervals(hoursOf(row), window.fromAt, window.toAt), slotMs);
  return { unit: 'slot', grid, ...fillGrid(grid, seen, annulled, window.now) };
}

/** Calls that were the vendor's to answer: what we did wrong and what was limited says nothing of it. */
const notTheirs = new Set(['ours', 'auth', 'limit']);

function calls(db: Reader, row: PromiseRow, { fromAt, toAt }: Window, annulled: readonly Interval[]): Counted {
  if (!row.api_id) return { unit: 'call', good: 0, bad: 0, excluded: 0 };
  const hours = hoursOf(row);
  const intervals = serviceIntervals(hours, fromAt, toAt);
  const exchanges = db.all<{ at: number; class: string; ms: number | null }>(
    `SELECT started_at AS at, error_class AS class, duration_ms AS ms FROM exchanges
     WHERE api_id = ? AND started_at >= ? AND started_at < ? AND source <> 'monitor' AND state IN ('answered', 'failed') ORDER BY started_at`,
    row.api_id,
    fromAt,
    toAt,
  );
  let [good, bad, excluded, next] = [0, 0, 0, 0];
  for (const { at, class: errorClass, ms } of exchanges) {
    while (next < intervals.length && (intervals[next]?.endAt ?? 0) <= at) next += 1;
    const inHours = at >= (intervals[next]?.startAt ?? Infinity);
    if (!inHours) continue;
    const isSlow = row.kind === 'latency' && (ms ?? 0) > (row.threshold_ms ?? 1000);
    const isOurs = notTheirs.has(errorClass) && row.counts_ours === 0;
    if (isOurs || annulled.some(({ startAt, endAt }) => at >= startAt && at < endAt)) excluded += 1;
    else if (errorClass === 'ok' && !isSlow) good += 1;
    else if (row.kind !== 'latency' || isSlow) bad += 1;
    else excluded += 1;
  }
  return { unit: 'call', good, bad, excluded };
}

const freshnessSlotMs = 900_000;

/** A slot is good while the last success is young enough. While nobody looked, old age proves nothing: no data. */
function freshness(db: Reader, row: PromiseRow, window: Window, annulled: readonly Interval[]): Counted {
  const threshold = row.threshold_ms ?? 86_400_000;
  const successes = successTimes(db, row, window.fromAt - threshold, Math.min(window.toAt, window.now));
  const looked = observedSpans(db, window.fromAt, window.toAt);
  const hours = hoursOf(row);
  const grid = emptyGrid(serviceIntervals(hours, window.fromAt, window.toAt), freshnessSlotMs);
  const seen: SeenSlot[] = [];
  let success = -1;
  let span = 0;
  for (const at of grid.at) {
    const end = at + freshnessSlotMs;
    if (end > window.now) break;
    while (success + 1 < successes.length && (successes[success + 1] ?? 0) <= end) success += 1;
    while (span < looked.length && (looked[span]?.endAt ?? 0) <= at) span += 1;
    const isYoung = success >= 0 && end - (successes[success] ?? 0) <= threshold;
    // A ledger's runs are ours: none is none, whether somebody looked or not.
    const isKnown = row.ledger_id !== null || (looked[span]?.startAt ?? Infinity) < end;
    if (isYoung || isKnown) seen.push({ slotAt: at, lengthMs: freshnessSlotMs, state: isYoung ? 'good' : 'bad' });
  }
  return { unit: 'slot', grid, ...fillGrid(grid, [seen], annulled, window.now) };
}

function successTimes(db: Reader, row: PromiseRow, fromAt: number, toAt: number): number[] {
  const at = (rows: { at: number }[]): number[] => rows.map((each) => each.at);
  const [monitorId] = monitorIdsOf(row);
  if (row.ledger_id) return at(ledgerRunTimes(db, row.ledger_id, fromAt, toAt));
  if (monitorId)
    return at(
      db.all(
        'SELECT slot_at AS at FROM slots WHERE monitor_id = ? AND n_good > 0 AND slot_at >= ? AND slot_at < ? ORDER BY slot_at',
        monitorId,
        fromAt,
        toAt,
      ),
    );
  if (!row.api_id) return [];
  return at(
    db.all(
      "SELECT started_at AS at FROM exchanges WHERE api_id = ? AND error_class = 'ok' AND started_at >= ? AND started_at < ? ORDER BY started_at",
      row.api_id,
      fromAt,
      toAt,
    ),
  );
}

function ledgerRunTimes(db: Reader, ledgerId: string, fromAt: number, toAt: number): { at: number }[] {
  const hasRuns = db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'ledger_runs'");
  if (!hasRuns) return [];
  return db.all(
    "SELECT finished_at AS at FROM ledger_runs WHERE ledger_id = ? AND state = 'completed' AND finished_at >= ? AND finished_at < ? ORDER BY finished_at",
    ledgerId,
    fromAt,
    toAt,
  );
}
