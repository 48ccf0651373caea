import { hostname } from 'node:os';
import type { CheckResult, ObserverState } from '../../../shared/contract/monitors.ts';
import type { CheckFacts } from '../../../shared/domain/monitors/classify.ts';
import { dueCheck, jitterMs, slotStart, type Due } from '../../../shared/domain/monitors/due.ts';
import { isInService } from '../../../shared/domain/monitors/service-hours.ts';
import { longestSilenceMs, tick, tickMs, type OpenSpan, type SpanState } from '../../../shared/domain/monitors/observation.ts';
import { localZone } from '../calendar/zone.ts';
import type { Engine } from '../engine.ts';
import { CheckRunner, type RunnerEngine, type Surroundings } from './check-runner.ts';
import { forgetOld } from './forget-old.ts';
import { resetStreaks } from './keep-result.ts';
import { liveMonitorRows, serviceHoursOf, type MonitorRow } from './monitor-rows.ts';

export type ObserverEngine = RunnerEngine & Pick<Engine, 'log' | 'program'>;

const settleMs = 20_000;
const giveUpSettlingMs = 300_000;
const mostAtOnce = 4;

/** Looks while a workspace is open: keeps the ledger of looking, and makes the checks that are due. Truth is the wall clock's tick. */
export class Observer {
  readonly runner: CheckRunner;
  readonly #engine: ObserverEngine;
  #id: string | null = null;
  #span: (OpenSpan & { readonly id: string }) | null = null;
  /** Since when results are void because the computer woke up. */
  #settlingSinceAt: number | null = null;
  #brokenAt = -Infinity;
  #brokenBy: CheckFacts['overlaps'] = null;
  #hint: 'asleep' | 'app_closed' = 'asleep';
  /** The slot of the last check of each monitor. */
  readonly #lastSlots = new Map<string, number>();
  /** Monitors whose next check is the first after a gap. */
  readonly #cold = new Set<string>();
  #isTicking = false;
  #purgedAt = 0;
  #stopping = new AbortController();

  constructor(engine: ObserverEngine, surroundings: Surroundings = {}) {
    this.#engine = engine;
    this.runner = new CheckRunner(engine, this, surroundings);
  }

  get isLooking(): boolean {
    return this.#span !== null;
  }

  isSettling(): boolean {
    return this.#settlingSinceAt !== null;
  }

