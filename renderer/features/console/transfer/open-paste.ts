import { startsWithCurl } from '../../../../shared/domain/console/command-dialect.ts';
import { splitCurls } from '../../../../shared/domain/transfer/read-curls.ts';
import { client } from '../../../app/client.ts';
import { openMadeDraft } from '../request/open-made-draft.ts';
import { commandOf, isAddress } from '../request/pasted-address.ts';

/** A paste as it is imported: an address alone is a call too. */
export function importText(text: string): string {
  return isAddress(text) ? commandOf(text) : text;
}

/** Opens a paste that is one call in the editor; false when it is something else, or a call that only an import can take. */
export async function openPaste(text: string): Promise<boolean> {
  const command = importText(text).trim();
  if (!startsWithCurl(command) || splitCurls(command).length !== 1) return false;
  try {
    await openMadeDraft(await client.console.readCurl({ text: command }));
    return true;
  } catch {
    // Its host is in no environment, or it cannot be read: the import says which, and can add the API.
    return false;
  }
}
