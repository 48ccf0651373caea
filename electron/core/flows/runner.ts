import { isFault } from '../../../shared/contract/errors.ts';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import { stepsOf, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { countWords } from '../../../shared/domain/flows/run-state.ts';
import type { Engine } from '../engine.ts';
import { Journal } from './journal.ts';
import type { LiveRuns } from './live-runs.ts';
import { presentRun } from './present-run.ts';
import { readFlow } from './problems.ts';
import type { ResolvedCall } from './resolve-call.ts';
import { resolveCall } from './resolve-call.ts';
import { runRow, type RowTools } from './run-row.ts';
import {
  callsOfRow,
  endOf,
  findRow,
  patch,
  patchOf,
  requireRun,
  rowCountsOf,
  setupRow,
  specOf,
  teardownRow,
  waitingRows,
  type RowRecord,
  type RunRecord,
} from './store.ts';

interface LiveRun {
  readonly abort: AbortController;
  readonly listeners: Set<(run: FlowRun) => void>;
  isStopping: boolean;
  done: Promise<void>;
}

/** So often at most those who look are told how far a run is: telling writes what waits. */
const betweenTellingsMs = 300;
/** Rows that are read at once. */
const rowsAhead = 50;

/** Runs that are under way in this core. Each is a task of the core itself, since only here are the secrets; it waits for the network and hardly works. */
export class FlowRunner implements LiveRuns {
  readonly #engine: Engine;
  readonly #live = new Map<string, LiveRun>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  isLive(runId: string): boolean {
    return this.#live.has(runId);
  }

  isBusyWith(flowId: string): boolean {
    return [...this.#live.keys()].some((id) => requireRun(this.#engine.db, id).flow_id === flowId);
  }

  /** Goes on with a run whose rows are kept; ends at once with what the caller may wait for. */
  begin(runId: string, confirmed: readonly string[]): Promise<void> {
    const live: LiveRun = { abort: new AbortController(), listeners: new Set(), isStopping: false, done: Promise.resolve() };
    this.#live.set(runId, live);
    live.done = this.#work(runId, confirmed, live);
    return live.done;
  }

  /** The call on its way comes back first: what was sent has an outcome. */
  stop(runId: string): void {
    const live = this.#live.get(runId);
    if (live) live.isStopping = true;
  }

  /** The workspace is being closed: calls are cut off, and found without an outcome when the run is gone on with. */
  close(): void {
    for (const live of this.#live.values()) {
      live.isStopping = true;
      live.abort.abort();
    }
  }

  watch(runId: string, listener: (run: FlowRun) => void): () => void {
    const live = this.#live.get(runId);
    live?.listeners.add(listener);
    return () => void live?.listeners.delete(listener);
  }

  async #work(runId: string, confirmed: readonly string[], live: LiveRun): Promise<void> {
    const { db, evidence, log } = this.#engine;
    const journal = new Journal(evidence);
    try {
      await this.#run(requireRun(db, runId), new Set(confirmed), live, journal);
    } catch (error) {
      if (live.abort.signal.aborted) return;
      log.bug(error);
      const words = isFault(error) ? error.data.happened : 'It ended by a fault of Quartermaster; the log has it.';
      try {
        evidence.write(['flows', 'today'], (writer) =>
          patch(writer, 'flow_runs', { id: runId }, { state: 'stopped', words, finished_at: this.#engine.clock.now() }),
        );
      } catch (full) {
        // It stands as it was left, and is found to have been cut off.
        log.bug(full);
      }
    } finally {
      this.#live.delete(runId);
      if (!live.abort.signal.aborted) this.#tell(runId, live);
    }
  }

  #tell(runId: string, live: LiveRun): void {
    if (live.listeners.size === 0) return;
    const run = presentRun(this.#engine.db, requireRun(this.#engine.db, runId), this.isLive(runId));
    live.listeners.forEach((listener) => listener(run));
  }

  async #run(record: RunRecord, confirmed: ReadonlySet<string>, live: LiveRun, journal: Journal): Promise<void> {
    const engine = this.#engine;
    const { db } = engine;
    const spec = specOf(record);
    const resolved = resolveAll(engine, spec, confirmed);
    const tally = { calls: record.calls, held: record.checks_held, checks: record.checks };
    let toldAt = 0;
    const tools: RowTools = {
      engine,
      runId: record.id,
      actor: record.started_by,
      journal,
      signal: live.abort.signal,
      isStopping: () => live.isStopping,
      callOf: (stepId, isCompensation) => {
        const call = resolved.get(keyOfCall(stepId, isCompensation));
        if (!call) throw new Error(`no call for step ${stepId}`);
        return call;
      },
      onCall: ({ checks }) => {
        tally.calls += 1;
        tally.checks += checks.length;
        tally.held += checks.filter(({ isHeld }) => isHeld).length;
        const now = performance.now();
        if (now - toldAt < betweenTellingsMs) return;
        toldAt = now;
        journal.now((writer) =>
          patch(writer, 'flow_runs', { id: record.id }, { calls: tally.calls, checks: tally.checks, checks_held: tally.held }),
        );
        this.#tell(record.id, live);
      },
    };
    const setup = findRow(db, record.id, setupRow);
    let shared: Readonly<Record<string, unknown>> = {};
    let isSetUp = true;
    /** Stopped in its setup it has not failed: it can be gone on with. */
    let isStopped = false;
    let ended = '';
    if (setup) {
      const result = await runRow(tools, setup, 'setup', spec.setup, {}, callsOfRow(db, record.id, setupRow));
      shared = result.captured;
      isSetUp = result.end === 'done';
      isStopped = result.end === 'stopped';
      journal.now();
      if (!isSetUp && result.end !== 'stopped') ended = `Setup: ${findRow(db, record.id, setupRow)?.words ?? ''}`;
    }
    if (isSetUp) await this.#rows(tools, record, spec, shared, live);
    journal.now();
    const counts = rowCountsOf(db, record.id);
    const isLeft = counts.waiting + counts.running > 0;
    const teardown = findRow(db, record.id, teardownRow);
    if (teardown && !live.isStopping && (!isLeft || !isSetUp)) {
      const result = await runRow(tools, teardown, 'teardown', spec.teardown, shared, callsOfRow(db, record.id, teardownRow));
      journal.now();
      if (result.end !== 'done')
        ended = [ended, `Teardown: ${findRow(db, record.id, teardownRow)?.words ?? ''}`].filter(Boolean).join('. ');
    }
    if (live.abort.signal.aborted) return;
    this.#finish(record, tally, isSetUp || isStopped, ended, journal);
  }

  async #rows(tools: RowTools, record: RunRecord, spec: FlowSpec, shared: Readonly<Record<string, unknown>>, live: LiveRun): Promise<void> {
    const { db } = this.#engine;
    let ahead: RowRecord[] = [];
    let last = 0;
    // Nobody else takes rows of a run that is under way, so that many can be read at once.
    const next = (): RowRecord | undefined => {
      if (ahead.length === 0) {
        ahead = waitingRows(db, record.id, last, rowsAhead).toReversed();
        last = ahead[0]?.row ?? last;
      }
      return ahead.pop();
    };
    const worker = async (): Promise<void> => {
      try {
        while (!tools.isStopping()) {
          const row = next();
          if (!row) return;
          const known = row.state === 'running' || row.started_at !== null ? callsOfRow(db, record.id, row.row) : [];
          await runRow(tools, row, 'steps', spec.steps, shared, known);
        }
      } catch (error) {
        live.isStopping = true;
        throw error;
      }
    };
    // What ends one of them ends them all, and none is left behind: it would send rows beside a run that can be gone on with.
    const ends = await Promise.allSettled(Array.from({ length: record.concurrency }, worker));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  #finish(
    record: RunRecord,
    tally: { calls: number; held: number; checks: number },
    isSetUp: boolean,
    ended: string,
    journal: Journal,
  ): void {
    const { db, clock } = this.#engine;
    const counts = rowCountsOf(db, record.id);
    const only =
      record.rows === 1
        ? (findRow(db, record.id, 1)?.words ??
          db.get<{ words: string }>('SELECT words FROM flow_run_rows WHERE run_id = ? AND row > 0', record.id)?.words ??
          '')
        : '';
    const state = endOf(db, record.id, isSetUp);
    const words = [ended, record.rows === 1 ? only : countWords(counts)].filter(Boolean).join('. ');
    journal.later(
      patchOf(
        'flow_runs',
        { id: record.id },
        { state, words, finished_at: clock.now(), calls: tally.calls, checks: tally.checks, checks_held: tally.held },
      ),
    );
    journal.end();
  }
}

export const keyOfCall = (stepId: string, isCompensation: boolean): string => `${stepId} ${isCompensation ? 'undo' : 'do'}`;

/** Every call of a flow as it is sent in this run; read once, so that a run is one thing from its first row to its last. */
function resolveAll({ db }: Pick<Engine, 'db'>, spec: FlowSpec, confirmed: ReadonlySet<string>): ReadonlyMap<string, ResolvedCall> {
  const all = new Map<string, ResolvedCall>();
  const open = new Set(readFlow(db, spec).guarded.flatMap(({ id, name }) => (confirmed.has(name) ? [id] : [])));
  for (const { step } of stepsOf(spec)) {
    for (const [call, isCompensation] of [[step, false] as const, ...(step.compensation ? [[step.compensation, true] as const] : [])]) {
      const found = resolveCall(db, spec, call);
      if (found.kind === 'fault') throw new Error(`${step.name}: ${found.words}`);
      const { environmentName, draft } = found.call;
      const confirmProduction = open.has(draft.environmentId) ? environmentName : null;
      all.set(keyOfCall(step.id, isCompensation), { ...found.call, draft: { ...draft, confirmProduction } });
    }
  }
  return all;
}
