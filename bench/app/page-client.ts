import { join } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import type { PageClient } from '../page/page-client.ts';

export type { PageClient };

/** Puts a client of the core into the page. Through DevTools, because the page's content security policy rightly refuses scripts from elsewhere. */
export async function addPageClient(page: Page, firstData: string): Promise<void> {
  // A window's listeners are called in the order in which they came, so ours has to be there before the app's.
  await page.addInitScript(takePorts);
  await page.reload();
  await page.waitForSelector(firstData);
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry: join(import.meta.dirname, '../page/page-client.ts'), formats: ['iife'], name: 'benchBundle' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const code = output && 'output' in output ? output.output[0].code : null;
  if (code === null) throw new Error('the client for the page was not built');
  const devTools = await page.context().newCDPSession(page);
  const { exceptionDetails } = await devTools.send('Runtime.evaluate', { expression: code });
  await devTools.detach();
  if (exceptionDetails)
    throw new Error(`the client did not start in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
}

/** Runs in the page before the app: keeps the port that the client asked for from the app, which goes on with the one that it has. */
function takePorts(): void {
  const page = globalThis as unknown as PageScope;
  page.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.data !== 'quartermaster:port' || port === undefined || !page.benchTakePort) return;
    event.stopImmediatePropagation();
    page.benchTakePort(port);
    page.benchTakePort = undefined;
  });
}

interface PageScope {
  benchTakePort?: ((port: object) => void) | undefined;
  addEventListener(
    name: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly object[]; stopImmediatePropagation(): void }) => void,
  ): void;
}

/** The client, in functions that run in the page. */
export interface WithPageClient {
  readonly benchClient: PageClient;
}
