import { join } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import type { PageClient } from '../page/page-client.ts';

export type { PageClient };

/** Puts a client of the core into the page. Through DevTools, because the page's content security policy rightly refuses scripts from elsewhere. */
export async function addPageClient(page: Page): Promise<void> {
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
  if (exceptionDetails) throw new Error(`the client did not start in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
}

/** The client, in functions that run in the page. */
export interface WithPageClient {
  readonly benchClient: PageClient;
}
