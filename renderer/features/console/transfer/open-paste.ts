import { client } from '../../../app/client.ts';
import { openMadeDraft } from '../request/open-made-draft.ts';

/** A paste as it is imported: an address alone is a call too. */
export function importText(text: string): string {
  const trimmed = text.trim();
  return /^https?:\/\/\S+$/i.test(trimmed) ? `curl '${trimmed.replaceAll("'", '%27')}'` : text;
}

/** Opens a paste that is one call in the editor; false when it is something else, or a call that only an import can take. */
export async function openPaste(text: string): Promise<boolean> {
  const command = importText(text).trim();
  const commands = command.match(/^\s*(?:\$\s+)?curl(?:\.exe)?\s/gim)?.length ?? 0;
  if (commands !== 1 || !/^(?:\$\s+)?curl/i.test(command)) return false;
  try {
    await openMadeDraft(await client.console.readCurl({ text: command }));
    return true;
  } catch {
    // Its host is in no environment, or it cannot be read: the import says which, and can add the API.
    return false;
  }
}
