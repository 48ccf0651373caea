// One app for all tests of a file, where starting it for each would only cost time.
import { test, RunningApp, expect, type LaunchOptions } from './app.ts';

/**
 * Starts one app before the file's tests, which then run one after another, and removes it after them. Evidence is attached to the test that failed; what the
 * page complained of counts against the test during which it did.
 */
export function useSharedApp(
  options: LaunchOptions = {},
  onStarted: (app: RunningApp) => Promise<void> = async () => {},
): () => RunningApp {
  let app: RunningApp | null = null;
  let heard = 0;
  const running = (): RunningApp => {
    if (app === null) throw new Error('the shared app was not started');
    return app;
  };
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async () => {
    app = new RunningApp(options);
    await app.start();
    await onStarted(app);
  });
  test.afterEach(async ({ launch: _ }, info) => {
    await running().attachEvidence(info);
    const complaints = running().complaints.slice(heard);
    heard = running().complaints.length;
    expect(complaints, 'errors that the page reported').toEqual([]);
  });
  test.afterAll(async () => {
    await app?.remove();
    app = null;
  });
  return running;
}
