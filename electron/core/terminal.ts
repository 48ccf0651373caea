import { createRouterClient, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
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
  return whenFree(
    async () => {
      const local = connectInProcess(options);
      await local.core.open(folder);
      return local;
    },
    () => connectToHolder(folder, options),
  );
}

/** Repeats `open` while another short command holds the workspace; `instead` is asked each time whether it can answer in its place. */
async function whenFree<T>(open: () => Promise<T>, instead: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + waitForLockMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isFault(error) || error.code !== 'workspace_held') throw error;
      const other = await instead();
      if (other !== null) return other;
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function connectToHolder(folder: string, options: CoreOptions): Promise<Connection | null> {
  const socket = readHolder(folder)?.socket;
  if (!socket) return null;
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
  let successor: { readonly core: Core; readonly answer: (request: Request) => Promise<Response> } | null = null;
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
        successor = await openHere(folder, options);
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

async function openHere(folder: string, options: CoreOptions): Promise<{ core: Core; answer: (request: Request) => Promise<Response> }> {
  const core = new Core(options);
  const handler = new RPCHandler<CallContext>(router, { clientInterceptors: [guardCall] });
  await whenFree(
    () => core.open(folder),
    () => Promise.resolve(null),
  );
  const answer = async (request: Request): Promise<Response> => {
    const { response } = await handler.handle(request, { context: { core, via: 'terminal' } });
    return response ?? new Response(null, { status: 404 });
  };
  return { core, answer };
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
