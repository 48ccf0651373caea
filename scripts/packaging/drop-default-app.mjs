// Takes out of the copied runtime what starts other apps: the stock default app, or the starter of the stand-in.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * An electron-builder hook, called when the runtime is in place and before the app is.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default async function dropDefaultApp({ appOutDir, electronPlatformName }) {
  const resources =
    electronPlatformName === 'darwin' ? join(appOutDir, 'Electron.app', 'Contents', 'Resources') : join(appOutDir, 'resources');
  if (!existsSync(resources)) throw new Error(`The runtime has no resources folder where it is expected: ${resources}`);
  for (const name of ['default_app.asar', 'app']) await rm(join(resources, name), { recursive: true, force: true });
}
