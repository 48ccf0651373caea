import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Bench } from '../measure.ts';
import type { AppUnderTest } from './two-apps.ts';

export interface OpenWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Opens an app in its real window and waits for its first data. */
export async function openWindow({ electron }: Bench, { args, env, firstData }: AppUnderTest): Promise<OpenWindow> {
  const surroundings = Object.entries({ ...electron.env, ...env }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...electron.flags, ...args],
    env: Object.fromEntries(surroundings),
  });
  try {
    const page = await app.firstWindow();
    await page.waitForSelector(firstData);
    return { app, page, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
