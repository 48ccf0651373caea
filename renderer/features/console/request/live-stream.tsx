import { useEffect, useRef, type ReactElement } from 'react';
import type { LiveStream as Stream } from '../../../app/stream-events.ts';
import { formatCount, formatInstant } from '../../../ui/format.ts';

/** The events of a stream as they come; what came is the answer when it ends. */
export function LiveStream({ stream }: { readonly stream: Stream }): ReactElement {
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (stream.count > 0 && isAtEnd.current) end.current?.scrollIntoView({ block: 'nearest' });
  }, [stream.count]);
  return (
    <section className="con-answer" aria-label="Answer" aria-busy="true">
      <div className="con-progress" role="progressbar" aria-label="On its way" />
      <div className="con-bar">
        <strong className="num">
          {formatCount(stream.count)} {stream.count === 1 ? 'event' : 'events'}
        </strong>
        <span className="small muted">Cancel ends the stream; what came is kept as the answer.</span>
      </div>
      <div
        className="con-scroll con-stream"
        role="log"
        aria-label="Events"
        tabIndex={0}
        onScroll={({ currentTarget: box }) => {
          isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
        }}
      >
        <ol>
          {stream.events.map((event, index) => (
            <li key={stream.count - stream.events.length + index}>
              <span className="faint num" title={formatInstant(event.at)}>
                {new Date(event.at).toLocaleTimeString('en-GB')}
              </span>
              <b>{event.name}</b>
              <code>{event.data}</code>
            </li>
          ))}
        </ol>
        <div ref={end} />
      </div>
    </section>
  );
}
