import type { CoreClient } from '../core/terminal.ts';
import type { Terminal } from './terminal.ts';

/** Prints the events of a stream on standard error as they come, for as long as the work lasts. */
export async function watchStream<T>(client: CoreClient, terminal: Terminal, work: (streamId: string) => Promise<T>): Promise<T> {
  const streamId = crypto.randomUUID();
  const stop = new AbortController();
  const watching = (async () => {
    for await (const event of await client.workspace.live({}, { signal: stop.signal })) {
      if (event.kind !== 'stream' || event.streamId !== streamId) continue;
      for (const { name, data } of event.events) terminal.say(name === 'message' ? data : `${name}: ${data}`);
    }
  })();
  // It ends by being stopped; whatever else ends it, the answer itself has every event.
  watching.catch(() => undefined);
  try {
    return await work(streamId);
  } finally {
    stop.abort();
  }
}
