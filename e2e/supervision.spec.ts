// The engine is killed while people work: the window says so, comes back, loses nothing, and sends nothing twice.
import { expect, test, type RunningApp } from './support/app.ts';
import { corePid } from './support/main-process.ts';
import { ConsolePage } from './support/pages/console.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';
import { misdeeds, startMisbehavingServer, type MisbehavingServer } from './peers/misbehaving-server.ts';

interface Marked {
  __mark: string;
  __states: { state: string; at: number }[];
}
declare const window: Marked;

let server: MisbehavingServer;
test.beforeEach(async () => {
  server = await startMisbehavingServer();
});
test.afterEach(() => server.close());

/** Kills the engine as the system would when memory runs out. Returns when it was done, in ms since 1970. */
async function killCore(app: RunningApp): Promise<number> {
  const pid = await corePid(app);
  if (pid === null) throw new Error('there is no engine to kill');
  const at = Date.now();
  process.kill(pid, 'SIGKILL');
  return at;
}

/** Marks the page, so that a reload would show, and writes down each state that it goes through. */
async function watchStates(app: RunningApp): Promise<void> {
  await app.page.evaluate(`{
    window.__mark = 'not reloaded';
    window.__states = [];
    new MutationObserver(() => window.__states.push({ state: document.documentElement.dataset.appState, at: Date.now() })).observe(document.documentElement, { attributeFilter: ['data-app-state'] });
  }`);
}

async function workspaceWithSilentVendor(app: RunningApp): Promise<ConsolePage> {
  await createWorkspace(app);
  await importContract(app, 'Silent', server.origin, [{ path: misdeeds.never, summary: 'Never answers', method: 'post' }]);
  return ConsolePage.open(app, 'Never answers');
}

test('a killed engine is said within a second, rejects what was pending, comes back without a reload, and loses nothing', async ({
  app,
}) => {
  const console = await workspaceWithSilentVendor(app);
  await watchStates(app);
  await console.send();
  await server.arrived(1);
  const killedAt = await killCore(app);

  // The call that was waiting is told, with what to do.
  await expect(console.answer.getByRole('alert')).toContainText('The engine stopped before it answered.');
  await expect(console.answer.getByRole('alert')).toContainText('Look whether the change is there');
  await expect(app.page.locator('html')).toHaveAttribute('data-app-state', 'ready');
  const states = await app.page.evaluate(() => window.__states);
  const said = states.find(({ state }) => state === 'reconnecting');
  expect(said, `states: ${states.map(({ state }) => state).join(', ')}`).toBeDefined();
  expect((said?.at ?? 0) - killedAt).toBeLessThan(1000);

  // What was committed is there, read again by the page that never went away.
  await goTo(app, 'Inventory');
  await expect(app.page.getByRole('main')).toContainText('Silent');
  expect(await app.page.evaluate(() => window.__mark)).toBe('not reloaded');
});

test('a call that was on its way is kept as unknown and is never sent again', async ({ app }) => {
  const console = await workspaceWithSilentVendor(app);
  await console.send();
  await server.arrived(1);
  await killCore(app);
  await app.waitFor('ready');
  await app.page.evaluate("void (location.hash = '#/console/history')");
  await expect(app.page.getByText(/One call was on the way when the app stopped/)).toBeVisible();
  await app.restart();
  await app.waitFor('ready');
  await app.page.evaluate("void (location.hash = '#/console/history')");
  await expect(app.page.getByText(/One call was on the way when the app stopped/)).toBeVisible();
  await app.page.getByRole('button', { name: 'Look at it' }).click();
  await expect(app.page.getByRole('heading', { name: 'Nobody knows whether it took effect' })).toBeVisible();
  expect(server.received).toEqual([`POST ${misdeeds.never} HTTP/1.1`]);
});

test('three deaths in five minutes end in a screen with the log, and a person starts it again', async ({ app }) => {
  await createWorkspace(app, 'Third time');
  for (const deaths of [1, 2, 3]) {
    const before = await corePid(app);
    await killCore(app);
    if (deaths === 3) break;
    await expect.poll(async () => ![null, before].includes(await corePid(app))).toBe(true);
    await app.waitFor('ready');
  }
  await app.waitFor('failed');
  await expect(app.page.getByRole('heading', { name: 'The engine stopped three times in five minutes' })).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Log of the engine' })).not.toBeEmpty();
  expect(await corePid(app)).toBeNull();
  await app.page.getByRole('button', { name: 'Start again' }).click();
  await app.waitFor('ready');
  await expect(app.page.getByRole('button', { name: /^Third time/ })).toBeVisible();
});
