import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { toast } from '../../ui/toast.ts';

function sayFailed(error: unknown): void {
  const { happened, remedy } = asFault(error).data;
  toast({ words: `${happened} ${remedy}`, state: 'broken' });
}

/** Changes an event, says so with an Undo, or says why it did not work. Returns whether it was done. */
export async function changeEvent(words: string, id: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    sayFailed(error);
    return false;
  }
  toast({ words, undo: () => void undoEvent(id) });
  return true;
}

/** Changes a rung; it is taken back by its own box, so that the toast only says what happened. */
export async function changeRung(words: string, _eventId: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    sayFailed(error);
    return false;
  }
  toast({ words });
  return true;
}

async function undoEvent(id: string): Promise<void> {
  try {
    const entry = await client.activity.undo({ entity: 'event', entityId: id });
    toast({ words: entry.summary });
  } catch (error) {
    sayFailed(error);
  }
}

/** Notes that somebody has seen an event and takes it from here. */
export async function acknowledge(id: string, title: string): Promise<void> {
  await changeEvent(`Acknowledged: ${title}`, id, () => client.calendar.acknowledge({ id }));
}
