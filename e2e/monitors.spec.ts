// Monitors: from a saved request in two clicks, an outage as one incident, and a promise that says what it rests on.
import { startEchoServer, type EchoServer } from './peers/echo-server.ts';
import { expect, test, type RunningApp } from './support/app.ts';
import { hasFocus, tabTo } from './support/by-keys.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

let vendor: EchoServer;
test.beforeEach(async () => {
  vendor = await startEchoServer();
});
test.afterEach(async () => vendor.close());

const terminal = (app: RunningApp, args: readonly string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);

async function begin(app: RunningApp): Promise<void> {
  await createWorkspace(app);
  await importContract(app, 'Echo', vendor.origin, [{ path: '/echo', summary: 'Read it' }]);
  const saved = await terminal(app, ['request', 'save', 'Sign of life', '--api', 'Echo Test', '--environment', 'Sandbox', 'GET', '/echo']);
  expect([saved.exitCode, saved.stderr]).toEqual([0, '']);
}

test('an empty place teaches; a saved request is watched with two clicks and checked at once', async ({ app }) => {
  await begin(app);
  await goTo(app, 'Monitors');
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is watched yet');
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Saved on this computer');
  await page.getByRole('button', { name: 'New monitor' }).click();
  await page.getByRole('radio', { name: /Sign of life/ }).check();
  await page.getByRole('button', { name: 'Create monitor' }).click();

  await expect(page.getByRole('banner').getByRole('status')).toContainText(/Observing, online since \d\d:\d\d/);
  const aside = page.getByRole('complementary');
  await expect(aside.getByRole('heading', { level: 3 })).toHaveText('Up');
  await aside.getByRole('link', { name: /^passed: answered 200/ }).click();
  await expect(
    page
      .getByRole('region', { name: 'Answer' })
      .or(page.getByText(/Answered 200/))
      .first(),
  ).toBeVisible();
  expect(vendor.received.length).toBeGreaterThan(0);
});

