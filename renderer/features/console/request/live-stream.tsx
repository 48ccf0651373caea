import type { ReactElement } from 'react';
import type { LiveStream as Stream } from '../../../app/stream-events.ts';
import { formatCount } from '../../../ui/format.ts';
import { EventList } from '../answer/body/event-list.tsx';

/** The events of a stream as they come; what came is the answer when it ends, and is shown in the same way. */
export function LiveStream({ stream }: { readonly stream: Stream }): ReactElement {
  const { count, events } = stream;
  const first = count - events.length + 1;
  return (
    <section className="con-answer" aria-label="Answer" aria-busy="true">
      <div className="con-progress" role="progressbar" aria-label="On its way" />
      <div className="con-bar">
        <strong className="num">
          {formatCount(count)} {count === 1 ? 'event' : 'events'}
        </strong>
        <span className="small muted">Cancel ends the stream; what came is kept as the answer.</span>
      </div>
      <div className="con-stream" role="log" aria-label="Events">
        <EventList
          count={events.length}
          first={first}
          eventAt={(index) => {
            const event = events[index];
            return event && { ...event, number: first + index };
          }}
          label="Events as they come"
          isLive
        />
      </div>
    </section>
  );
}
