import { join } from 'node:path';
import { openLog } from '../core/log.ts';
import type { SystemProxyAnswer, SystemProxyQuestion } from '../core/http/system-proxy.ts';
import { MessageChannelMain, session, utilityProcess, type UtilityProcess, type WebContents } from 'electron';

/** More deaths than this within the window, and the core is given up until a person starts it again. */
const deathsAllowed = 3;
const deathWindowMs = 5 * 60_000;
/** How long the core may take to close the workspace before it is killed. */
const stopMs = 5_000;

export interface CoreEvents {
  up(): void;
  down(): void;
  givenUp(): void;
  opened(folder: string): void;
  closed(): void;
}

type FromCore =
  | SystemProxyQuestion
  | { readonly kind: 'up' }
  | { readonly kind: 'opened'; readonly folder: string }
  | { readonly kind: 'closed' };

/** Starts the engine as a utility process, hands out ports to it, and starts it again when it dies. */
export class CoreProcess {
  readonly #appData: string;
  readonly #events: CoreEvents;
  #child: UtilityProcess | null = null;
  #deaths: number[] = [];
  #isStopping = false;
  #isUp = false;

  constructor(appData: string, events: CoreEvents) {
    this.#appData = appData;
    this.#events = events;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** `folder`: the workspace that the core opens as soon as it can, before a page asks for it. */
  start(folder: string | null = null): void {
    const child = utilityProcess.fork(join(import.meta.dirname, '../core/host.cjs'), folder === null ? [] : ['--open', folder], {
      serviceName: 'Quartermaster core',
      env: coreEnvironment(this.#appData),
      stdio: 'inherit',
    });
    this.#child = child;
    child.on('message', (message: FromCore) => this.#hear(message));
    child.on('exit', (code) => this.#died(child, code));
  }

  /** Settles when the system has started the process, however that went. */
  async started(): Promise<void> {
    const child = this.#child;
    if (!child || child.pid !== undefined) return;
    await new Promise<void>((resolve) => {
      child.once('spawn', resolve);
      child.once('exit', () => resolve());
    });
  }

  /** A person's wish after it was given up. */
  startAgain(): void {
    this.#deaths = [];
    if (!this.#child) this.start();
  }

  /** Connects a page with the core: one end to each. */
  connect(contents: WebContents): void {
    if (!this.#child) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ kind: 'port' }, [port1]);
    contents.postMessage('quartermaster:port', null, [port2]);
  }

  /** Tells the core that this computer woke up or was unlocked. */
  woken(): void {
    this.#child?.postMessage({ kind: 'woken' });
  }

  /** Lets the core finish and close the workspace; kills it when it takes too long. */
  stop(): Promise<void> {
    const child = this.#child;
    if (!child) return Promise.resolve();
    this.#isStopping = true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill(), stopMs);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.postMessage({ kind: 'stop' });
    });
  }

  #hear(message: FromCore): void {
    switch (message.kind) {
      case 'up':
        this.#isUp = true;
        return this.#events.up();
      case 'opened':
        return this.#events.opened(message.folder);
      case 'closed':
        // At the end of the app the workspace closes too, and is still the one to open next time.
        if (!this.#isStopping) this.#events.closed();
        return undefined;
      case 'ask system proxy':
        return void this.#askSystem(message);
    }
  }

  /** Only here can the operating system be asked; the session reads its settings, PAC files and automatic discovery included. */
  async #askSystem({ id, origin }: SystemProxyQuestion): Promise<void> {
    const answer = await session.defaultSession.resolveProxy(origin).catch(() => null);
    this.#child?.postMessage({ kind: 'system proxy', id, answer } satisfies SystemProxyAnswer);
  }

  #died(child: UtilityProcess, code: number): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#isUp = false;
    if (this.#isStopping) return;
    openLog(this.#appData, Date.now).info(`the core ended with code ${code} and is started again unless it has died too often`);
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < deathWindowMs), now];
    if (this.#deaths.length >= deathsAllowed) {
      this.#events.givenUp();
      return;
    }
    this.#events.down();
    this.start();
  }
}

/** What the core needs of the environment, by name: nothing else is handed on. */
function coreEnvironment(appData: string): Record<string, string> {
  const names = [
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'USERNAME',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    'SystemRoot',
    'TEMP',
    'TMP',
    'TMPDIR',
    'LANG',
    'LC_ALL',
    'TZ',
    'XDG_RUNTIME_DIR',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'DBUS_SESSION_BUS_ADDRESS',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'QUARTERMASTER_SQLITE_BINDING',
    // What a proxy that is set “as the system” is read from.
    'HTTPS_PROXY',
    'https_proxy',
    'HTTP_PROXY',
    'http_proxy',
    'ALL_PROXY',
    'all_proxy',
    'NO_PROXY',
    'no_proxy',
  ];
  const kept = names.flatMap((name): [string, string][] => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), QUARTERMASTER_APP_DATA: appData };
}
