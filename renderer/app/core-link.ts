import { RPCLink } from '@orpc/client/message-port';
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { Fault } from '../../shared/contract/errors.ts';
import { faultOf } from './fault-of.ts';

interface Connection {
  readonly port: MessagePort;
  readonly link: RPCLink<ClientContext>;
  /** Aborted when the core that this port led to is gone. */
  readonly gone: AbortController;
}

type State =
  | { readonly kind: 'connecting'; readonly waiting: Set<(connection: Connection | null) => void> }
  | { readonly kind: 'up'; readonly connection: Connection }
  | { readonly kind: 'down' };

let state: State = { kind: 'connecting', waiting: new Set() };

const coreGone = (): Fault =>
  new Fault('core_gone', {
    happened: 'The engine stopped before it answered.',
    remedy: 'It is being started again. Look whether the change is there, then repeat it if it is not.',
  });

/** Uses a new port to the core; calls that were waiting for the first one go out now. */
export function connectCore(port: MessagePort): void {
  const gone = new AbortController();
  // Before the link listens: whoever it tells of the end can then see why it ended.
  port.addEventListener('close', () => gone.abort(coreGone()));
  const connection: Connection = { port, link: new RPCLink({ port }), gone };
  port.start();
  const waiting = state.kind === 'connecting' ? [...state.waiting] : [];
  state = { kind: 'up', connection };
  for (const wake of waiting) wake(connection);
}

/** Rejects every pending call with `core_gone`, and new ones too until there is a port again. */
export function disconnectCore(): void {
  const before = state;
  state = { kind: 'down' };
  if (before.kind === 'connecting') for (const wake of before.waiting) wake(null);
  if (before.kind !== 'up') return;
  before.connection.gone.abort(coreGone());
  // A port does not notice that the process behind it died: the client is told as if the port had closed.
  before.connection.port.dispatchEvent(new Event('close'));
  before.connection.port.close();
}

/** The link under the typed client: outlives the ports it goes through. Errors leave it as `Fault`. */
export const coreLink: ClientLink<ClientContext> = {
  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const connection = await connected();
    if (connection === null) throw coreGone();
    const { gone } = connection;
    const settled = new AbortController();
    const died = new Promise<never>((_, reject) => {
      gone.signal.addEventListener('abort', () => reject(coreGone()), { once: true, signal: settled.signal });
    });
    try {
      const output = await Promise.race([connection.link.call(path, input, options), died]);
      return isStream(output) ? followStream(output, gone.signal) : output;
    } catch (error) {
      if (gone.signal.aborted) throw coreGone();
      throw faultOf(error);
    } finally {
      settled.abort();
    }
  },
};

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** A stream whose errors are faults too: one that ends because the core died says so. */
async function* followStream(stream: AsyncIterable<unknown>, gone: AbortSignal): AsyncGenerator<unknown, void> {
  try {
    yield* stream;
  } catch (error) {
    throw gone.aborted ? coreGone() : faultOf(error);
  }
}

function connected(): Promise<Connection | null> {
  if (state.kind === 'up') return Promise.resolve(state.connection);
  if (state.kind === 'down') return Promise.resolve(null);
  const { waiting } = state;
  return new Promise((resolve) => waiting.add(resolve));
}
