// The app is started broken on purpose: it says what is wrong, offers what can be done, and destroys nothing.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, type RunningApp } from './support/app.ts';
import { findSecret } from './support/find-secret.ts';
import { CredentialsPage } from './support/pages/credentials.ts';
import { makeReadOnly, mountSmallDisk } from './support/small-disk.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

const databaseOf = (app: RunningApp): string => join(app.folders.workspace, 'workspace.db');
const fault = (app: RunningApp) => app.page.getByRole('region', { name: 'Why the workspace is not open' });

/** A workspace with one vendor in it and one backup beside it; the app is closed. */
async function leaveWorkspace(app: RunningApp): Promise<void> {
  await createWorkspace(app, 'Left behind');
  await importContract(app, 'Kept', 'https://kept.example', [{ path: '/a', summary: 'Something kept' }]);
  const { exitCode, stderr } = await runTerminal(app, ['--workspace', app.folders.workspace, 'workspace', 'backup']);
  expect(exitCode, stderr).toBe(0);
  await app.close();
}

function overwrite(file: string, from: number, bytes: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0x5a), 0, bytes, from);
  closeSync(handle);
}

for (const [words, damage] of [
  ['has another beginning', (file: string): void => overwrite(file, 0, 4096)],
  ['has garbage behind its first page', (file: string): void => overwrite(file, 4096, statSync(file).size - 4096)],
  ['was cut in half', (file: string): void => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
] as const) {
  test(`a workspace file that ${words} is said to be damaged, and comes back from its backup`, async ({ app }) => {
    await leaveWorkspace(app);
    damage(databaseOf(app));
    const damaged = readFileSync(databaseOf(app));
    await app.start();
    await app.waitFor('welcome');
    await expect(fault(app).getByRole('alert')).toContainText('damaged');
    await expect(fault(app).getByRole('heading', { name: 'Its backups' })).toBeVisible();
    await expect(app.page.getByRole('button', { name: /delete/i })).toHaveCount(0);
    expect(readFileSync(databaseOf(app)).equals(damaged)).toBe(true);

    await fault(app).getByRole('button', { name: 'Restore' }).first().click();
    await app.page.getByRole('dialog').getByRole('button', { name: 'Restore backup' }).click();
    await app.waitFor('ready');
    await goTo(app, 'Inventory');
    await expect(app.page.getByRole('main')).toContainText('Kept');
    const replaced = readdirSync(app.folders.workspace).filter((name) => /^workspace\.db\.replaced-\w+$/.test(name));
    expect(replaced).toHaveLength(1);
    expect(readFileSync(join(app.folders.workspace, replaced[0] ?? '')).equals(damaged)).toBe(true);
    expect(readdirSync(join(app.folders.workspace, 'backups')).length).toBeGreaterThan(0);
  });
}

test('a damaged workspace without a backup is left as it is, with words', async ({ app }) => {
  await createWorkspace(app);
  await app.close();
  overwrite(databaseOf(app), 0, 4096);
  const damaged = readFileSync(databaseOf(app));
  await app.start();
  await app.waitFor('welcome');
  await expect(fault(app).getByRole('alert')).toContainText('damaged');
  await expect(fault(app)).toContainText(/no backup/);
  expect(readFileSync(databaseOf(app)).equals(damaged)).toBe(true);
});

test('a workspace of a newer version can be looked at and not be changed', async ({ app }) => {
  await leaveWorkspace(app);
  const db = new Database(databaseOf(app));
  db.pragma('user_version = 999');
  db.close();
  const before = readFileSync(databaseOf(app));
  await app.start();
  await app.waitFor('ready');
  await expect(app.page.getByText(/A newer version of Quartermaster wrote it/).first()).toBeVisible();
  await expect(app.page.getByRole('banner')).toContainText('Read-only');
  await goTo(app, 'Inventory');
  await expect(app.page.getByRole('main')).toContainText('Kept');
  await expect(app.page.getByRole('button', { name: 'Import' })).toHaveCount(0);
  const changing = await runTerminal(app, [
    '--workspace',
    app.folders.workspace,
    '--json',
    'inventory',
    'import',
    join(app.folders.root, 'Kept.json'),
  ]);
  expect(changing.exitCode).not.toBe(0);
  expect(changing.stdout).toContain('workspace_read_only');
  await app.close();
  expect(readFileSync(databaseOf(app)).equals(before)).toBe(true);
});

test('a folder that is gone is said, and another workspace can be made', async ({ app }) => {
  await createWorkspace(app);
  await app.close();
  rmSync(app.folders.workspace, { recursive: true });
  await app.start();
  await app.waitFor('welcome');
  await expect(fault(app).getByRole('alert')).toContainText('There is no workspace in');
  await expect(app.page.getByText(/is no longer there/)).toBeVisible();
  expect(existsSync(app.folders.workspace)).toBe(false);
  await createWorkspace(app, 'Another');
});

test('a folder that may not be written to is said, with what to do', async ({ app }) => {
  const disk = process.getuid?.() === 0 ? mountSmallDisk(app.folders.workspace, 20_000_000) : null;
  await leaveWorkspace(app);
  const restore = makeReadOnly(app.folders.workspace, disk);
  test.skip(restore === null, 'root may write everywhere, and a read-only file system may not be mounted here');
  try {
    await app.start();
    await app.waitFor('welcome');
    await expect(fault(app).getByRole('alert')).toContainText('may not write');
    await expect(fault(app).getByRole('alert')).toContainText('Give your user write permission');
  } finally {
    await app.close();
    restore?.();
  }
});

test('a workspace that another window holds says who', async ({ app, startApp }) => {
  await createWorkspace(app);
  const second = await startApp({ args: ['--workspace', app.folders.workspace] });
  await second.waitFor('welcome');
  await expect(fault(second).getByRole('alert')).toContainText(
    /The Quartermaster app of \S+ on \S+ \(process \d+\) has this workspace open\./,
  );
  await app.close();
  await second.page.getByRole('button', { name: 'Try again' }).click();
  await second.waitFor('ready');
});

test('without a keychain, secrets are kept in memory and nowhere else', async ({ startApp }) => {
  const secret = `only-in-memory-${Date.now()}-ĸ`;
  const app = await startApp({
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent', DISPLAY: process.env['DISPLAY'] ?? null },
  });
  await createWorkspace(app);
  await expect(app.page.getByText(/No keychain on this computer/).first()).toBeVisible();
  const credentials = await CredentialsPage.open(app);
  await credentials.add({ name: 'Volatile', secret });
  await expect(app.page.getByText('in memory until the app closes').first()).toBeVisible();
  await app.close();
  expect(await findSecret(secret, [app.folders.root])).toEqual([]);
  await app.start();
  await app.waitFor('ready');
  await goTo(app, 'Credentials');
  await expect(app.page.getByText(/missing: enter it/).first()).toBeVisible();
});

test('on a full disk nothing is half written, and the words say so', async ({ app }) => {
  const disk = mountSmallDisk(app.folders.workspace, 6_000_000);
  test.skip(disk === null, 'a small file system can be mounted by root on Linux only');
  try {
    await createWorkspace(app);
    // What is left is taken, down to the last page.
    const filler = join(app.folders.workspace, '.filler');
    const handle = openSync(filler, 'w');
    for (const size of [65_536, 4096, 512]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size));
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ENOSPC') throw error;
      }
    }
    closeSync(handle);
    const credentials = await CredentialsPage.open(app);
    for (const attempt of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      await credentials.page.getByRole('button', { name: 'Add credential' }).click();
      await credentials.sheet.getByLabel('Name', { exact: true }).fill(`Number ${attempt}`);
      await credentials.sheet.getByLabel('Header', { exact: true }).fill('X-API-Key');
      await credentials.sheet.getByLabel('Notes').fill('x'.repeat(19_000));
      await credentials.sheet.getByLabel('Key', { exact: true }).fill('does-not-matter');
      await credentials.sheet.getByRole('button', { name: 'Store credential' }).click();
      const alert = credentials.sheet.getByRole('alert');
      await Promise.race([alert.waitFor(), credentials.sheet.waitFor({ state: 'detached' })]);
      if (await alert.isVisible()) break;
    }
    await expect(credentials.sheet.getByRole('alert')).toContainText('There is no space left on the disk');
    await credentials.page.keyboard.press('Escape');
    rmSync(filler);
    // With space again it goes on, and the file is whole.
    const check = await runTerminal(app, ['--workspace', app.folders.workspace, 'workspace', 'check']);
    expect(check.exitCode, check.stdout + check.stderr).toBe(0);
    await credentials.add({ name: 'After space was made', secret: 'does-not-matter' });
  } finally {
    await app.close();
    disk?.remove();
  }
});

