import type { ActivityEntry } from '../../shared/contract/activity.ts';
import { client } from '../app/client.ts';
import { sayFailed } from './say-failed.ts';
import { dismissToast, toast, useToasts } from './toast.ts';

/** Takes back the last change to a record and says so. */
export async function undoLast(entity: string, entityId: string): Promise<void> {
  await undo({ entity, entityId });
}

/** Takes back one change of a record's history and says so. */
export async function undoEntry({ entity, entityId, seq }: Pick<ActivityEntry, 'entity' | 'entityId' | 'seq'>): Promise<void> {
  await undo({ entity, entityId, seq });
}

/** Runs a change, then says it is done with an Undo, or says why it is not. Returns whether it was done. */
export async function changeWithUndo(words: string, entity: string, entityId: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    sayFailed(error);
    return false;
  }
  offerUndo(words, entity, entityId);
  return true;
}

/** The toast that offers to undo the last change of a record, by the record. */
const offers = new Map<string, number>();

/** Says that a change is done, with Undo. Only the last change of a record can be taken back, so an older offer goes away. */
export function offerUndo(words: string, entity: string, entityId: string): void {
  const record = `${entity} ${entityId}`;
  const older = offers.get(record);
  if (older !== undefined) dismissToast(older);
  toast({ words, undo: () => void undoLast(entity, entityId) });
  const newest = useToasts.getState().toasts.at(-1);
  if (newest) offers.set(record, newest.id);
}

async function undo(input: Parameters<typeof client.activity.undo>[0]): Promise<void> {
  try {
    const entry = await client.activity.undo(input);
    toast({ words: entry.summary });
  } catch (error) {
    sayFailed(error);
  }
}
