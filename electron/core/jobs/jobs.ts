import { Worker } from 'node:worker_threads';
import { Fault, type FaultData } from '../../../shared/contract/errors.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { Actor } from '../db/change-log.ts';
import type { Clock } from '../db/commands.ts';
import type { Log } from '../log.ts';
import type { FromWorker, JobOrder } from './job-messages.ts';
import type { JobInput, JobName, JobResult } from './job-kinds.ts';
import type { JobStore } from './store.ts';
import { withTexts } from './with-texts.ts';

/** How long a cancelled job may take to stop by itself before its thread is ended. */
const cancelGraceMs = 800;

export interface StartedJob<Result> {
  readonly id: string;
  readonly finished: Promise<Result>;
}

interface Running {
  readonly worker: Worker;
  job: Job;
}

/** Long work on worker threads: progress, cancel, result. A thread that dies is reported, never left "running". */
export class Jobs {
  readonly #running = new Map<string, Running>();
  readonly #watchers = new Map<string, Set<(job: Job) => void>>();

  /** Jobs that write at this moment, and who waits for them. */
  readonly #writing = new Set<string>();
  #waiting: (() => void)[] = [];

  readonly #workerFile: URL;
  readonly #folder: string;
  readonly #store: JobStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onChanged: (topics: readonly string[]) => void;
  readonly #redact: (text: string) => string;

  constructor(options: {
    workerFile: URL;
    folder: string;
    store: JobStore;
    clock: Clock;
    log: Log;
    /** Takes known secrets out of what is kept of a job: a title may name what a person looked for. */
    redact?: (text: string) => string;
    onChanged: (topics: readonly string[]) => void;
  }) {
    this.#workerFile = options.workerFile;
    this.#folder = options.folder;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#onChanged = options.onChanged;
    this.#redact = options.redact ?? ((text) => text);
    this.#store.reportDead(this.#clock.now());
  }

  /**
   * Starts a job; `finished` rejects with the job's fault, also when it was cancelled or its thread died. A result that is not kept is for
   * `finished` alone: it may hold what nobody else is shown.
   */
  start<K extends JobName>(
    kind: K,
    input: JobInput<K>,
    options: { title: string; actor: Actor; signal?: AbortSignal | undefined; isResultKept?: false },
  ): StartedJob<JobResult<K>> {
    const id = this.#clock.newId();
    const job: Job = {
      id,
      kind,
      title: this.#redact(options.title),
      state: 'running',
      fraction: null,
      step: 'Starting',
      startedAt: this.#clock.now(),
      finishedAt: null,
      result: null,
      fault: null,
    };
    const aheadMs = job.startedAt - Date.now();
    const order: JobOrder = { kind, input, folder: this.#folder, actor: options.actor, aheadMs };
    this.#store.insert(job);
    const worker = new Worker(this.#workerFile, { workerData: order });
    this.#running.set(id, { worker, job });
    const finished = new Promise<JobResult<K>>((resolve, reject) => {
      const end = (state: Job['state'], result: unknown, fault: FaultData | null): void => {
        const running = this.#running.get(id);
        if (!running) return;
        this.#running.delete(id);
        this.#written(id);
        this.#publish({
          ...running.job,
          state,
          result: options.isResultKept === false ? null : result,
          fault,
          finishedAt: this.#clock.now(),
        });
        if (fault) reject(new Fault(fault.code, fault));
        else resolve(result as JobResult<K>);
      };
      worker.on('message', (message: FromWorker) => {
        switch (message.kind) {
          case 'progress':
            return this.#progress(id, message.fraction, message.step);
          case 'changed':
            return this.#onChanged(message.topics);
          case 'writing':
            this.#writing.add(id);
            return worker.postMessage({ kind: 'go' });
          case 'written':
            return this.#written(id);
          case 'done':
            return end('done', message.result, null);
          case 'fault':
            return end(message.fault.code === 'cancelled' ? 'cancelled' : 'failed', null, message.fault);
          case 'bug': {
            const logId = this.#log.bug(new Error(message.message), message.stack);
            return end('failed', null, {
              code: 'bug',
              happened: `“${options.title}” stopped on an error of ours.`,
              remedy: `Report it with the log id ${logId}.`,
              logId,
            });
          }
        }
      });
      worker.on('error', (error) => {
        const logId = this.#log.bug(error);
        end('died', null, {
          code: 'bug',
          happened: `“${options.title}” died.`,
          remedy: `Nothing of it was kept. Start it again, or report the log id ${logId}.`,
          logId,
        });
      });
      worker.on('exit', () => {
        const isCancelled = options.signal?.aborted === true || this.#cancelled.has(id);
        this.#cancelled.delete(id);
        if (isCancelled) end('cancelled', null, cancelledFault(options.title));
        else end('died', null, { code: 'bug', happened: `“${options.title}” died.`, remedy: 'Nothing of it was kept. Start it again.' });
      });
      options.signal?.addEventListener('abort', () => this.cancel(id), { once: true });
      if (options.signal?.aborted) this.cancel(id);
    });
    // The caller may only watch: a rejection nobody waits for is on the job's row and must not end the process.
    finished.catch(() => undefined);
    return { id, finished };
  }

  readonly #cancelled = new Set<string>();

  cancel(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.#cancelled.add(id);
    running.worker.postMessage({ kind: 'cancel' });
    setTimeout(() => void running.worker.terminate(), cancelGraceMs).unref();
  }

  /** Resolves when no job is in the middle of a long write: a write before that would hold up the thread, and every reader behind it. */
  async whenFree(): Promise<void> {
    while (this.#writing.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #written(id: string): void {
    if (!this.#writing.delete(id) || this.#writing.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  get(id: string): Job | null {
    return this.#running.get(id)?.job ?? this.#store.get(id);
  }

  list(): Job[] {
    return this.#store.list().map((job) => this.#running.get(job.id)?.job ?? job);
  }

  /** Calls `watcher` on every change until the job has ended; returns how to stop. */
  watch(id: string, watcher: (job: Job) => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    return () => void watchers.delete(watcher);
  }

  async close(): Promise<void> {
    for (const id of this.#running.keys()) this.cancel(id);
    await Promise.all([...this.#running.values()].map(({ worker }) => worker.terminate()));
  }

  #progress(id: string, fraction: number | null, step: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    running.job = { ...running.job, fraction, step };
    this.#watchers.get(id)?.forEach((watcher) => watcher(running.job));
  }

  #publish(job: Job): void {
    try {
      // Its words may quote a file: its name, a line of it.
      this.#store.finish({
        ...job,
        step: this.#redact(job.step),
        result: withTexts(job.result, this.#redact),
        fault: withTexts(job.fault, this.#redact),
      });
    } catch (error) {
      // A full disk costs the record of how it ended, never the engine: whoever waits is told all the same.
      this.#log.bug(error);
    }
    this.#watchers.get(job.id)?.forEach((watcher) => watcher(job));
    this.#watchers.delete(job.id);
    this.#onChanged(['jobs']);
  }
}

const cancelledFault = (title: string): FaultData => ({
  code: 'cancelled',
  happened: `“${title}” was cancelled.`,
  remedy: 'Nothing of it was kept.',
});
