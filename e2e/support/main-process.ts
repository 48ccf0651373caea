// Looks into the app's main process.
import type { RunningApp } from './app.ts';

/** The process id of the engine, or null while there is none. */
export function corePid(app: RunningApp): Promise<number | null> {
  return app.electron.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ type, name }) => type === 'Utility' && name === 'Quartermaster core')?.pid ?? null,
  );
}

/** Puts a recorder in place of the way to the browser; nothing is opened. */
export async function recordExternalOpens(app: RunningApp): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as { opened?: string[] }).opened = opened;
    shell.openExternal = async (url) => void opened.push(url);
  });
  return () => app.electron.evaluate(() => (globalThis as { opened?: string[] }).opened ?? []);
}
