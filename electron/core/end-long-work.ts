import { createContext, Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { endLongWorkWith, TookTooLong } from '../../shared/domain/bounded-work.ts';

/** Whoever waits for the core waits no longer than this; a worker holds up nobody. */
const mostMs = isMainThread ? 60 : 5_000;
/** The limit is one of the clock: on a busy machine quick work may run into it, and is done once more. */
const mostTries = 3;

const place: { work: () => void } = { work: () => undefined };
let context: object | null = null;
const script = new Script('work()');

/**
 * Does work and ends it when it takes too long, in the midst of a regular expression too: V8 ends what runs in a context with a time limit.
 * It costs 0.1 ms, so it is for what may take long only. The work must be such that it can be ended anywhere and done once more.
 */
export function endLongWork<T>(work: () => T, ms = mostMs): T {
  for (let tries = 1; ; tries += 1) {
    const before = cpuMs();
    try {
      return withinTime(work, ms);
    } catch (error) {
      if (!(error instanceof TookTooLong) || tries === mostTries || cpuMs() - before > ms / 2) throw error;
    }
  }
}

function withinTime<T>(work: () => T, ms: number): T {
  context ??= createContext(place);
  const outer = place.work;
  const results: T[] = [];
  place.work = () => {
    results[0] = work();
  };
  try {
    script.runInContext(context, { timeout: ms });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TookTooLong();
    throw error;
  } finally {
    place.work = outer;
  }
  return results[0] as T;
}

/** Of this thread, where that can be told (Node 23.9). */
function cpuMs(): number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = threadCpuUsage ? threadCpuUsage.call(process) : process.cpuUsage();
  return (user + system) / 1000;
}

endLongWorkWith(endLongWork);
