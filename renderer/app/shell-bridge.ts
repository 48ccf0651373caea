import type { ShellBridge } from '../../shared/contract/shell.ts';

declare global {
  interface Window {
    /** Put there by the preload: the only two functions through which the page reaches its window's shell. */
    readonly quartermaster: ShellBridge;
  }
}

/** The page's side of the shell: dialogs, clipboard, theme, and news about the core. */
export const shell: ShellBridge = {
  call: (name, input) => window.quartermaster.call(name, input),
  listen: (listener) => window.quartermaster.listen(listener),
};
