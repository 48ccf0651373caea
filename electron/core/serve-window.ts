import { RPCHandler } from '@orpc/server/message-port';
import { guardCall, type CallContext } from './call-guard.ts';
import { Core, type CoreOptions } from './core.ts';
import { systemClock } from './engine.ts';
import { leaveFormsUnread } from './forms-unread.ts';
import { createSystemProxyPort, type SystemProxyAnswer } from './http/system-proxy.ts';
import { openLog } from './log.ts';
import { router } from './router.ts';

interface ParentPort {
  on(event: 'message', listener: (event: { data: { kind: string }; ports: { start(): void }[] }) => void): void;
  postMessage(message: unknown): void;
}

/**
 * Answers over the message ports that the shell hands to this process. `folder`: the workspace that the page is going to
 * ask for; by then it is open, and what fails here the page is told when it asks.
 */
export function serveWindow(folder: string | null, options: Pick<CoreOptions, 'openKeychain'>): void {
  leaveFormsUnread();
  const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
  const appDataFolder = process.env['QUARTERMASTER_APP_DATA'] ?? '';
  const log = openLog(appDataFolder, Date.now);
  const systemProxy = createSystemProxyPort((question) => parent.postMessage(question));
  const core = new Core({
    program: 'app',
    appDataFolder,
    workerFile: new URL('../main/job-worker.js', import.meta.url),
    contractsFolder: new URL('../../resources/contracts/', import.meta.url),
    clock: systemClock,
    log,
    systemProxy: systemProxy.ask,
    ...options,
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
    if (data.kind === 'system proxy') systemProxy.hear(data as SystemProxyAnswer);
    if (data.kind === 'woken') core.engine?.events.woken();
    if (data.kind === 'stop') {
      // A utility process does not end by itself.
      void core.close().finally(() => process.exit(0));
    }
  });

  if (folder !== null) openBeforeAsked(core, folder).catch((error: unknown) => void log.bug(error));

  process.on('uncaughtException', (error) => {
    log.bug(error);
    process.exit(70);
  });
  process.on('unhandledRejection', (error) => void log.bug(error));
  parent.postMessage({ kind: 'up' });
}

/** The workspace, and what its first page will ask for. What fails here the page is told when it asks. */
async function openBeforeAsked(core: Core, folder: string): Promise<void> {
  const opening = core.open(folder).catch(() => null);
  // Read while the keychain is waited for.
  const { readTables, workOutToday } = await import('./today/beforehand.ts');
  readTables();
  const engine = await opening;
  // A page that waits for the workspace is answered first, and draws meanwhile what stands around it.
  await new Promise((resolve) => setImmediate(resolve));
  if (engine) workOutToday(core, engine);
}
