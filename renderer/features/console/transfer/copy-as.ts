import type { RequestDraft } from '../../../../shared/contract/console.ts';
import { exportFormatFacts, type ExportFormat } from '../../../../shared/domain/transfer/export-formats.ts';
import { client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { toast } from '../../../ui/toast.ts';

/** Copies a request in a form for other programs and says what of it is a placeholder. */
export async function copyAs(draft: RequestDraft | null, name: string, format: ExportFormat): Promise<void> {
  if (draft === null) {
    toast({ words: 'This API has no environment, so there is no address to copy.', state: 'soon' });
    return;
  }
  try {
    const { text, notes } = await client.transfer.copyAs({ draft, name, format });
    await shell.call('copyText', { text });
    toast({ words: [`Copied as ${exportFormatFacts[format].words}`, ...notes].join('. ') });
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}

/** Asks where to save, and writes saved requests for another program. */
export async function exportToFile(what: Parameters<typeof client.transfer.export>[0]['what'], format: ExportFormat): Promise<boolean> {
  try {
    const { text, fileName, requests, notes } = await client.transfer.export({ what, format });
    const saved = await shell.call('saveText', { suggestedName: fileName, text });
    if (saved === null) return false;
    toast({ words: [`${requests === 1 ? '1 request' : `${requests} requests`} saved to ${saved}`, ...notes.slice(0, 2)].join('. ') });
    return true;
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
    return false;
  }
}
