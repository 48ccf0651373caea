import type { FlowRun } from '../../../shared/contract/flows.ts';
import type { Engine } from '../engine.ts';

/** The runs that are under way in this core. */
export interface LiveRuns {
  isLive(runId: string): boolean;
  isBusyWith(flowId: string): boolean;
  begin(runId: string, confirmed: readonly string[]): Promise<void>;
  stop(runId: string): void;
  watch(runId: string, listener: (run: FlowRun) => void): () => void;
  close(): void;
}

const runners = new WeakMap<Engine, LiveRuns>();

/** The one who runs this workspace's flows; what it needs is read when the first is run. */
export async function runnerOf(engine: Engine): Promise<LiveRuns> {
  const known = runners.get(engine);
  if (known) return known;
  const { FlowRunner } = await import('./runner.ts');
  const runner = runners.get(engine) ?? new FlowRunner(engine);
  runners.set(engine, runner);
  return runner;
}

/** The same when there is one already. */
export const knownRunner = (engine: Engine): LiveRuns | null => runners.get(engine) ?? null;

export const isLive = (engine: Engine, runId: string): boolean => knownRunner(engine)?.isLive(runId) ?? false;
