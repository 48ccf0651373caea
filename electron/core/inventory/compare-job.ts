import { gunzipSync } from 'node:zlib';
import { compareContracts } from '../openapi/compare-contracts.ts';
import type { Comparison } from '../openapi/contract-change.ts';
import { readDocument } from '../openapi/read-document.ts';
import { defineJob } from '../jobs/job-kind.ts';

export interface CompareInput {
  /** The kept document, compressed as it is kept. */
  readonly before: Uint8Array;
  readonly beforeName: string;
  readonly after: string;
  readonly afterName: string;
}

/** Compares two contracts on a worker thread: real ones take about a second, and a hostile one may take long. */
export const compareJob = defineJob<CompareInput, Comparison>(({ before, beforeName, after, afterName }, { progress }) => {
  progress(0, `Comparing with ${beforeName}`);
  const older = readDocument({ bytes: gunzipSync(before), fileName: beforeName }).root;
  const newer = readDocument({ bytes: new TextEncoder().encode(after), fileName: afterName }).root;
  let told = 0;
  return compareContracts(older, newer, {
    progress: (fraction) => {
      if (fraction - told < 0.05) return;
      told = fraction;
      progress(fraction, `Comparing with ${beforeName}`);
    },
  });
});
