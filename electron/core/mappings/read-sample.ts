import { grouped } from '../../../shared/domain/grouped.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { readRows, type ReadRowsResult, type RowFile } from '../files/read-rows.ts';

/** Rows of a file that are kept to look at; the rest is only counted. */
export const keptRowLimit = 1000;
/** A sample with huge records is kept shorter. */
const keptLengthLimit = 4_000_000;

export interface ReadSampleResult extends ReadRowsResult {
  /** The kept rows as JSON. */
  readonly kept: string;
}

/** Reads a whole file and keeps its first rows. */
export const readSampleJob = defineJob<RowFile, ReadSampleResult>(async (file, { signal, progress }) => {
  const kept: string[] = [];
  let length = 0;
  const result = await readRows(
    file,
    { onProgress: (bytes) => progress(null, `Read ${grouped(Math.round(bytes / 1024))} kB`) },
    (rows) => {
      for (const row of rows) {
        if (kept.length >= keptRowLimit || length > keptLengthLimit) return;
        const text = JSON.stringify(row);
        length += text.length;
        kept.push(text);
      }
    },
    signal,
  );
  return { ...result, kept: `[${kept.join(',')}]` };
});
