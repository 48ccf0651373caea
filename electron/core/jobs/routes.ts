import type { Job } from '../../../shared/contract/jobs.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';
import { createQueue } from '../queue.ts';

export const jobsRoutes = (os: Implementer['jobs']) => ({
  list: os.list.handler(({ context }) => inWorkspace(context).engine.jobs.list()),
  watch: os.watch.handler(async function* ({ input, context, signal }) {
    const { jobs } = inWorkspace(context).engine;
    const queue = createQueue<Job>(signal);
    const stop = jobs.watch(input.id, queue.push);
    try {
      const first = jobs.get(input.id);
      if (!first) throw new Fault('not_found', { happened: 'There is no such job.', remedy: 'Look at the list of jobs.' });
      yield first;
      if (first.state !== 'running') return;
      for await (const job of queue) {
        yield job;
        if (job.state !== 'running') return;
      }
    } finally {
      stop();
    }
  }),
  cancel: os.cancel.handler(({ input, context }) => {
    inWorkspace(context).engine.jobs.cancel(input.id);
    return {};
  }),
});
