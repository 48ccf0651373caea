import { createRouterClient, type RouterClient } from '@orpc/server';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { Agent, fetch as undiciFetch } from 'undici';
import { Fault, isFault } from '../../shared/contract/errors.ts';
import { asFault } from '../../shared/contract/fault-transport.ts';
import { guardCall, type CallContext } from './call-guard.ts';
import { Core, type CoreOptions } from './core.ts';
import { router } from './router.ts';
import { readHolder } from './workspace/lock.ts';

export type CoreClient = RouterClient<typeof router>;

export interface Connection {
  readonly client: CoreClient;
  /** in process: this process opened the workspace; through the app: a core that has it open answers. */
  readonly kind: 'in process' | 'through the app';
  close(): Promise<void>;
}

/** How long a command waits for another short command to let go of the workspace. */
const waitForLockMs = 15_000;
const pauseMs = 150;

/** A client of a core in this process; with no workspace open yet. */
export function connectInProcess(options: CoreOptions): Connection & { readonly core: Core } {
  const core = new Core(options);
  const client = createRouterClient(router, {
    context: { core, via: 'terminal' } satisfies CallContext,
    interceptors: [...faultsAsThrown, guardCall as never],
  });
  return { core, client, kind: 'in process', close: () => core.close() };
}

/**
 * Reaches the workspace of a folder from the terminal: through the core that has it open, or by opening it in this
 * process. Waits a while when another command is about to finish with it.
 */
export async function connectTerminal(folder: string, options: CoreOptions): Promise<Connection> {
  const deadline = performance.now() + waitForLockMs;
  for (;;) {
    const local = connectInProcess(options);
    try {
      await local.core.open(folder);
      return local;
    } catch (error) {
      if (!isFault(error) || error.code !== 'workspace_held') throw error;
      const remote = await connectToHolder(folder);
      if (remote) return remote;
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function connectToHolder(folder: string): Promise<Connection | null> {
  const socket = readHolder(folder)?.socket;
  if (!socket) return null;
  const agent = new Agent({ connect: { socketPath: socket }, headersTimeout: 0, bodyTimeout: 0 });
  const link = new RPCLink({
    url: 'http://quartermaster',
    fetch: async (request, init) => {
      const body = request.body === null ? null : await request.arrayBuffer();
      // A file in the input travels as a form: its boundary is in the content type.
      const headers = Object.fromEntries(request.headers as unknown as Iterable<[string, string]>);
      return undiciFetch(request.url, { ...(init as object), method: request.method, headers, body, signal: request.signal, dispatcher: agent }) as unknown as Promise<Response>;
    },
    interceptors: faultsAsThrown,
  });
  const client = createORPCClient<CoreClient>(link);
  try {
    await client.workspace.current({});
    return { client, kind: 'through the app', close: () => agent.close() };
  } catch (error) {
    await agent.destroy();
    // Faults are answers of a living core; anything else means that nobody answers there (any more).
    if (error instanceof Fault) throw error;
    return null;
  }
}

const faultsAsThrown = [
  async ({ next }: { next: () => Promise<unknown> }): Promise<unknown> => {
    try {
      return await next();
    } catch (error) {
      throw asFault(error);
    }
  },
] as never[];
