// The packed app, as people get it: it starts, works, and its fuses are burnt.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { getCurrentFuseWire, FuseState, FuseV1Options } from '@electron/fuses';
import { expect, projectFolder, test } from './support/app.ts';
import { buildSample, createWorkspace, goTo } from './support/workspaces.ts';

const output = join(projectFolder, '.cache', 'packaged-test');
const packed = {
  linux: join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'quartermaster'),
  darwin: join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Quartermaster.app', 'Contents', 'MacOS', 'Quartermaster'),
  win32: join(output, 'win-unpacked', 'Quartermaster.exe'),
}[process.platform as 'linux'];

// One package for all.
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  rmSync(output, { recursive: true, force: true });
  const { code, words } = await new Promise<{ code: number | null; words: string }>((done) => {
    const child = spawn(process.execPath, [join(projectFolder, 'scripts', 'package.mjs'), '--only-dir', '--output', output], {
      cwd: projectFolder,
      env: { ...process.env, QUARTERMASTER_TEST_BUILD: '1' },
    });
    let words = '';
    child.stdout.on('data', (bytes: Buffer) => void (words += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => void (words += bytes.toString()));
    child.once('close', (code) => done({ code, words }));
  });
  expect(code, words).toBe(0);
});
test.afterAll(() => rmSync(output, { recursive: true, force: true }));

test('the packed app opens, makes a workspace, and finds it again', async ({ startApp }) => {
  const app = await startApp({ executable: packed });
  await app.waitFor('welcome');
  expect(await app.electron.evaluate(({ app: electron }) => electron.isPackaged)).toBe(true);
  await createWorkspace(app, 'Packed');
  await app.restart();
  await app.waitFor('ready');
  await expect(app.page.getByRole('button', { name: /^Packed/ })).toBeVisible();
});

test('the packed app holds its sample, its contracts and its workers', async ({ startApp }) => {
  const app = await startApp({ executable: packed });
  await buildSample(app);
  await goTo(app, 'Inventory');
  await expect(app.page.getByRole('main')).toContainText('Adyen');
});

test('the packed app is the terminal command too', async ({ startApp }) => {
  const app = await startApp({ executable: packed });
  await createWorkspace(app, 'Packed');
  await app.close();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { stdout, status, stderr } = spawnSync(
    packed,
    [...root, '--cli', '--workspace', app.folders.workspace, '--json', 'workspace', 'info'],
    { env: app.environment(), encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'Packed' });
});

test('the packed app’s fuses are burnt', async () => {
  const wire = await getCurrentFuseWire(packed);
  const states = Object.fromEntries(
    (
      [
        'RunAsNode',
        'EnableCookieEncryption',
        'EnableNodeOptionsEnvironmentVariable',
        'EnableEmbeddedAsarIntegrityValidation',
        'OnlyLoadAppFromAsar',
        'GrantFileProtocolExtraPrivileges',
      ] as const
    ).map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE]),
  );
  expect(states).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  });
  // Tried, too: it does not turn into Node for whoever sets a variable. A terminal command that it does not know ends it at once.
  const { stdout } = spawnSync(packed, ['-p', '6 * 7', '--cli'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(stdout).not.toContain('42');
});
