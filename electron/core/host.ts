import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/message-port';
import { guardCall, type CallContext } from './call-guard.ts';
import { Core } from './core.ts';
import { systemClock } from './engine.ts';
import { openLog } from './log.ts';
import { router } from './router.ts';

/** Entry of the utility process: the engine, answering over message ports that the shell hands it. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: { kind: string }; ports: { start(): void }[] }) => void): void;
  postMessage(message: unknown): void;
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
const appDataFolder = process.env['QUARTERMASTER_APP_DATA'] ?? '';
const log = openLog(appDataFolder, Date.now);
const core = new Core({
  program: 'app',
  appDataFolder,
  workerFile: new URL('./job-worker.js', import.meta.url),
  contractsFolder: new URL('../../resources/contracts/', import.meta.url),
  clock: systemClock,
  log,
});
const handler = new RPCHandler<CallContext>(router, { clientInterceptors: [guardCall] });

core.listen((event) => {
  if (event.kind === 'opened' || event.kind === 'closed') parent.postMessage(event);
});

parent.on('message', ({ data, ports }) => {
  const [port] = ports;
  if (data.kind === 'port' && port) {
    handler.upgrade(port as never, { context: { core, via: 'app' } });
    port.start();
  }
  if (data.kind === 'stop') {
    // A utility process does not end by itself.
    void core.close().finally(() => process.exit(0));
  }
});

// The workspace that the page is going to ask for: by then it is open. What fails here the page is told when it asks.
const { values } = parseArgs({ options: { open: { type: 'string' } }, strict: false });
if (typeof values.open === 'string') core.open(values.open).catch(() => undefined);

process.on('uncaughtException', (error) => {
  log.bug(error);
  process.exit(70);
});
process.on('unhandledRejection', (error) => void log.bug(error));
parent.postMessage({ kind: 'up' });
