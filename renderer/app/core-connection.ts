import type { ShellEvent, StartState } from '../../shared/contract/shell.ts';
import { useApp } from './app-state.ts';
import { client } from './client.ts';
import { connectCore, disconnectCore } from './core-link.ts';
import { asFault } from './fault-of.ts';
import { go } from './navigate.ts';
import { invalidateTopics, queryClient } from './query-client.ts';
import { createRounds } from './refetch-rounds.ts';
import { noteSendProgress } from './send-progress.ts';
import { noteStreamEvents } from './stream-events.ts';
import { shell } from './shell-bridge.ts';
import { currentKey, showWorkspace } from './workspace-actions.ts';

let live: AbortController | null = null;

/** The word with which the preload hands over a port. */
const portWord = 'quartermaster:port';

/** Keeps the page connected to the core for as long as the window lives. Resolves to what the shell remembers. */
export function keepConnected(): Promise<StartState> {
  shell.listen(onShellEvent);
  // The port first: the core is asked for the workspace before the page is drawn, and works meanwhile.
  void shell.call('connect', undefined);
  const asked = shell.call('startState', undefined);
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== portWord || port === undefined) return;
    connectCore(port);
    void asked.then(resume);
  });
  return asked;
}

function onShellEvent(event: ShellEvent): void {
  if (event.kind === 'core down') {
    useApp.setState({ core: 'down' });
    drop();
  } else if (event.kind === 'core given up') {
    useApp.setState({ core: 'given up' });
    drop();
  } else if (event.kind === 'door') {
    go(event.door);
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
async function resume({ openFolder }: StartState): Promise<void> {
  live?.abort();
  live = new AbortController();
  const { signal } = live;
  const remembered = useApp.getState().folder ?? openFolder;
  try {
    // At the start the core is opening it already, and answers when it is open.
    const info = remembered === null ? await client.workspace.current({}) : await client.workspace.open({ folder: remembered });
    // Before anything is read, so that nothing changes unnoticed.
    void followChanges(signal);
    showWorkspace(info);
  } catch (error) {
    const fault = asFault(error);
    if (fault.code === 'core_gone') return;
    void followChanges(signal);
    showWorkspace(await client.workspace.current({}));
    if (remembered !== null) useApp.setState({ openFault: { folder: remembered, fault } });
  }
  useApp.setState({ core: 'up' });
}

const refetchChanged = createRounds((topics) =>
  Promise.all([invalidateTopics(topics), queryClient.invalidateQueries({ queryKey: currentKey })]),
);

/** Refetches what the core says has changed, whoever changed it: this window, the terminal, evidence. */
async function followChanges(signal: AbortSignal): Promise<void> {
  try {
    for await (const event of await client.workspace.live({}, { signal })) {
      // What this window opens or closes it shows by itself, when it is whole.
      if (useApp.getState().opening !== null) continue;
      if (event.kind === 'notice')
        void shell.call('notify', { title: event.title.slice(0, 300), body: event.body.slice(0, 1_000), door: event.door });
      else if (event.kind === 'sending') noteSendProgress(event.sendId, event);
      else if (event.kind === 'stream') noteStreamEvents(event.streamId, event.events);
      else if (event.kind === 'changed') refetchChanged(event.topics);
      else showWorkspace(await client.workspace.current({}));
    }
  } catch (error) {
    // When the core is gone the next port begins anew; anything else would leave the page silently out of date.
    // A port that closes before the news of it ends the stream with an AbortError.
    const isGone = asFault(error).code === 'core_gone' || (error instanceof Error && error.name === 'AbortError');
    if (!signal.aborted && !isGone) throw error;
  }
}
