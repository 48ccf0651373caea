import type { Engine } from '../engine.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { charsetOf, decodeText } from '../../../shared/domain/answers/charset.ts';
import { sealName } from '../vault/body-keeper.ts';
import { findBody } from './store.ts';

/** The text of a kept answer, redacted as it was kept. Faults when it was purged, or its key is not on this computer. */
export async function openAnswerBody({ db, vault }: Pick<Engine, 'db' | 'vault'>, exchangeId: string, limit: number): Promise<string> {
  const row = findBody(db, exchangeId, 'answer');
  if (!row || row.keyId !== vault.keyId || (row.sealed === null && row.file === null)) {
    throw new Fault('not_found', { happened: 'The answer’s body is not here any more.', remedy: 'Send the request again.' });
  }
  const name = sealName(exchangeId, 'answer');
  const bytes = row.sealed === null ? await vault.readFile(name, row.file ?? '', limit) : vault.unseal(name, row.sealed);
  return decodeText(charsetOf(row.mediaType, bytes), bytes);
}
