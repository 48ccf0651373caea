import { gunzipSync } from 'node:zlib';
import { charsetOf, decodeText } from '../../../shared/domain/answers/charset.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { openContract } from '../openapi/contract.ts';
import type { ContractVerdict } from '../openapi/verdict.ts';
import { openSealedBody, type SealedFile } from '../vault/vault.ts';

export interface CheckLargeInput {
  readonly file: SealedFile;
  readonly document: Uint8Array;
  readonly fileName: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Checks one answer that was too large to be checked as it came. */
export const checkLargeJob = defineJob<CheckLargeInput, ContractVerdict>(async (input, { progress }) => {
  progress(null, 'Reading the answer');
  const parts = await openSealedBody(input.file);
  const bodyText = ((): string => {
    try {
      const bytes = parts.read(0, parts.byteLength);
      return decodeText(charsetOf(input.headers['content-type'] ?? null, bytes), bytes);
    } finally {
      parts.close();
    }
  })();
  progress(0.4, 'Checking it');
  const contract = openContract(gunzipSync(input.document).toString('utf8'), input.fileName);
  const { method, path, status, headers } = input;
  return contract.checkAnswer({ method, path, status, headers, bodyText });
});
