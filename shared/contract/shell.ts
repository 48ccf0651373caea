import type { Door } from './procedure.ts';

/**
 * What the page may ask of its window's shell (the main process), and what the shell tells the page. The typed map is
 * shared by both sides, so that a typo does not compile. Everything about the workspace goes through the core instead.
 */
export interface ShellCalls {
  /** Asks for a port to the core; it arrives as a `port` message on the window. */
  connect: { input: undefined; output: void };
  /** Asks for a file to read from where it lies; null when the person changed their mind. */
  chooseFile: { input: { title: string; button: string; extensions: readonly string[] }; output: string | null };
  chooseFolder: { input: { title: string; button: string }; output: string | null };
  /** Opens an https link in the browser; anything else is refused. */
  openExternal: { input: { url: string }; output: boolean };
  copyText: { input: { text: string }; output: void };
  /** Asks where to save, and writes the text there; null when the person changed their mind. */
  saveText: { input: { suggestedName: string; text: string }; output: string | null };
  /** The same for a file of a known kind: the name's extension says which, and only exports' kinds are written. Whole or not at all. */
  saveBytes: { input: { suggestedName: string; bytes: Uint8Array }; output: string | null };
  /** Shows a notice of the system; a click on it brings the window up at its door. */
  notify: { input: { title: string; body: string; door: Door }; output: void };
  setTheme: { input: { theme: ThemeChoice }; output: void };
  /** What the shell remembers for the page: the theme, and what the window was last doing. */
  startState: { input: undefined; output: StartState };
  /** The last lines of the core's log, redacted: shown on the error screen. */
  coreLog: { input: undefined; output: string };
  /** Starts the core again after it was given up. */
  restartCore: { input: undefined; output: void };
}

export type ThemeChoice = 'light' | 'dark' | 'system';

export interface StartState {
  readonly theme: ThemeChoice;
  readonly version: string;
  readonly platform: string;
  readonly electronVersion: string;
  /** The folder to open first: from the command line, or the one that was open last. */
  readonly openFolder: string | null;
}

export type ShellEvent =
  /** The core is up (again): ask for a port. */
  | { readonly kind: 'core up' }
  /** The core died; it is being started again. Pending calls get a `core_gone` fault. */
  | { readonly kind: 'core down' }
  /** Three deaths in five minutes: given up. */
  | { readonly kind: 'core given up' }
  /** A notice of the system was clicked: go there. */
  | { readonly kind: 'door'; readonly door: Door }
  /** A menu item or shortcut of the native menu. */
  | { readonly kind: 'command'; readonly command: ShellCommand }
  /** A second start asked for this workspace. */
  | { readonly kind: 'open folder'; readonly folder: string }
  /** A quartermaster:// link was opened. */
  | { readonly kind: 'link'; readonly url: string };

export type ShellCommand =
  | 'palette'
  | 'import'
  | 'new-request'
  | 'settings'
  | 'shortcuts'
  | 'open-workspace'
  | 'close-workspace'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system';

/** The two functions of the preload. */
export interface ShellBridge {
  call<K extends keyof ShellCalls>(name: K, input: ShellCalls[K]['input']): Promise<ShellCalls[K]['output']>;
  listen(listener: (event: ShellEvent) => void): () => void;
}
