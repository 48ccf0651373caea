import { hashKey } from '@tanstack/react-query';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { formatPercent } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { useApp } from './app-state.ts';
import { api, client } from './client.ts';
import { asFault } from './fault-of.ts';
import { go } from './navigate.ts';
import { queryClient } from './query-client.ts';
import { shell } from './shell-bridge.ts';

/** The key of the query for the open workspace. */
export const currentKey = api.workspace.current.queryKey({ input: {} });

/**
 * Puts a workspace on screen, and forgets what the cache knew of the one before; of the same one too when another state of it was put
 * in its place, so that nobody acts on what no longer holds.
 */
export function showWorkspace(info: WorkspaceInfo | null, isReplaced = false): void {
  const before = queryClient.getQueryData<WorkspaceInfo | null>(currentKey);
  const isAnother = isReplaced || before?.id !== info?.id;
  useApp.setState(({ shown }) => ({
    folder: info?.folder ?? null,
    openFault: null,
    shown: before !== undefined && isAnother ? shown + 1 : shown,
  }));
  if (isAnother) queryClient.removeQueries({ predicate: (query) => !isAppWide(query.queryKey) });
  // Not awaited: the page may be drawn while it reads.
  void queryClient.invalidateQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(currentKey) });
  if (isAnother && info !== null) readAhead();
  queryClient.setQueryData(currentKey, info);
}

/** Asks for what every window shows first, while it is being drawn. */
function readAhead(): void {
  void queryClient.prefetchQuery(api.today.show.queryOptions({ input: {} }));
  void queryClient.prefetchQuery(api.inventory.summary.queryOptions({ input: {} }));
}

/** Opens a folder. A fault is kept for the welcome screen, or said in passing when another workspace is on screen. */
export async function openFolder(folder: string): Promise<boolean> {
  return attempt(folder, () => client.workspace.open({ folder }));
}

/** Opens a folder that was open before, and begins at Today. */
export async function openRecent(folder: string): Promise<void> {
  if (await openFolder(folder)) go({ place: 'today' });
}

/** Asks for a folder and opens it. */
export async function chooseAndOpen(): Promise<void> {
  const folder = await shell.call('chooseFolder', { title: 'Open a workspace', button: 'Open workspace' });
  if (folder !== null) await openRecent(folder);
}

/** The sample's name, which nobody's own workspace is likely to have. */
const sampleName = 'Acme Mobile Shop';

/** Creates the sample in its own folder, or opens it when it is there already. */
export async function exploreSample(): Promise<void> {
  const recent = await client.workspace.recent({});
  const before = recent.find((one) => one.name === sampleName && one.exists);
  if (before !== undefined) return openRecent(before.folder);
  const { folder } = await client.workspace.suggestFolder({ name: sampleName });
  if (await attempt(folder, () => buildSample(folder))) go({ place: 'today' });
}

/** Creates the sample and waits until it is filled, so that nobody sees half of it. */
async function buildSample(folder: string): Promise<WorkspaceInfo> {
  const info = await client.workspace.sample({ folder });
  const running = (await client.jobs.list({})).filter((job) => job.state === 'running');
  for (const { id } of running) {
    for await (const job of await client.jobs.watch({ id })) {
      useApp.setState({ openingWords: job.fraction === null ? job.step : `${job.step}, ${formatPercent(Math.floor(job.fraction * 100))}` });
    }
  }
  return running.length === 0 ? info : ((await client.workspace.current({})) ?? info);
}

/** Creates a workspace and begins at Today. Rejects with a `Fault` that the form shows. */
export async function createWorkspace(input: { readonly folder: string; readonly name: string }): Promise<void> {
  useApp.setState({ opening: input.folder });
  try {
    showWorkspace(await client.workspace.create(input));
    go({ place: 'today' });
  } finally {
    useApp.setState({ opening: null, openingWords: '' });
  }
}

/** Puts a backup in place of a workspace that may be damaged, and opens it. */
export async function restoreBackup(folder: string, file: string): Promise<void> {
  const isOpen = await attempt(folder, () => client.workspace.restore({ folder, file }), true);
  if (isOpen) toast({ words: 'Backup restored. The file that was there is kept beside it.', state: 'holds' });
}

/** Closes the workspace; the welcome screen follows. */
export async function closeWorkspace(): Promise<void> {
  await client.workspace.close({});
  showWorkspace(null);
}

async function attempt(folder: string, call: () => Promise<WorkspaceInfo>, isReplaced = false): Promise<boolean> {
  useApp.setState({ opening: folder });
  try {
    showWorkspace(await call(), isReplaced);
    return true;
  } catch (error) {
    const fault = asFault(error);
    // A core that refused to open another workspace may have closed the one before.
    await queryClient.invalidateQueries({ queryKey: currentKey });
    if (queryClient.getQueryData<WorkspaceInfo | null>(currentKey) == null) useApp.setState({ openFault: { folder, fault } });
    else toast({ words: `${fault.data.happened} ${fault.data.remedy}`, state: 'broken' });
    return false;
  } finally {
    useApp.setState({ opening: null, openingWords: '' });
  }
}

function isAppWide(key: readonly unknown[]): boolean {
  const path = key[0];
  return Array.isArray(path) && path[0] === 'workspace';
}