test('a monitor from a saved request by keys alone, and the focus is never lost', async ({ app }) => {
  await begin(app);
  const { page } = app;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await press('g');
  await press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing is watched yet' })).toBeFocused();
  await tabTo(app, page.getByRole('button', { name: 'New monitor' }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New monitor' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('life');
  await tabTo(app, dialog.getByRole('radio', { name: /Sign of life/ }));
  await press('Space');
  await tabTo(app, dialog.getByRole('button', { name: 'Create monitor' }));
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const aside = page.getByRole('complementary');
  await expect(aside.getByRole('heading', { level: 2, name: 'Sign of life' })).toBeFocused();
  const check = aside.getByRole('button', { name: 'Check now' });
  await tabTo(app, check);
  await press('Enter');
  await expect(check).toBeEnabled();
  await expect(check).toBeFocused();
  await expect(aside.getByRole('heading', { level: 3 })).toHaveText('Up');
  await press('e');
  const form = page.getByRole('dialog', { name: 'Edit Sign of life' });
  await expect(form.getByLabel('Name')).toBeFocused();
  await press('Control+a');
  await page.keyboard.type('Echo answers');
  await press('Enter');
  await form.waitFor({ state: 'detached' });
  await expect(check).toBeFocused();
  await press('Escape');
  await expect(aside).toHaveCount(0);
  await hasFocus(app);
});

test('the terminal checks through the app and ends with 1 when a check failed; its bad hour opens what failed', async ({ app }) => {
  await begin(app);
  const added = await terminal(app, ['monitor', 'add', 'Sign of life', '--contains', 'never said', '--no-retries', '--json']);
  expect([added.exitCode, added.stderr]).toEqual([0, '']);
  const checked = await terminal(app, ['monitor', 'run', '--once', 'Sign of life', '--json']);
  expect(checked.exitCode).toBe(1);
  expect(JSON.parse(checked.stdout)).toMatchObject([{ outcome: 'fail', reason: 'assertion', attribution: 'vendor', status: 200 }]);
  const paused = await terminal(app, ['monitor', 'pause', 'Sign of life']);
  expect(paused.exitCode).toBe(0);
  await goTo(app, 'Monitors');
  const { page } = app;
  await expect(page.getByRole('row', { name: /Sign of life.*paused/ })).toBeVisible();

  // A bad hour of a promise opens the check that made it bad, and that its exchange.
  const promised = await terminal(app, ['promise', 'add', 'Echo', '--target', '99.5', '--monitor', 'Sign of life']);
  expect([promised.exitCode, promised.stderr]).toEqual([0, '']);
  await page.getByRole('tab', { name: /^Promises/ }).click();
  await page.getByRole('row', { name: /^Echo/ }).click();
  await page.getByRole('complementary').getByRole('button', { name: /1 bad/ }).click();
  const hour = page.getByRole('dialog');
  await expect(hour).toContainText('1 bad');
  await hour.getByRole('list', { name: 'Checks that did not hold' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/console\/exchange\//);
  await expect(page.getByRole('heading', { level: 1, name: '2 exchanges' })).toBeVisible();
});

test('a promise shows what its figure rests on, and an incident by hand is kept with its notes', async ({ app }) => {
  await begin(app);
  await terminal(app, ['monitor', 'add', 'Sign of life']);
  const promised = await terminal(app, ['promise', 'add', 'Echo', '--target', '99.5', '--monitor', 'Sign of life', '--json']);
  expect([promised.exitCode, promised.stderr]).toEqual([0, '']);
  await goTo(app, 'Monitors');
  const { page } = app;
  await page.getByRole('tab', { name: /^Promises/ }).click();
  await page.getByRole('row', { name: /^Echo/ }).click();
  const aside = page.getByRole('complementary');
  await expect(aside).toContainText('Unseen is never counted as good.');
  await expect(aside).toContainText('99.5 % availability, always');
  // What is cut says the whole when it is pointed at.
  const foot = page.getByText(/^1 promise this month ·/);
  await foot.evaluate((one) => void (one.style.maxWidth = '160px'));
  await foot.hover();
  await expect(foot).toHaveAttribute('title', /all unseen bad, to all good$/);

  await page.getByRole('tab', { name: /^Incidents/ }).click();
  await page.getByRole('button', { name: 'Open incident' }).click();
  await page.getByLabel('What is wrong').fill('Echo repeats itself');
  // Asked for twice while it is at work, it is done once.
  await page.locator('[role="dialog"] form').evaluate((form: HTMLFormElement) => [1, 2].forEach(() => form.requestSubmit()));
  await expect(aside).toContainText('INC-1 · open');
  await aside.getByLabel('Note').fill('Seen by two of us');
  await aside.getByRole('button', { name: 'Add note' }).click();
  await expect(aside.getByRole('list').last()).toContainText('Seen by two of us');
  const listed = await terminal(app, ['incident', 'list', '--open', '--json']);
  expect(listed.exitCode).toBe(1);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ number: 1, title: 'Echo repeats itself', state: 'open' }]);
});

test('a request is watched from the console with one press, and a terminal tells the checks as they come', async ({ app }) => {
  await begin(app);
  const { page } = app;
  await goTo(app, 'Console');
  await page.getByRole('navigation', { name: 'Endpoints' }).getByText('Saved', { exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Saved requests' })
    .getByRole('button', { name: /Sign of life/ })
    .click();
  await page.getByRole('button', { name: 'Monitor this' }).click();
  await expect(page).toHaveURL(/#\/monitors\/monitor\//);
  await expect(page.getByRole('complementary').getByRole('heading', { level: 3 })).toHaveText('Up', { timeout: 25_000 });
  const watching = terminal(app, ['monitor', 'watch', '--for', '12s']);
  let isWatching = true;
  void watching.finally(() => (isWatching = false));
  // Whatever is checked while the terminal looks is told there.
  const check = page.getByRole('complementary').getByRole('button', { name: 'Check now' });
  while (isWatching) {
    await check.click();
    await expect(check).toBeEnabled();
  }
  const told = await watching;
  expect(told.stderr).toMatch(/The app is observing.*[\s\S]*Sign of life: answered 200/);
  expect(told.exitCode).toBe(0);
  expect(told.stdout.trim()).toMatch(/^\d+ checks?, 0 failed\.$/);
});
