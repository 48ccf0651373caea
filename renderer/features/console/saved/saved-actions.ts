import type { SavedRequest } from '../../../../shared/contract/console.ts';
import { client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { go } from '../../../app/navigate.ts';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo-last.ts';
import { useConsoleStore } from '../console-store.ts';
import { changesSomething } from '../../../../shared/domain/console/call-effect.ts';
import { askProduction } from '../request/ask-production.ts';
import { isLocked } from '../request/is-locked.ts';
import { sendRequest } from '../sending-store.ts';

/** Copies a saved request and opens the copy. */
export async function duplicateSaved({ id }: Pick<SavedRequest, 'id'>): Promise<void> {
  await orSay(async () => {
    const copy = await client.console.duplicateSaved({ id });
    go({ place: 'console', kind: 'savedRequest', id: copy.id });
    offerUndo(`Copied to “${copy.name}”`, 'savedRequest', copy.id);
  });
}

/** Removes a saved request; Undo brings it back. */
export async function removeSaved({ id, name }: Pick<SavedRequest, 'id' | 'name'>): Promise<void> {
  await orSay(async () => {
    await client.console.removeSaved({ id });
    go({ place: 'console' });
    offerUndo(`“${name}” removed. What it sent stays in the history.`, 'savedRequest', id);
  });
}

/** Sends a saved request as it is saved; a change in production asks first. */
export async function runSaved(saved: SavedRequest): Promise<void> {
  const store = useConsoleStore.getState();
  // What was typed and not saved is sent from the editor, where it is in sight.
  if (store.drafts[saved.id] !== undefined || saved.environmentId === null) return;
  const { environmentId, endpointId, id } = saved;
  await orSay(async () => {
    const { draft } = await client.console.savedRequest({ id });
    const request = { ...draft, endpointId, environmentId, savedRequestId: id, confirmProduction: null };
    if (saved.environmentKind === 'production' && changesSomething(draft) && (await isLocked(environmentId)))
      await askProduction(id, request);
    else await sendRequest(id, request);
  });
}

async function orSay(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}
