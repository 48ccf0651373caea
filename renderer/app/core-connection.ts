import type { ShellEvent } from '../../shared/contract/shell.ts';
import { useApp } from './app-state.ts';
import { client } from './client.ts';
import { connectCore, disconnectCore } from './core-link.ts';
import { asFault } from './fault-of.ts';
import { invalidateTopics, queryClient } from './query-client.ts';
import { shell } from './shell-bridge.ts';
import { currentKey, showWorkspace } from './workspace-actions.ts';

let live: AbortController | null = null;

/** The word with which the preload hands over a port. */
const portWord = 'quartermaster:port';

/** Keeps the page connected to the core for as long as the window lives. */
export function keepConnected(): void {
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== portWord || port === undefined) return;
    connectCore(port);
    void resume();
  });
  shell.listen(onShellEvent);
  void shell.call('connect', undefined);
}

function onShellEvent(event: ShellEvent): void {
  if (event.kind === 'core down') {
    useApp.setState({ core: 'down' });
    drop();
  } else if (event.kind === 'core given up') {
    useApp.setState({ core: 'given up' });
    drop();
  } else if (event.kind === 'core up') {
    const { core } = useApp.getState();
    // At the start the port was asked for already.
    if (core === 'down' || core === 'given up') void shell.call('connect', undefined);
  }
}

function drop(): void {
  live?.abort();
  live = null;
  disconnectCore();
}

/** After a port arrived: makes sure that the workspace is open, refetches everything, and listens to what changes. */
async function resume(): Promise<void> {
  live?.abort();
  live = new AbortController();
  void followChanges(live.signal);
  const { folder, start } = useApp.getState();
  const remembered = folder ?? start?.openFolder ?? null;
  try {
    const current = await client.workspace.current({});
    const info = current ?? (remembered === null ? null : await client.workspace.open({ folder: remembered }));
    showWorkspace(info);
  } catch (error) {
    const fault = asFault(error);
    if (fault.code === 'core_gone') return;
    if (remembered !== null) useApp.setState({ openFault: { folder: remembered, fault } });
    await queryClient.invalidateQueries();
  }
  useApp.setState({ core: 'up' });
}

/** Refetches what the core says has changed, whoever changed it: this window, the terminal, evidence. */
async function followChanges(signal: AbortSignal): Promise<void> {
  try {
    for await (const event of await client.workspace.live({}, { signal })) {
      // What this window opens or closes it shows by itself, when it is whole.
      if (useApp.getState().opening !== null) continue;
      if (event.kind === 'changed') await Promise.all([invalidateTopics(event.topics), queryClient.invalidateQueries({ queryKey: currentKey })]);
      else showWorkspace(await client.workspace.current({}));
    }
  } catch (error) {
    // When the core is gone the next port begins anew; anything else would leave the page silently out of date.
    if (!signal.aborted && asFault(error).code !== 'core_gone') throw error;
  }
}
