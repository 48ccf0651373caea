import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { appOrigin } from './app-scheme.ts';
import type { ShellState } from './shell-state.ts';

const background = { light: '#f6f6f4', dark: '#151615' } as const;
const smallest = { width: 900, height: 600 } as const;

/** The window, where it was last time, shown when the shell has painted. */
export function openWindow(state: ShellState): BrowserWindow {
  nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow({
    ...placeOf(state.bounds),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Quartermaster',
    backgroundColor: background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, state);
  void window.loadURL(`${appOrigin}/`);
  return window;
}

/** The kept place when it is a usable one and some of it is still on a screen, else a size that suits most. */
function placeOf(kept: Rectangle | null): Partial<Rectangle> {
  if (!kept || kept.width < smallest.width || kept.height < smallest.height) return { width: 1280, height: 800 };
  const isVisible = screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        kept.x < workArea.x + workArea.width - 80 &&
        kept.x + kept.width > workArea.x + 80 &&
        kept.y >= workArea.y - 10 &&
        kept.y < workArea.y + workArea.height - 80,
    );
  return isVisible ? kept : { width: kept.width, height: kept.height };
}

function rememberPlace(window: BrowserWindow, state: ShellState): void {
  window.on('close', () => state.keep({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }));
}
