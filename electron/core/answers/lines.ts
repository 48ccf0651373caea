import { createLineIndex, fillLineIndex, isComplete, type LineIndex } from '../../../shared/domain/answers/line-index.ts';
import { readLines } from '../../../shared/domain/answers/read-lines.ts';
import { foldEnd } from '../../../shared/domain/answers/fold-end.ts';
import { lineWayOf, placedText, type PlacedText } from '../../../shared/domain/answers/placed-text.ts';
import type { BodyLine, BodyOf } from '../../../shared/contract/answers.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { readableBody } from './kept-body.ts';
import { KeptCounts } from './kept-counts.ts';
import { withBody } from './open-body.ts';

/** Counted at once, without a thread of its own. */
const countedHereBytes = 1024 * 1024;

/** The index of 100 MB takes 51 kB. */
interface Counted {
  readonly index: LineIndex;
  fault: unknown;
}

const counted = new KeptCounts<Counted>();

/** Lines of a body as it is laid out, as far as they are counted; the first call begins to count. */
export function linesOf(
  engine: Engine,
  actor: Actor,
  of: BodyOf,
  from: number,
  count: number,
): Promise<{ lines: BodyLine[]; total: number; isComplete: boolean }> {
  return withLines(engine, actor, of, (index, source) => {
    const done = isComplete(index);
    const known = index.lines[0] ?? 1;
    // While the counting goes on a little beyond what is known can be read: the first lines are there at once.
    const reach = done ? known - from + 1 : count;
    const lines = from > known + count ? [] : readLines(index, source, from, Math.max(0, Math.min(count, reach)));
    return { lines, total: Math.max(known, lines.at(-1)?.number ?? 1), isComplete: done };
  });
}

/** Where what a line opens is closed, and how that line reads; null when it opens nothing, or its end is not counted yet. */
export function endOfLine(engine: Engine, actor: Actor, of: BodyOf, line: number): Promise<{ end: BodyLine | null; isComplete: boolean }> {
  return withLines(engine, actor, of, (index, source) => {
    const end = foldEnd(index, source.scanned, line);
    return { end: end === null ? null : (readLines(index, source, end, 1)[0] ?? null), isComplete: isComplete(index) };
  });
}

async function withLines<T>(engine: Engine, actor: Actor, of: BodyOf, work: (index: LineIndex, source: PlacedText) => T): Promise<T> {
  const { source, kind, charset, row, number } = await readableBody(engine, of);
  const key = `${of.exchangeId} ${of.side} ${row?.sha256}`;
  return withBody(source, (body) => {
    const placed = placedText(body, charset);
    const one = counted.of(engine, key, begin);
    return work(one.index, placed);

    function begin(): Counted {
      const fresh: Counted = { index: createLineIndex(lineWayOf(kind, charset), placed.scanned.byteLength), fault: null };
      if (body.byteLength <= countedHereBytes) fillLineIndex(fresh.index, placed.scanned, () => true);
      else {
        const { finished } = engine.jobs.start(
          'count answer lines',
          { source, charset: charset.name, index: fresh.index },
          { title: `Lay out exchange ${number}`, actor },
        );
        finished.catch((error: unknown) => {
          fresh.fault = error;
        });
      }
      return fresh;
    }
  });
}
