import { createRouterClient, type RouterClient } from '@orpc/server';
import { isFault } from '../../shared/contract/errors.ts';
import { guardCall, type CallContext } from './call-guard.ts';
import type { Successor } from './connect-to-holder.ts';
import { Core, type CoreOptions } from './core.ts';
import { faultsAsThrown } from './faults-as-thrown.ts';
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

const connectToHolder = async (folder: string, options: CoreOptions): Promise<Connection | null> => {
  const socket = readHolder(folder)?.socket;
  // Late: few commands find the workspace held.
  return socket ? (await import('./connect-to-holder.ts')).connectToHolder(socket, () => openHere(folder, options)) : null;
};

/** The holder was another short command and has ended between two calls: this process goes on in its place. */
async function openHere(folder: string, options: CoreOptions): Promise<Successor> {
  const core = new Core(options);
  const { RPCHandler } = await import('@orpc/server/fetch');
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
