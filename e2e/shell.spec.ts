// The window as a program of its computer: links, a second start, the menu, what it remembers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, projectFolder, test, type RunningApp } from './support/app.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace } from './support/workspaces.ts';

/** Starts the app once more on the same data, as a click on its icon or on a link does, and waits until that process has ended. */
async function startAgain(app: RunningApp, ...args: string[]): Promise<void> {
  const path = process.env['QUARTERMASTER_ELECTRON'] ?? '';
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(path, [...root, projectFolder, ...args], { env: app.environment(), stdio: 'ignore' });
  await once(second, 'exit');
}

test('a link opens its place, in the window that is there', async ({ app }) => {
  await app.waitFor('welcome');
  await createWorkspace(app);
  await startAgain(app, 'quartermaster://calendar');
  await expect(app.page).toHaveURL(/#\/calendar/);
  await startAgain(app, 'quartermaster://inventory');
  await expect(app.page).toHaveURL(/#\/inventory/);
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a second start with another workspace opens it in the window that is there', async ({ app }) => {
  await app.waitFor('welcome');
  const first = await createWorkspace(app, 'First');
  const second = join(app.folders.root, 'second');
  expect(await runTerminal(app, ['workspace', 'create', second, '--name', 'Second'])).toMatchObject({ exitCode: 0 });
  await startAgain(app, '--workspace', second);
  await expect(app.page.getByRole('button', { name: /Second/ })).toBeVisible();
  expect(first).not.toBe(second);
});

test('a link to nowhere changes nothing', async ({ app }) => {
  await app.waitFor('welcome');
  await createWorkspace(app);
  const before = app.page.url();
  await startAgain(app, 'quartermaster://../../etc/passwd');
  await startAgain(app, 'quartermaster://calendar');
  await expect(app.page).toHaveURL(/#\/calendar/);
  expect(before).toContain('app://quartermaster');
  expect(app.page.url()).toContain('app://quartermaster');
});

test('theme, size and workspace are as they were after a restart', async ({ app }) => {
  await app.waitFor('welcome');
  const folder = await createWorkspace(app, 'Remembered');
  await app.page.evaluate(() =>
    (window as unknown as { quartermaster: { call: (name: string, input: unknown) => Promise<unknown> } }).quartermaster.call('setTheme', {
      theme: 'dark',
    }),
  );
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 720 }),
  );
  await app.restart();
  await app.waitFor('ready');
  await app.page.waitForSelector('html[data-theme="dark"]', { state: 'attached' });
  await expect(app.page.getByRole('button', { name: /Remembered/ })).toBeVisible();
  const bounds = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 1100, height: 720 });
  expect(app.output).toContain(`Quartermaster is ready: workspace ${folder}`);
});

test('the native menu has the app’s commands, and they work', async ({ app }) => {
  await app.waitFor('welcome');
  await createWorkspace(app);
  const labels = await app.electron.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items.map(({ label }) => label) ?? []) ?? [],
  );
  for (const label of [
    'Open workspace…',
    'Close workspace',
    'Import a document…',
    'New request',
    'Settings',
    'Light',
    'Dark',
    'Keyboard shortcuts',
  ])
    expect(labels).toContain(label);
  const click = (label: string): Promise<void> =>
    app.electron.evaluate(({ Menu }, wanted) => {
      Menu.getApplicationMenu()
        ?.items.flatMap((item) => item.submenu?.items ?? [])
        .find((item) => item.label === wanted)
        ?.click();
    }, label);
  await click('Settings');
  await expect(app.page).toHaveURL(/#\/settings/);
  await click('Keyboard shortcuts');
  await expect(app.page.getByRole('dialog')).toBeVisible();
  await app.page.keyboard.press('Escape');
  await click('Close workspace');
  await app.waitFor('welcome');
});

test('undo in a toast takes back an edit', async ({ app }) => {
  await app.waitFor('welcome');
  await createWorkspace(app, 'Before');
  await app.page.evaluate(() => {
    window.location.hash = '#/settings';
  });
  const name = app.page.getByRole('textbox', { name: 'Name' }).first();
  await name.fill('After');
  await app.page.getByRole('button', { name: 'Rename' }).click();
  await expect(app.page.getByRole('button', { name: /After/ })).toBeVisible();
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect(app.page.getByRole('button', { name: /Before/ })).toBeVisible();
});
