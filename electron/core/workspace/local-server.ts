import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { guardCall, type CallContext } from '../call-guard.ts';
import type { Core } from '../core.ts';
import { nodeHttp } from '../http/node-http.ts';
import { router } from '../router.ts';

export interface LocalServer {
  /** Path of the socket, or name of the pipe on Windows. */
  readonly address: string;
  /** Takes no more calls, and waits a moment for those on their way, but not for the one that asks for it. */
  close(): Promise<void>;
}

/** How long closing waits for calls on their way; a stream may go on for ever. */
const finishMs = 3_000;

/** The call being answered, so that one which closes the workspace (a restore) does not wait for itself. */
const currentCall = new AsyncLocalStorage<symbol>();

/**
 * Answers terminal commands for the workspace that this core has open. The socket lies in a folder that only its owner
 * may enter, and has an owner-only mode itself. It is not in the workspace's folder: socket paths may not be longer
 * than about 100 bytes.
 */
export async function serveLocally(core: Core, folder: string): Promise<LocalServer> {
  const address = addressFor(folder);
  // Late: most commands of the terminal end before anybody calls.
  const makeHandler = async () => {
    const { RPCHandler } = await import('@orpc/server/node');
    return new RPCHandler<CallContext>(router, { clientInterceptors: [guardCall] });
  };
  let handler: ReturnType<typeof makeHandler> | null = null;
  const calls = new Map<symbol, Promise<void>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { matched } = await (await (handler ??= makeHandler())).handle(request, response, { context: { core, via: 'terminal' } });
      if (!matched) response.writeHead(404).end();
    } catch (error) {
      core.options.log.bug(error);
      response.destroy();
    }
  };
  const server = nodeHttp.createServer((request, response) => {
    const call = Symbol('call');
    calls.set(
      call,
      currentCall.run(call, () => answer(request, response)).finally(() => calls.delete(call)),
    );
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // An import of a large document may take its time; a terminal that goes away closes the connection itself.
  server.requestTimeout = 0;
  if (process.platform !== 'win32') {
    mkdirSync(dirname(address), { recursive: true, mode: 0o700 });
    chmodSync(dirname(address), 0o700);
    rmSync(address, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  return {
    address,
    close: async () => {
      server.close();
      const others = [...calls].filter(([call]) => call !== currentCall.getStore()).map(([, done]) => done);
      await withinTime(Promise.all(others), finishMs);
      // What is left (a stream, the call that closes) may still answer, but does not keep the process alive.
      server.closeIdleConnections();
      for (const socket of sockets) socket.unref();
    },
  };
}

async function withinTime(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}

function addressFor(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\quartermaster-${name}`;
  return join(tmpdir(), `quartermaster-${userInfo().uid}`, `${name}.sock`);
}
