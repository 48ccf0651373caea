import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/index.ts';
import type { ShellBridge } from '../../shared/contract/shell.ts';

// Bundled and put into the app's own page: a second client of the same core, over a port of its own that the shell handed out
// the way it hands out the window's. What it measures is what the window's own calls go through.
type Client = ContractRouterClient<Contract>;

type Port = InstanceType<typeof MessagePort>;

/** The page's window, as far as it is needed here; the rest of the DOM stays out of these types. */
interface PageWindow {
  readonly quartermaster: ShellBridge;
  /** Called, once, with the next port that arrives, which the app then does not see; see app/page-client.ts. */
  benchTakePort?: (port: Port) => void;
}
const page = globalThis as unknown as PageWindow;

/** In a box, because a promise takes every client for another promise: any name is a call to it, `then` too. */
async function connect(): Promise<{ readonly client: Client }> {
  const port = await new Promise<Port>((resolve) => {
    page.benchTakePort = resolve;
    void page.quartermaster.call('connect', undefined);
  });
  const client = createORPCClient<Client>(new RPCLink({ port }));
  port.start();
  return { client };
}

const connected = connect();

async function time(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** What the measures call in the page. Times are milliseconds. */
export const pageClient = {
  /** One call after the other, each from the page to the core and back. */
  timeCalls: async (kind: 'summary' | 'current' | 'shell', count: number): Promise<number[]> => {
    const { client } = await connected;
    const calls = {
      summary: () => client.inventory.summary({}),
      current: () => client.workspace.current({}),
      shell: () => page.quartermaster.call('startState', undefined),
    };
    return time(count, calls[kind]);
  },
  /** Reads a document and applies what it says, as the import dialog does between a person's two clicks. */
  timeImport: async (text: string, fileName: string, vendorName: string): Promise<{ planMs: number; applyMs: number }> => {
    const { client } = await connected;
    const file = new File([text], fileName, { type: 'application/json' });
    const startedAt = performance.now();
    const { planId } = await client.inventory.planImport({ file });
    const plannedAt = performance.now();
    await client.inventory.applyImport({ planId, vendorName });
    return { planMs: plannedAt - startedAt, applyMs: performance.now() - plannedAt };
  },
};
export type PageClient = typeof pageClient;
(globalThis as unknown as { benchClient: PageClient }).benchClient = pageClient;
