// The boundaries of the app's processes: each test tries what must be refused by the shell, the scheme, or the system.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, projectFolder, test } from './support/app.ts';
import { corePid } from './support/main-process.ts';
import { useSharedApp } from './support/shared-app.ts';
import { createWorkspace } from './support/workspaces.ts';

const origin = 'app://quartermaster';
const envCanary = 'QUARTERMASTER_E2E_ENVIRONMENT_CANARY';

const running = useSharedApp({ env: { [envCanary]: 'must not reach the engine' } }, async (app) => {
  // What is refused here is reported on the console; that is how a developer learns of it.
  app.expectComplaint(/net::ERR_|Failed to load resource|Content Security Policy/);
  await createWorkspace(app);
});

/** Runs an expression in the page. Attempts are text: they are the page's own doing. */
const inPage = <T>(expression: string): Promise<T> => running().page.evaluate<T>(expression);

test.describe('calls to the shell', () => {
  test('from a page that is not ours are refused', async () => {
    const answers = await running().electron.evaluate(
      async ({ BrowserWindow }, { preload, pages }) => {
        const heard: string[] = [];
        for (const page of pages) {
          const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
          // Only what our own scheme serves is loaded at all; the rest leaves an empty page with the preload in it.
          await window.loadURL(page).catch(() => {});
          heard.push(
            await window.webContents.executeJavaScript(
              "window.quartermaster ? window.quartermaster.call('startState').then(() => 'answered', (error) => error.message) : 'no bridge'",
            ),
          );
          window.destroy();
        }
        return heard;
      },
      {
        preload: join(projectFolder, 'out', 'preload', 'index.cjs'),
        pages: ['about:blank', 'app://other/index.html', 'data:text/html,mine'],
      },
    );
    expect(answers.filter((one) => !/refused: not our page|no bridge/.test(one))).toEqual([]);
    expect(answers.some((one) => one.includes('refused'))).toBe(true);
  });

  test('from a frame inside our page do not exist', async () => {
    expect(
      await inPage(
        "{ const frame = document.createElement('iframe'); document.body.append(frame); const kind = typeof frame.contentWindow.quartermaster; frame.remove(); kind }",
      ),
    ).toBe('undefined');
  });

  test('that nobody knows are refused', async () => {
    for (const name of ['"nothing"', '"__proto__"', '"constructor"', '"toString"', '{}', 'null', '["connect"]', '"readFile"']) {
      expect(await inPage(`window.quartermaster.call(${name}, {}).then(() => 'answered', (error) => error.message)`), name).toMatch(
        /refused: no call/,
      );
    }
  });

  test('with the wrong input are refused', async () => {
    for (const [name, input] of [
      ['openExternal', '{ url: 5 }'],
      ['openExternal', `{ url: 'https://example.com/' + 'a'.repeat(5000) }`],
      ['copyText', '{}'],
      ['copyText', '{ text: ["x"] }'],
      ['setTheme', '{ theme: "pink" }'],
      ['saveText', '{ suggestedName: 1, text: "x" }'],
      ['openExternal', 'undefined'],
    ] as const) {
      expect(
        await inPage(`window.quartermaster.call('${name}', ${input}).then((answer) => 'answered ' + answer, () => 'refused')`),
        `${name} ${input}`,
      ).toBe('refused');
    }
  });
});

