import { parentPort, workerData } from 'node:worker_threads';
import { v7 as newId } from 'uuid';
import { isFault } from '../../../shared/contract/errors.ts';
import { jobKinds } from './job-kinds.ts';
import type { FromWorker, JobOrder, ToWorker } from './job-messages.ts';

/** Entry of a worker thread: runs one job and ends. */
const port = parentPort;
if (!port) throw new Error('job-worker runs on a worker thread');

const order = workerData as JobOrder;
const abort = new AbortController();
const tell = (message: FromWorker): void => port.postMessage(message);
port.on('message', (message: ToWorker) => {
  if (message.kind === 'cancel') abort.abort();
});

try {
  const kind = jobKinds[order.kind as keyof typeof jobKinds];
  const result = await kind.run(order.input as never, {
    folder: order.folder,
    actor: order.actor,
    clock: { now: Date.now, newId },
    signal: abort.signal,
    progress: (fraction, step) => tell({ kind: 'progress', fraction, step }),
    changed: (topics) => tell({ kind: 'changed', topics }),
  });
  tell({ kind: 'done', result });
} catch (error) {
  if (isFault(error)) tell({ kind: 'fault', fault: error.data });
  else tell({ kind: 'bug', message: String(error), stack: error instanceof Error ? (error.stack ?? '') : '' });
}
port.close();
