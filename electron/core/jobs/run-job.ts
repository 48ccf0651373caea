import { parentPort, workerData } from 'node:worker_threads';
import { v7 as newId } from 'uuid';
import { isFault } from '../../../shared/contract/errors.ts';
import type { JobKind } from './job-kind.ts';
import type { FromWorker, JobOrder, ToWorker } from './job-messages.ts';

/** Runs the one job that this worker thread was started for, tells how it ended, and lets the thread end. */
export async function runJob(kinds: Readonly<Record<string, () => Promise<JobKind<never, unknown>>>>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('a job runs on a worker thread');
  const order = workerData as JobOrder;
  const abort = new AbortController();
  const tell = (message: FromWorker): void => port.postMessage(message);
  let go: () => void = () => undefined;
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') abort.abort();
    else go();
  });
  const alone = async <T>(work: () => T): Promise<T> => {
    await new Promise<void>((resolve) => {
      go = resolve;
      tell({ kind: 'writing' });
    });
    try {
      return work();
    } finally {
      tell({ kind: 'written' });
    }
  };
  try {
    const load = Object.hasOwn(kinds, order.kind) ? kinds[order.kind] : undefined;
    if (!load) throw new Error(`there is no job “${order.kind}”`);
    const kind = await load();
    const result = await kind.run(order.input as never, {
      folder: order.folder,
      actor: order.actor,
      clock: { now: () => Date.now() + order.aheadMs, newId },
      signal: abort.signal,
      progress: (fraction, step) => tell({ kind: 'progress', fraction, step }),
      alone,
      changed: (topics) => tell({ kind: 'changed', topics }),
    });
    tell({ kind: 'done', result });
  } catch (error) {
    if (isFault(error)) tell({ kind: 'fault', fault: error.data });
    else if (abort.signal.aborted)
      tell({ kind: 'fault', fault: { code: 'cancelled', happened: 'The job was cancelled.', remedy: 'Nothing of it was kept.' } });
    else tell({ kind: 'bug', message: String(error), stack: error instanceof Error ? (error.stack ?? '') : '' });
  }
  port.close();
}
