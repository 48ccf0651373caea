import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { toast } from '../../ui/toast.ts';

/** Takes back the last change to a saved request and says so. */
export async function undoSaved(id: string): Promise<void> {
  try {
    const entry = await client.activity.undo({ entity: 'savedRequest', entityId: id });
    toast({ words: entry.summary });
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}
