import type { Job } from '../../../shared/contract/jobs.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { createQueue } from '../queue.ts';
import type { Jobs } from './jobs.ts';

async function* follow(jobs: Jobs, id: string, signal: AbortSignal | undefined): AsyncGenerator<Job, void> {
  const queue = createQueue<Job>(signal);
  const stop = jobs.watch(id, queue.push);
  try {
    const first = jobs.get(id);
    if (!first) return;
    yield first;
    if (first.state !== 'running') return;
    for await (const job of queue) {
      yield job;
      if (job.state !== 'running') return;
    }
  } finally {
    stop();
  }
}

export const jobsRoutes = (os: Implementer['jobs']) => ({
  list: os.list.handler(({ context }) => inWorkspace(context).engine.jobs.list()),
  watch: os.watch.handler(({ input, context, signal }) => {
    const { jobs } = inWorkspace(context).engine;
    // Before the stream begins: a fault inside it would not pass the call's guard.
    if (!jobs.get(input.id)) throw new Fault('not_found', { happened: 'There is no such job.', remedy: 'Look at the list of jobs.' });
    return follow(jobs, input.id, signal);
  }),
  cancel: os.cancel.handler(({ input, context }) => {
    inWorkspace(context).engine.jobs.cancel(input.id);
    return {};
  }),
});