test.describe('the app’s own scheme', () => {
  test('serves nothing but the page’s own files, by GET', async () => {
    const paths = [
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/index.html%00.js',
      '/%',
      '//etc/passwd',
      '/%2fetc%2fpasswd',
      '/assets',
      '/nothing.js',
      '/.built',
    ];
    const statuses = await inPage<(number | string)[]>(
      `Promise.all(${JSON.stringify(paths)}.map((path) => fetch('${origin}' + path).then(({ status }) => status, () => 'refused')))`,
    );
    expect(
      statuses.filter((status) => status === 200),
      statuses.join(),
    ).toEqual([]);
    expect(await inPage(`fetch('${origin}/index.html').then(({ status }) => status)`)).toBe(200);
    expect(
      await inPage(
        `Promise.all(['POST', 'PUT', 'DELETE', 'HEAD'].map((method) => fetch('${origin}/index.html', { method }).then(({ status }) => status, () => 'refused')))`,
      ),
    ).toEqual([405, 405, 405, 405]);
    expect(await inPage("fetch('app://other/index.html').then(({ status }) => status, () => 'refused')")).toBe('refused');
    const other = await running().electron.evaluate(({ net }) =>
      net.fetch('app://other/index.html').then(
        ({ status }) => status,
        () => 'refused',
      ),
    );
    expect(other).not.toBe(200);
  });

  test('says what each file is and what it may do', async () => {
    const headers = await inPage<Record<string, string>>(`fetch('${origin}/').then(({ headers }) => Object.fromEntries(headers))`);
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': expect.stringMatching(/^'self' 'nonce-[\w+/=]{20,}'$/),
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(
      await inPage(
        `fetch([...document.scripts].map(({ src }) => src).find((src) => src.endsWith('.js'))).then(({ headers }) => [headers.get('content-type'), headers.get('x-content-type-options')])`,
      ),
    ).toEqual(['text/javascript; charset=utf-8', 'nosniff']);
  });
});

test.describe('the processes', () => {
  test('the engine gets an environment that was built for it', async () => {
    const app = running();
    await app.electron.evaluate(({ utilityProcess }) => {
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (file, args, options) => {
        (globalThis as { forkedWith?: object }).forkedWith = options?.env ?? { inherited: 'all' };
        return fork(file, args, options);
      };
    });
    const pid = await corePid(app);
    if (pid === null) throw new Error('there is no engine');
    process.kill(pid, 'SIGKILL');
    const forkedWith = (): Promise<Record<string, string>> =>
      app.electron.evaluate(() => (globalThis as { forkedWith?: Record<string, string> }).forkedWith ?? {});
    await expect.poll(forkedWith).toHaveProperty('QUARTERMASTER_APP_DATA', app.folders.data);
    const env = await forkedWith();
    await expect.poll(() => inPage('document.documentElement.dataset.appState')).toBe('ready');
    expect(Object.keys(env)).not.toContain(envCanary);
    expect(Object.keys(env).filter((name) => /^(NODE_|ELECTRON_|npm_|SSH_|AWS_|.*(TOKEN|SECRET|PASSWORD))/i.test(name))).toEqual([]);
    // The app itself has the canary: it was there to be handed on.
    expect(await app.electron.evaluate((_, name) => process.env[name], envCanary)).toBeDefined();
  });

  test('a second start hands over to the first and ends', async () => {
    const app = running();
    const executable = process.env['QUARTERMASTER_ELECTRON'] ?? '';
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectFolder, 'quartermaster://settings'];
    const code = await new Promise(
      (ended) => void spawn(executable, args, { env: app.environment(), stdio: 'ignore' }).once('exit', ended),
    );
    expect(code).toBe(0);
    await expect.poll(() => app.page.url()).toContain('#/settings');
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a link leads to a place of the app and nowhere else', async () => {
    const app = running();
    for (const url of ['quartermaster://inventory', 'quartermaster://nothing/../../etc', 'https://example.com/', 'not a link']) {
      await app.electron.evaluate(
        ({ BrowserWindow }, link) => BrowserWindow.getAllWindows()[0]?.webContents.send('quartermaster:event', { kind: 'link', url: link }),
        url,
      );
    }
    await expect.poll(() => app.page.url()).toMatch(/#\/(inventory|today)/);
    expect(app.page.url().startsWith(`${origin}/`)).toBe(true);
  });

  test('the fuses of what is packed are those of the checklist', () => {
    const config = parse(readFileSync(join(projectFolder, 'electron-builder.yml'), 'utf8')) as {
      electronFuses: Record<string, boolean>;
      asar: unknown;
    };
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config.asar).not.toBe(false);
  });
});
