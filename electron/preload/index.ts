import { contextBridge, ipcRenderer } from 'electron';
import type { ShellBridge, ShellEvent } from '../../shared/contract/shell.ts';

// The page's own window, as far as it is needed here; the rest of the DOM stays out of this build.
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, origin: string, ports: readonly unknown[]): void;
};

// Two functions and no logic: what may be asked is decided in the main process, which checks who asks.
const bridge: ShellBridge = {
  call: (name, input) => ipcRenderer.invoke('quartermaster:call', name, input),
  listen: (listener) => {
    const forward = (_event: unknown, event: ShellEvent): void => listener(event);
    ipcRenderer.on('quartermaster:event', forward);
    return () => ipcRenderer.off('quartermaster:event', forward);
  },
};
contextBridge.exposeInMainWorld('quartermaster', bridge);

// A MessagePort cannot cross the bridge as a value; it is handed on as a message to our own window.
ipcRenderer.on('quartermaster:port', (event) => window.postMessage('quartermaster:port', window.location.origin, event.ports));
