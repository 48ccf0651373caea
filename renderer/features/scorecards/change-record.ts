import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { toast } from '../../ui/toast.ts';

/** Says in passing why something did not work. */
export function sayFailed(error: unknown): void {
  const { happened, remedy } = asFault(error).data;
  toast({ words: `${happened} ${remedy}`, state: 'broken' });
}

/** Says what was done, with an Undo that takes back the last change to the record. */
export function sayDone(words: string, entity: string, id: string): void {
  toast({ words, undo: () => void undo(entity, id) });
}

/** Does it, and says it with an Undo; or says why not. Returns whether it was done. */
export async function changeRecord(words: string, entity: string, id: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    sayFailed(error);
    return false;
  }
  sayDone(words, entity, id);
  return true;
}

async function undo(entity: string, id: string): Promise<void> {
  try {
    toast({ words: (await client.activity.undo({ entity, entityId: id })).summary });
  } catch (error) {
    sayFailed(error);
  }
}
