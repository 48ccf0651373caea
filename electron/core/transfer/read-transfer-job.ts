import type { TransferFile } from '../../../shared/contract/transfer.ts';
import type { ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { readFiles } from './read-files.ts';

export interface ReadTransferInput {
  readonly files: readonly TransferFile[];
  readonly fileName: string;
}

/** The set stands in a map, on purpose: the row of a job keeps its result as JSON, and a map has none. So no secret comes into the table. */
export type ReadTransferResult = ReadonlyMap<'set', ImportedSet>;

/** Reads a collection on a worker thread: ten thousand requests take seconds, a hostile file longer. */
export const readTransferJob = defineJob<ReadTransferInput, ReadTransferResult>(({ files, fileName }, { progress }) => {
  progress(null, `Reading ${fileName}`);
  return new Map([['set', readFiles(files)]]);
});
