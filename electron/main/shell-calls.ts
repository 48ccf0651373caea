import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, ipcMain, nativeTheme, Notification } from 'electron';
import type { ShellCalls, ShellEvent } from '../../shared/contract/shell.ts';
import { appOrigin } from './app-scheme.ts';
import type { CoreProcess } from './core-process.ts';
import { openExternal } from './open-external.ts';
import { savableExtension, withExtension, writeWhole } from './save-file.ts';
import type { ShellState } from './shell-state.ts';

type Handlers = {
  readonly [K in keyof ShellCalls]: (
    input: ShellCalls[K]['input'],
    window: BrowserWindow,
  ) => Promise<ShellCalls[K]['output']> | ShellCalls[K]['output'];
};

export interface ShellTools {
  readonly core: CoreProcess;
  readonly state: ShellState;
  readonly appData: string;
  readonly openFolder: () => string | null;
}

const loggedBytes = 8_000;

const notices = new Set<Notification>();

/** The one home of raw IPC: every call is checked for who asks before anything is done. */
export function answerShellCalls(tools: ShellTools): void {
  const handlers = createHandlers(tools);
  ipcMain.handle('quartermaster:call', (event, name: unknown, input: unknown) => {
    // Read now: after an await the frame may have gone.
    const frame = event.senderFrame;
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !frame || frame !== event.sender.mainFrame || frame.origin !== appOrigin) throw new Error('refused: not our page');
    if (typeof name !== 'string' || !Object.hasOwn(handlers, name)) throw new Error(`refused: no call ${String(name).slice(0, 40)}`);
    return handlers[name as keyof ShellCalls](input as never, window);
  });
}

export function tellPage(window: BrowserWindow | null, event: ShellEvent): void {
  if (window && !window.isDestroyed()) window.webContents.send('quartermaster:event', event);
}

const text = (value: unknown, most: number): string => {
  if (typeof value !== 'string' || value.length > most) throw new Error('refused: not a text of that length');
  return value;
};

function createHandlers({ core, state, appData, openFolder }: ShellTools): Handlers {
  return {
    connect: (_input, window) => core.connect(window.webContents),
    chooseFile: async ({ title, button, extensions }, window) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: text(title, 200),
        buttonLabel: text(button, 60),
        properties: ['openFile'],
        filters: [{ name: 'Exports', extensions: extensions.slice(0, 20).map((one) => text(one, 12)) }],
      });
      return filePaths[0] ?? null;
    },
    chooseFolder: async ({ title, button }, window) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: text(title, 200),
        buttonLabel: text(button, 60),
        properties: ['openDirectory', 'createDirectory'],
      });
      return filePaths[0] ?? null;
    },
    openExternal: ({ url }) => openExternal(text(url, 4_000)),
    copyText: (input) => clipboard.writeText(text(input.text, 5_000_000)),
    saveText: async (input, window) => {
      const content = text(input.text, 200_000_000);
      const { filePath } = await dialog.showSaveDialog(window, { defaultPath: text(input.suggestedName, 200) });
      if (!filePath) return null;
      return writeWhole(filePath, Buffer.from(content, 'utf8'));
    },
    notify: ({ title, body, door }, window) => {
      if (!Notification.isSupported()) return;
      const notice = new Notification({ title: text(title, 300), body: text(body, 1_000) });
      notice.on('click', () => {
        if (window.isDestroyed()) return;
        if (window.isMinimized()) window.restore();
        window.focus();
        notices.delete(notice);
        // What the page itself asked for, handed back to it.
        tellPage(window, { kind: 'door', door });
      });
      // Held until it is gone: one that is collected before hears no click.
      notices.add(notice);
      notice.on('close', () => notices.delete(notice));
      notice.show();
    },
    saveBytes: async (input, window) => {
      const name = text(input.suggestedName, 200);
      const content: unknown = input.bytes;
      if (!(content instanceof Uint8Array) || content.byteLength > 200_000_000) throw new Error('refused: no bytes of that length');
      const extension = savableExtension(name);
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: name,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      if (!filePath) return null;
      return writeWhole(withExtension(filePath, extension), content);
    },
    setTheme: ({ theme }) => {
      if (theme !== 'light' && theme !== 'dark' && theme !== 'system') throw new Error('refused: no such theme');
      nativeTheme.themeSource = theme;
      state.keep({ theme });
    },
    startState: () => ({
      theme: state.theme,
      version: app.getVersion(),
      platform: process.platform,
      electronVersion: process.versions.electron,
      openFolder: openFolder(),
    }),
    coreLog: async () => {
      try {
        return (await readFile(join(appData, 'core.log'), 'utf8')).slice(-loggedBytes);
      } catch {
        // Nothing was logged yet.
        return 'The log is empty.';
      }
    },
    restartCore: () => core.startAgain(),
  };
}
