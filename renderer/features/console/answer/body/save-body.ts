import type { BodyOf } from '../../../../../shared/contract/answers.ts';
import { client } from '../../../../app/client.ts';
import { shell } from '../../../../app/shell-bridge.ts';
import { sayFailed } from '../../../../ui/say-failed.ts';
import { toast } from '../../../../ui/toast.ts';
import { bytesOfBase64 } from './base64-bytes.ts';

const pieceBytes = 1_048_576;

/** Saves a body as it came, where the person says. Read in pieces, so that the window stays quick. */
export async function saveBody(of: BodyOf, fileName: string, byteLength: number): Promise<void> {
  try {
    const bytes = new Uint8Array(byteLength);
    for (let offset = 0; offset < byteLength; offset += pieceBytes) {
      const { base64 } = await client.answers.page({ ...of, offset, length: pieceBytes });
      bytes.set(bytesOfBase64(base64), offset);
    }
    const path = await shell.call('saveBytes', { suggestedName: fileName, bytes });
    if (path !== null) toast({ words: `Saved as ${path}`, state: 'holds' });
  } catch (error) {
    sayFailed(error);
  }
}
