import type { Exchange } from '../../shared/contract/console.ts';
import { createEventStreamReader } from '../../shared/domain/console/event-stream.ts';
import type { StreamEvent } from '../../shared/contract/workspace.ts';
import type { CoreClient } from '../core/terminal.ts';
import type { Terminal } from './terminal.ts';

/** How long the last events may be under way after the answer, which comes by another connection. */
const lateMs = 500;

/**
 * Prints the events of a stream on standard error as they come, for as long as the work lasts: as words, or with --json one document a line.
 * The answer, on standard output, has all of them.
 */
export async function watchStream(
  client: CoreClient,
  terminal: Terminal,
  work: (streamId: string) => Promise<Exchange>,
): Promise<Exchange> {
  const streamId = crypto.randomUUID();
  const stop = new AbortController();
  let told = 0;
  let onTold = (): void => undefined;
  // Listened to before anything is sent, so that the first event is not missed.
  const live = await client.workspace.live({}, { signal: stop.signal });
  const watching = (async () => {
    for await (const event of live) {
      if (event.kind !== 'stream' || event.streamId !== streamId) continue;
      for (const one of event.events) tell(terminal, one);
      told += event.events.length;
      onTold();
    }
  })();
  // It ends by being stopped; whatever else ends it, the answer itself has every event.
  watching.catch(() => undefined);
  try {
    const exchange = await work(streamId);
    const whole = eventsOf(exchange);
    if (told < whole)
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, lateMs);
        onTold = () => {
          if (told < whole) return;
          clearTimeout(late);
          resolve();
        };
      });
    return exchange;
  } finally {
    stop.abort();
  }
}

function tell(terminal: Terminal, { at, name, id, data }: StreamEvent): void {
  if (terminal.isJson) terminal.sayJson({ at, name, id, data });
  else terminal.say(name === 'message' ? data : `${name}: ${data}`);
}

function eventsOf({ answerBody }: Exchange): number {
  if (answerBody?.mediaType?.startsWith('text/event-stream') !== true || answerBody.text === null) return 0;
  return createEventStreamReader().push(answerBody.text).length;
}
