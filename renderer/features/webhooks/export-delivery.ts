import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';
import { plural } from './webhook-words.ts';

/** Writes deliveries into a file, without secrets: one as an HTTP message, several as JSON lines. */
export async function exportDelivery(ids: readonly string[]): Promise<void> {
  try {
    const { text, count } = await client.webhooks.export({ ids: [...ids] });
    const file = await shell.call('saveText', { suggestedName: ids.length === 1 ? 'delivery.http' : 'deliveries.jsonl', text });
    if (file !== null) toast({ words: `${plural(count, 'delivery', 'deliveries')} exported`, state: 'holds' });
  } catch (error) {
    sayFailed(error);
  }
}
