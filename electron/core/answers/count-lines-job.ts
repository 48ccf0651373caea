import { fillLineIndex, type LineIndex } from '../../../shared/domain/answers/line-index.ts';
import { placedText } from '../../../shared/domain/answers/placed-text.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { withBody, type BodySource } from './open-body.ts';

interface CountLinesInput {
  readonly source: BodySource;
  readonly charset: string;
  /** Shared: who asked sees the lines while they are being counted. */
  readonly index: LineIndex;
}

/** How often a cancel can come through. */
const tellEachBytes = 4 * 1024 * 1024;

/** Finds where the lines of a large body lie. */
export const countLinesJob = defineJob<CountLinesInput, { readonly lines: number }>(({ source, charset, index }, { signal, progress }) =>
  withBody(source, (body) => {
    const { scanned } = placedText(body, { name: charset });
    let told = 0;
    fillLineIndex(index, scanned, (offset) => {
      if (offset - told >= tellEachBytes) {
        told = offset;
        progress(offset / scanned.byteLength, `${grouped(index.lines[0] ?? 0)} lines`);
      }
      return !signal.aborted;
    });
    return { lines: index.lines[0] ?? 0 };
  }),
);
