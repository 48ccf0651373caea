import { grouped } from '../../../shared/domain/grouped.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { countEvents, type EventIndex } from './event-index.ts';
import { withBody, type BodySource } from './open-body.ts';

/** How often it says how far it is. */
const tellEachBytes = 4 * 1024 * 1024;

/** Finds where the events of a large stream lie. */
export const countEventsJob = defineJob<{ readonly source: BodySource }, EventIndex>(({ source }, { signal, progress }) =>
  withBody(source, (body) => {
    let told = 0;
    const index = countEvents(body, (offset, total) => {
      if (offset - told >= tellEachBytes) {
        told = offset;
        progress(offset / body.byteLength, `${grouped(total)} events`);
      }
      return !signal.aborted;
    });
    signal.throwIfAborted();
    return index;
  }),
);
