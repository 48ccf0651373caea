import type { Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';

/**
 * Makes work that nobody asked for fit for a timer: what it throws, at once or later, goes to the log and no further. A full disk may cost
 * the work, never the engine.
 */
export const inBackground =
  ({ log, jobs }: { readonly log: Log; readonly jobs?: Pick<Jobs, 'whenFree'> }, work: () => unknown): (() => void) =>
  () => {
    const done = async (): Promise<unknown> => {
      await jobs?.whenFree();
      return work();
    };
    done().catch((error: unknown) => void log.bug(error));
  };