for (const [file, content] of [
  ['shell.json', '{ "theme": 5, "bounds": '],
  ['shell.json', '{"theme":"pink","bounds":{"x":1e9,"y":-1e9,"width":-5,"height":0},"isMaximized":"yes","openFolder":7}'],
  ['recent.json', '[{"folder":1}]'],
  ['recent.json', '\0\0\0'],
] as const) {
  test(`the app starts with a spoilt ${file}: ${JSON.stringify(content).slice(0, 40)}`, async ({ startApp }) => {
    const app = await startApp({ prepare: ({ data }) => writeFileSync(join(data, file), content) });
    await app.waitFor('welcome');
    const size = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
    expect(size?.[0]).toBeGreaterThanOrEqual(900);
    await createWorkspace(app);
  });
}

test('a database of another program is not touched', async ({ app }) => {
  mkdirSync(app.folders.workspace);
  const other = new Database(join(app.folders.root, 'other.db'));
  other.exec('CREATE TABLE things (name TEXT)');
  other.close();
  copyFileSync(join(app.folders.root, 'other.db'), databaseOf(app));
  const before = readFileSync(databaseOf(app));
  await app.restart(['--workspace', app.folders.workspace]);
  await app.waitFor('welcome');
  await expect(fault(app).getByRole('alert')).toContainText('not a Quartermaster workspace');
  renameSync(databaseOf(app), `${databaseOf(app)}.aside`);
  expect(readFileSync(`${databaseOf(app)}.aside`).equals(before)).toBe(true);
});