  /** What broke the looking since a moment, also when no tick has noticed yet. */
  overlapSince(at: number): CheckFacts['overlaps'] {
    if (this.#brokenAt >= at) return this.#brokenBy;
    if (this.#span === null) return null;
    const now = this.#engine.clock.now();
    if (now < at) return 'clock_jump';
    return now - this.#span.endAt > longestSilenceMs + tickMs ? 'unobserved' : null;
  }

  /** The words of the last power event; only a hint for what a gap is called. */
  hint(what: 'asleep' | 'app_closed'): void {
    this.#hint = what;
  }

  /** Begins to look. The time since anybody last looked becomes a gap. */
  start(): void {
    if (this.#span !== null) return;
    this.#stopping = new AbortController();
    const { db, clock } = this.#engine;
    const now = clock.now();
    for (const { id, at } of db.all<{ id: string; at: number }>(
      'SELECT monitor_id AS id, max(slot_at) AS at FROM check_results WHERE started_at > ? AND started_at <= ? GROUP BY monitor_id',
      now - 7 * 86_400_000,
      // What lies ahead was checked while the clock was wrong: nobody would look until then.
      now,
    ))
      this.#lastSlots.set(id, at);
    const last = db.get<{ at: number | null }>('SELECT max(end_at) AS at FROM observation_spans')?.at ?? null;
    if (last !== null && now - last > longestSilenceMs) this.#insertSpan({ startAt: last, endAt: now, state: 'app_closed' }, true);
    this.#begin({ startAt: now, endAt: now, state: 'observing' });
  }

  /** One turn of the clock: the ledger first, then what is due. Ends when the checks it began are over. */
  async tick(): Promise<readonly CheckResult[]> {
    if (this.#span === null) return [];
    this.#keepLedger(this.#engine.clock.now());
    if (this.#isTicking) return [];
    this.#isTicking = true;
    try {
      if (!(await this.#settle())) return [];
      return await this.#runDue();
    } finally {
      this.#isTicking = false;
    }
  }

  /** Stops looking; what was seen up to now stays seen. */
  stop(): void {
    if (this.#span === null) return;
    this.#stopping.abort();
    // Also when this is the first that is noticed of a sleep: that was no looking.
    this.#keepLedger(this.#engine.clock.now());
    this.#span = null;
  }

  /** Checks now, by hand; also while nobody looks otherwise. */
  async checkNow(rows: readonly MonitorRow[], signal?: AbortSignal): Promise<CheckResult[]> {
    const { clock } = this.#engine;
    const startedAt = clock.now();
    const results = await this.#inBatches(
      rows.map((row) => ({ row, due: { slotAt: slotStart(clock.now(), row.interval_s * 1000), isCatchUp: false } })),
      signal,
    );
    if (this.#span === null && results.length > 0) this.#insertSpan({ startAt: startedAt, endAt: clock.now(), state: 'observing' }, true);
    return results;
  }

  /** The monitors that are due now. */
  due(): { readonly row: MonitorRow; readonly due: Due }[] {
    const now = this.#engine.clock.now();
    return liveMonitorRows(this.#engine.db).flatMap((row) => {
      if (!isInService(serviceHoursOf(row), now)) return [];
      const intervalMs = row.interval_s * 1000;
      const due = dueCheck(now, intervalMs, jitterMs(row.id, intervalMs), this.#lastSlots.get(row.id) ?? null);
      return due ? [{ row, due }] : [];
    });
  }

  /** What stands in the title bar, without its words. */
  get state(): Pick<ObserverState, 'state' | 'sinceAt'> {
    if (this.#span === null) return { state: 'not_observing', sinceAt: null };
    if (this.#span.state === 'offline' || this.#span.state === 'captive') return { state: this.#span.state, sinceAt: this.#span.startAt };
    if (this.#settlingSinceAt !== null) return { state: 'settling', sinceAt: this.#settlingSinceAt };
    return { state: 'observing', sinceAt: this.#span.startAt };
  }

  #keepLedger(now: number): void {
    if (this.#span === null) return;
    const step = tick(this.#span, now, this.#hint);
    if (step.kind === 'extend') return this.#extend(step.endAt);
    this.#brokenAt = now;
    this.#brokenBy = step.kind === 'clock_jump' ? 'clock_jump' : 'unobserved';
    this.#insertSpan(step.gap, false);
    this.#settlingSinceAt = now;
    this.runner.controls.forget();
    for (const id of this.#lastSlots.keys()) this.#cold.add(id);
    if (step.kind === 'clock_jump') this.#lastSlots.clear();
    this.#engine.evidence.write(['monitors'], (db) => resetStreaks(db));
    this.#begin(step.begins);
  }

  /** True when results count: awake for 20 s, and others can be reached. Otherwise asks, and gives up after five minutes. */
  async #settle(): Promise<boolean> {
    const { clock, db } = this.#engine;
    const isOffline = this.#span?.state === 'offline' || this.#span?.state === 'captive';
    if (this.#settlingSinceAt === null && !isOffline) return true;
    const since = this.#settlingSinceAt;
    if (since !== null && clock.now() - since < settleMs) return false;
    if (await this.runner.controls.isOnline(liveMonitorRows(db), clock.now())) {
      this.#settlingSinceAt = null;
      if (isOffline) this.#begin({ startAt: clock.now(), endAt: clock.now(), state: 'observing' });
      else this.#engine.evidence.write(['monitors'], () => undefined);
      return true;
    }
    if (since !== null && clock.now() - since > giveUpSettlingMs) {
      this.#settlingSinceAt = null;
      this.#begin({ startAt: clock.now(), endAt: clock.now(), state: 'offline' });
    }
    return false;
  }

  async #runDue(): Promise<CheckResult[]> {
    this.#purge();
    return this.#inBatches(this.due(), this.#stopping.signal);
  }

  async #inBatches(checks: readonly { readonly row: MonitorRow; readonly due: Due }[], signal?: AbortSignal): Promise<CheckResult[]> {
    const results: CheckResult[] = [];
    const waiting = [...checks];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !signal?.aborted; next = waiting.shift()) {
        const { row, due } = next;
        this.#lastSlots.set(row.id, due.slotAt);
        const isCold = this.#cold.delete(row.id);
        const result = await this.runner.run(row, { ...due, isCold }, this.#observerId(), signal);
        results.push(result);
        if (result.reason === 'observer_offline') this.#lost('offline');
        else if (result.reason === 'captive_portal') this.#lost('captive');
      }
    };
    await Promise.all(Array.from({ length: Math.min(mostAtOnce, checks.length) }, worker));
    return results;
  }

  /** The line is gone: from here on nobody looks, until others can be reached again. */
  #lost(state: 'offline' | 'captive'): void {
    if (this.#span === null || this.#span.state !== 'observing') return;
    const now = this.#engine.clock.now();
    this.runner.controls.forget();
    this.#engine.evidence.write([], (db) => resetStreaks(db));
    this.#begin({ startAt: now, endAt: now, state });
  }

  #observerId(): string {
    if (this.#id !== null) return this.#id;
    const { evidence, clock, program } = this.#engine;
    const name = hostname();
    this.#id = evidence.write([], (db) => {
      const known = db.get<{ id: string }>('SELECT id FROM observers WHERE program = ? AND name = ?', program, name);
      if (known) return known.id;
      const id = clock.newId();
      db.run(
        'INSERT INTO observers (id, name, program, zone, created_at) VALUES (?, ?, ?, ?, ?)',
        id,
        name,
        program,
        localZone(),
        clock.now(),
      );
      return id;
    });
    return this.#id;
  }

  #begin(span: OpenSpan): void {
    this.#span = { ...span, id: this.#insertSpan(span, true) };
  }

  #insertSpan({ startAt, endAt, state }: { startAt: number; endAt: number; state: SpanState }, announces: boolean): string {
    const { evidence, clock } = this.#engine;
    const id = clock.newId();
    const observerId = this.#observerId();
    evidence.write(announces ? ['monitors'] : [], (db) =>
      db.run(
        'INSERT INTO observation_spans (id, observer_id, start_at, end_at, state) VALUES (?, ?, ?, ?, ?)',
        id,
        observerId,
        startAt,
        endAt,
        state,
      ),
    );
    return id;
  }

  #extend(endAt: number): void {
    if (this.#span === null) return;
    const { id } = this.#span;
    this.#span = { ...this.#span, endAt };
    this.#engine.evidence.write([], (db) => db.run('UPDATE observation_spans SET end_at = ? WHERE id = ?', endAt, id));
  }

  /** Once a day. */
  #purge(): void {
    const now = this.#engine.clock.now();
    if (now - this.#purgedAt < 86_400_000) return;
    this.#purgedAt = now;
    this.#engine.evidence.write([], (db) => forgetOld(db, now));
  }
}
