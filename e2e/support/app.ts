// Starts the built app for a test: a folder of its own for everything it writes, its own ready signal, evidence when it fails.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './own-display.ts';
import { _electron, test as base, expect, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';

export { expect };

export const projectFolder = join(import.meta.dirname, '..', '..');

/**
 * Playwright's own starter for Electron: it holds the app back until Playwright is attached. It is left out when an
 * executable is named, and then one launch in twenty was seen to hang on a busy machine, with the window up.
 */
const heldUntilAttached = join(projectFolder, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js');

/** Chromium has no sandbox for root, and tests often run as root. */
const isRoot = process.getuid?.() === 0;

/** A virtual display has no graphics card: Chromium would look for one, fail twice, and then draw without it all the same. */
const onVirtualDisplay = (process.env['QUARTERMASTER_E2E_DISPLAYS'] ?? '[]') !== '[]';

/** What the page says of itself: `<html data-app-state>`. */
export type AppState = 'welcome' | 'ready' | 'reconnecting' | 'failed';

export interface LaunchOptions {
  /** Words after the app's folder on the command line: `['--workspace', folder]`. */
  readonly args?: readonly string[];
  /** Added to the environment; null takes a name out of it. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** A packaged app to start in place of the built one. */
  readonly executable?: string;
  /** Run before the first start, to put files where the app looks for them. */
  readonly prepare?: (folders: AppFolders) => void;
}

/** Everything that one test's app may write to lies below `root`. */
export interface AppFolders {
  readonly root: string;
  /** What belongs to no workspace: `core.log`, `recent.json`, `shell.json`. */
  readonly data: string;
  /** The person's home, where the app suggests to create workspaces. */
  readonly home: string;
  /** For temporary files and sockets. */
  readonly temporary: string;
  /** For workspaces; not made yet. */
  readonly workspace: string;
}

/** One app for one test, started again as often as the test wants. */
export class RunningApp {
  readonly folders: AppFolders;
  readonly #options: LaunchOptions;
  readonly #tolerated: RegExp[] = [];
  readonly #complaints: string[] = [];
  #electron: ElectronApplication | null = null;
  #page: Page | null = null;
  #output = '';
  #isClosing = false;

  constructor(options: LaunchOptions = {}) {
    this.#options = options;
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'quartermaster-e2e-'));
    this.folders = {
      root,
      data: join(root, 'app-data'),
      home: join(root, 'home'),
      temporary: join(root, 'tmp'),
      workspace: join(root, 'workspace'),
    };
    mkdirSync(this.folders.data, { mode: 0o700 });
    mkdirSync(this.folders.home, { mode: 0o700 });
    mkdirSync(this.folders.temporary, { mode: 0o700 });
    options.prepare?.(this.folders);
  }

  get electron(): ElectronApplication {
    if (this.#electron === null) throw new Error('the app is not running');
    return this.#electron;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('the app is not running');
    return this.#page;
  }

  /** What the app's processes wrote to standard output and standard error. */
  get output(): string {
    return this.#output;
  }

  /** Errors that the page reported and no test said to expect. */
  get complaints(): readonly string[] {
    return this.#complaints.filter((words) => !this.#tolerated.some((pattern) => pattern.test(words)));
  }

  /** Errors of the page that fit are part of the test. */
  expectComplaint(pattern: RegExp): void {
    this.#tolerated.push(pattern);
  }

  /** The environment that the app gets; the terminal in a test takes the same. */
  environment(): Record<string, string> {
    const env: Record<string, string | null | undefined> = {
      ...process.env,
      HOME: this.folders.home,
      TMPDIR: this.folders.temporary,
      QUARTERMASTER_APP_DATA: this.folders.data,
      ...this.#options.env,
    };
    return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  /** Starts the app and waits until its window says that it can be used. */
  async start(args: readonly string[] = this.#options.args ?? []): Promise<this> {
    const { executable } = this.#options;
    const electron = await _electron.launch({
      executablePath: executable ?? runtimePath(),
      args: [
        ...(executable === undefined ? ['-r', heldUntilAttached] : []),
        ...(isRoot ? ['--no-sandbox'] : []),
        ...(onVirtualDisplay ? ['--disable-gpu', '--disable-software-rasterizer'] : []),
        ...(executable === undefined ? [projectFolder] : []),
        ...args,
      ],
      timeout: 20_000,
      env: this.environment(),
    });
    this.#electron = electron;
    this.#isClosing = false;
    const keep = (bytes: Buffer): void => void (this.#output += bytes.toString());
    electron.process().stdout?.on('data', keep);
    electron.process().stderr?.on('data', keep);
    const page = await electron.firstWindow();
    this.#page = page;
    page.on('pageerror', (error) => this.#hear(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#hear(`console error: ${message.text()}`);
    });
    page.on('crash', () => this.#hear('the page crashed'));
    await page.waitForSelector('html[data-app-state]', { state: 'attached' });
    return this;
  }

  /** Waits until the page says that it is in this state. */
  async waitFor(state: AppState, timeout = 20_000): Promise<void> {
    await this.page.waitForSelector(`html[data-app-state="${state}"]`, { state: 'attached', timeout });
  }

  /** Closes the window as a person does, and waits until the app has ended. */
  async close(): Promise<void> {
    const electron = this.#electron;
    this.#isClosing = true;
    this.#electron = null;
    this.#page = null;
    await electron?.close();
  }

  /** A page that is being taken down may complain about what it loses; nobody sees that. */
  #hear(words: string): void {
    if (!this.#isClosing) this.#complaints.push(words);
  }

  /** Closes the app and starts it again on the same folders. */
  async restart(args: readonly string[] = []): Promise<void> {
    await this.close();
    await this.start(args);
  }

  /** Keeps the log, the output and a picture of the window with a test that failed. */
  async attachEvidence(info: TestInfo): Promise<void> {
    if (info.status === info.expectedStatus) return;
    const log = join(this.folders.data, 'core.log');
    if (existsSync(log)) {
      const kept = info.outputPath('core.log');
      mkdirSync(info.outputDir, { recursive: true });
      copyFileSync(log, kept);
      await info.attach('core.log', { path: kept });
    }
    await info.attach('output', { body: `${this.#output}\n${this.#complaints.join('\n')}`, contentType: 'text/plain' });
    if (this.#page !== null && !this.#page.isClosed()) {
      const picture = await this.#page
        .screenshot({ timeout: 5_000 })
        .catch((error: unknown) => Buffer.from(`no picture: ${String(error)}`));
      await info.attach('window', { body: picture, contentType: 'image/png' });
    }
  }

  /** Closes the app and removes everything it wrote. */
  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folders.root, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The lines of the core's log. */
  readLog(): string {
    const log = join(this.folders.data, 'core.log');
    return existsSync(log) ? readFileSync(log, 'utf8') : '';
  }
}

function runtimePath(): string {
  const path = process.env['QUARTERMASTER_ELECTRON'];
  if (path === undefined) throw new Error('Run the end-to-end tests with `npm run e2e`: it names the runtime in QUARTERMASTER_ELECTRON.');
  return path;
}

interface Fixtures {
  /** How `app` is started: `test.use({ launch: { args: … } })`. */
  readonly launch: LaunchOptions;
  /** The app, started, with its window ready. */
  readonly app: RunningApp;
  /** Starts (further) apps; each is closed and removed after the test, and fails it when its page complained. */
  readonly startApp: (options?: LaunchOptions) => Promise<RunningApp>;
}

export const test = base.extend<Fixtures>({
  launch: [{}, { option: true }],
  startApp: async ({ launch }, use, info) => {
    const apps: RunningApp[] = [];
    await use(async (options = launch) => {
      const app = new RunningApp(options);
      apps.push(app);
      return app.start();
    });
    for (const app of apps) {
      await app.attachEvidence(info);
      await app.remove();
    }
    expect(
      apps.flatMap((app) => app.complaints),
      'errors that the page reported',
    ).toEqual([]);
  },
  app: async ({ startApp }, use) => {
    await use(await startApp());
  },
});
