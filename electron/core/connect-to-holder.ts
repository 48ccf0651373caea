import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { Agent, fetch as undiciFetch } from 'undici';
import { Fault } from '../../shared/contract/errors.ts';
import type { Core } from './core.ts';
import { faultsAsThrown } from './faults-as-thrown.ts';
import type { Connection, CoreClient } from './terminal.ts';

/** A core of this process that goes on where the holder ended. */
export interface Successor {
  readonly core: Core;
  readonly answer: (request: Request) => Promise<Response>;
}

/** A client of the core that listens at a socket; null when nobody answers there (any more). `openHere` takes its place should it end. */
export async function connectToHolder(socket: string, openHere: () => Promise<Successor>): Promise<Connection | null> {
  const agent = new Agent({ connect: { socketPath: socket }, headersTimeout: 0, bodyTimeout: 0 });
  const remotely = async (request: Request): Promise<Response> => {
    const body = request.body === null ? null : await request.arrayBuffer();
    // A file in the input travels as a form: its boundary is in the content type.
    const headers = Object.fromEntries(request.headers);
    const answer: unknown = await undiciFetch(request.url, {
      method: request.method,
      headers,
      body,
      signal: request.signal,
      dispatcher: agent,
    });
    // undici's own class; the same standard as the global one, whose type differs by what else is loaded.
    return answer as Response;
  };
  let successor: Successor | null = null;
  let isReached = false;
  const link = new RPCLink({
    url: 'http://quartermaster',
    fetch: async (request) => {
      if (successor) return successor.answer(request);
      const copy = request.clone();
      try {
        return await remotely(request);
      } catch (error) {
        if (!isReached || !isNobodyThere(error)) throw error;
        // The holder was another short command and has ended between two calls: go on in this process.
        successor = await openHere();
        return successor.answer(copy);
      }
    },
    interceptors: faultsAsThrown,
  });
  const client = createORPCClient<CoreClient>(link);
  const close = async (): Promise<void> => {
    await agent.destroy();
    await successor?.core.close();
  };
  try {
    await client.workspace.current({});
    isReached = true;
    return { client, kind: 'through the app', close };
  } catch (error) {
    await close();
    // Faults are answers of a living core; anything else means that nobody answers there (any more).
    if (error instanceof Fault) throw error;
    return null;
  }
}

/** No connection was made: the call has certainly not been carried out. */
function isNobodyThere(error: unknown): boolean {
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}
