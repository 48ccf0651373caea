import { client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

/** Changes an event, says so with an Undo, or says why it did not work. Returns whether it was done. */
export const changeEvent = (words: string, id: string, change: () => Promise<unknown>): Promise<boolean> =>
  changeWithUndo(words, 'event', id, change);

/** Changes a rung; it is taken back by its own box, so that the toast only says what happened. */
export async function changeRung(words: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    sayFailed(error);
    return false;
  }
  toast({ words });
  return true;
}

/** Notes that somebody has seen an event and takes it from here. */
export async function acknowledge(id: string, title: string): Promise<void> {
  await changeEvent(`Acknowledged: ${title}`, id, () => client.calendar.acknowledge({ id }));
}
