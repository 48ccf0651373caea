import { join } from 'node:path';
import { app, powerMonitor, type BrowserWindow } from 'electron';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { readCommandLine, type Opening } from './command-line.ts';
import { CoreProcess } from './core-process.ts';
import { installMenu } from './menu.ts';
import { lockDown } from './security.ts';
import { answerShellCalls, tellPage } from './shell-calls.ts';
import { ShellState } from './shell-state.ts';
import { openWindow } from './window.ts';

/** How long opening the last workspace may take before the start is reported without it. */
const openingMs = 20_000;

const givenAppData = process.env['QUARTERMASTER_APP_DATA'];
if (givenAppData) app.setPath('userData', givenAppData);

if (process.argv.includes('--cli')) await serveTerminal();
// What was asked goes along as data: Chromium rearranges the words of the command line that it hands over.
else if (app.requestSingleInstanceLock({ ...readCommandLine(process.argv, process.cwd()) })) boot();
else {
  process.stdout.write('Quartermaster is running already: its window was brought to the front.\n');
  app.quit();
}

/** The packaged app as the terminal command: `quartermaster --cli inventory list`. */
async function serveTerminal(): Promise<void> {
  const { runTerminal } = await import('../cli/run-terminal.ts');
  const { stdin, stdout, stderr, env } = process;
  app.exit(await runTerminal(process.argv.slice(process.argv.indexOf('--cli') + 1), { stdin, stdout, stderr, env, cwd: process.cwd() }));
}

function boot(): void {
  const appData = app.getPath('userData');
  const state = new ShellState(appData);
  const opening = readCommandLine(process.argv, process.cwd());
  let window: BrowserWindow | null = null;
  let isOpen = false;
  let isShown = false;
  let openFolder = opening.folder ?? state.openFolder;
  const core = new CoreProcess(appData, {
    up: () => tellPage(window, { kind: 'core up' }),
    down: () => tellPage(window, { kind: 'core down' }),
    givenUp: () => tellPage(window, { kind: 'core given up' }),
    opened: (folder) => {
      openFolder = folder;
      isOpen = true;
      if (state.openFolder !== folder) state.keep({ openFolder: folder });
      announceWhenWhole();
    },
    closed: () => {
      openFolder = null;
      isOpen = false;
      state.keep({ openFolder: null });
    },
  });

  // Order matters: the scheme before ready, the sandbox before any page, the core beside the window.
  // Chromium has no sandbox for root; a root user says so on the command line, and nobody else should.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  // Dates are written day first everywhere in the app, so also in the fields that Chromium draws.
  app.commandLine.appendSwitch('lang', 'en-GB');
  // Scrollbars lie over what they scroll: nothing moves when one appears.
  app.commandLine.appendSwitch('enable-features', 'OverlayScrollbar,FluentScrollbar,FluentOverlayScrollbar');
  if (app.isPackaged) app.setAsDefaultProtocolClient('quartermaster');
  app.on('second-instance', (_event, _argv, _cwd, asked) => handOver(asked as Opening));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    handOver({ folder: null, link: url });
  });
  app.on('window-all-closed', () => app.quit());
  stopCoreBeforeQuit(core);
  void app.whenReady().then(async () => {
    core.start(openFolder);
    lockDown();
    // Hints: they may come twice or not at all, so that the core looks at the clock as well.
    powerMonitor.on('resume', () => core.woken());
    powerMonitor.on('unlock-screen', () => core.woken());
    serveApp(join(import.meta.dirname, '../renderer'));
    answerShellCalls({ core, state, appData, openFolder: () => openFolder });
    // Making a window keeps this process busy for a long time: the core would not be started before it is made.
    await core.started();
    const opened = openWindow(state);
    window = opened;
    opened.on('closed', () => {
      window = null;
    });
    opened.once('ready-to-show', () => {
      installMenu((command) => tellPage(window, { kind: 'command', command }));
      isShown = true;
      announceWhenWhole();
      setTimeout(() => announce('the window is up; the last workspace could not be opened'), openingMs).unref();
      if (opening.link) tellPage(window, { kind: 'link', url: opening.link });
    });
  });

  /** A second start, or a link: bring the window up and do there what was asked. */
  function handOver({ folder, link }: Opening): void {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    if (link) tellPage(window, { kind: 'link', url: link });
    else if (folder) tellPage(window, { kind: 'open folder', folder });
  }

  /** When the window is there, and in it the workspace that belongs there. */
  function announceWhenWhole(): void {
    if (!isShown || (openFolder !== null && !isOpen)) return;
    announce(openFolder === null ? 'no workspace open yet' : `workspace ${openFolder}`);
  }

  let isAnnounced = false;
  /** One line for whoever started the app without looking at a screen. */
  function announce(words: string): void {
    if (isAnnounced) return;
    isAnnounced = true;
    process.stdout.write(`Quartermaster is ready: ${words}\n`);
  }
}

/** The core closes the workspace before the app ends. */
function stopCoreBeforeQuit(core: CoreProcess): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void core.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
}
