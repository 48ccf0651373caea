import { toast } from '../ui/toast.ts';
import { useDensity } from '../ui/density.ts';
import { useApp } from './app-state.ts';
import { client } from './client.ts';
import { asFault } from './fault-of.ts';
import { go } from './navigate.ts';
import { useImportRequest } from './open-import.ts';
import { usePaste } from './open-paste.ts';
import { useTransferRequest } from './open-transfer.ts';
import type { PaletteAction } from './palette.ts';
import { chooseTheme } from './theme.ts';
import { chooseAndOpen, closeWorkspace, exploreSample } from './workspace-actions.ts';

/** What can be done from anywhere, with a workspace open and without, and with one that can only be looked at. */
export function globalActions(hasWorkspace: boolean, isReadOnly: boolean): readonly PaletteAction[] {
  return [...(hasWorkspace && !isReadOnly ? changing : []), ...(hasWorkspace ? reading : []), ...always];
}

const changing: readonly PaletteAction[] = [
  { words: 'Import a document', keys: 'mod+i', run: () => useImportRequest.getState().ask(null) },
  { words: 'New request', run: () => go({ place: 'console' }) },
  { words: 'Paste a curl command', run: () => usePaste.getState().ask() },
  { words: 'Import requests (Postman, Insomnia, Bruno, HAR, curl)', run: () => useTransferRequest.getState().ask() },
  { words: 'New flow', run: () => go({ place: 'console', kind: 'flow', id: 'new' }) },
  { words: 'New webhook endpoint', run: () => go({ place: 'console', kind: 'webhook', id: 'new' }) },
  { words: 'New mapping', run: () => go({ place: 'mappings', kind: 'new' }) },
  { words: 'New ledger', run: () => go({ place: 'ledger', kind: 'new' }) },
  { words: 'New monitor', run: () => go({ place: 'monitors', kind: 'new' }) },
  { words: 'New runbook', run: () => go({ place: 'runbooks', kind: 'new' }) },
  { words: 'New date', run: () => go({ place: 'calendar', kind: 'new' }) },
  { words: 'Back up now', run: () => void backUpNow() },
];

const reading: readonly PaletteAction[] = [
  { words: 'History of every call', run: () => go({ place: 'console', kind: 'history' }) },
  { words: 'Flows', run: () => go({ place: 'console', kind: 'flows' }) },
  { words: 'Webhooks', run: () => go({ place: 'console', kind: 'webhooks' }) },
  { words: 'Play a vendor (mock)', run: () => go({ place: 'console', kind: 'mock' }) },
  { words: 'Close this workspace', run: () => void closeWorkspace() },
];

const always: readonly PaletteAction[] = [
  { words: 'Create a workspace', run: () => useApp.setState({ isCreateOpen: true }) },
  { words: 'Open another workspace', run: () => void chooseAndOpen() },
  { words: 'Explore the sample', run: () => void exploreSample() },
  { words: 'Use the light theme', run: () => void chooseTheme('light') },
  { words: 'Use the dark theme', run: () => void chooseTheme('dark') },
  { words: 'Follow the system’s theme', run: () => void chooseTheme('system') },
  { words: 'Compact rows', run: () => useDensity.getState().setDensity('compact') },
  { words: 'Comfortable rows', run: () => useDensity.getState().setDensity('comfortable') },
  { words: 'Keyboard shortcuts', keys: '?', run: () => useApp.setState({ isHelpOpen: true }) },
];

/** Makes a backup and says how it went. */
export async function backUpNow(): Promise<void> {
  try {
    const backup = await client.workspace.backup({});
    toast(
      backup.isVerified
        ? { words: 'Backup made and checked', state: 'holds' }
        : { words: 'Backup made, but it did not pass its check. Try again.', state: 'broken' },
    );
  } catch (error) {
    const { data } = asFault(error);
    toast({ words: `${data.happened} ${data.remedy}`, state: 'broken' });
  }
}
