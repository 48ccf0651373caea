import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/node';
import { guardCall, type CallContext } from '../call-guard.ts';
import type { Core } from '../core.ts';
import { router } from '../router.ts';

export interface LocalServer {
  /** Path of the socket, or name of the pipe on Windows. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Answers terminal commands for the workspace that this core has open. The socket lies in a folder that only its owner
 * may enter, and has an owner-only mode itself. It is not in the workspace's folder: socket paths may not be longer
 * than about 100 bytes.
 */
export async function serveLocally(core: Core, folder: string): Promise<LocalServer> {
  const address = addressFor(folder);
  const handler = new RPCHandler<CallContext>(router, { clientInterceptors: [guardCall as never] });
  const server = createServer((request, response) => {
    handler.handle(request, response, { context: { core, via: 'terminal' } }).then(
      ({ matched }) => {
        if (!matched) response.writeHead(404).end();
      },
      (error: unknown) => {
        core.options.log.bug(error);
        response.destroy();
      },
    );
  });
  // An import of a large document may take its time; a terminal that goes away closes the connection itself.
  server.requestTimeout = 0;
  if (process.platform !== 'win32') {
    mkdirSync(join(address, '..'), { recursive: true, mode: 0o700 });
    chmodSync(join(address, '..'), 0o700);
    rmSync(address, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressFor(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\quartermaster-${name}`;
  return join(tmpdir(), `quartermaster-${userInfo().uid}`, `${name}.sock`);
}
