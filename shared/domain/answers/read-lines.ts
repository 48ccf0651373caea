import { layOutLine, scanLines } from './line-scanner.ts';
import { blockBefore, blockBytes, knownBlocks, stateAt, type LineIndex, type ReadableBody } from './line-index.ts';
import type { PlacedText } from './placed-text.ts';

/** A line as it is shown. */
export interface BodyLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the line beyond what is shown. */
  readonly cutBytes: number;
}

/** Of a line that is longer only the beginning is shown. */
export const shownLineBytes = 4_000;
/** Blocks. */
const readAhead = 4;

interface Beginning {
  readonly line: number;
  readonly offset: number;
  readonly depth: number;
}

/** Lines `from` to `from + count`, counted from 1, as far as they are known. */
export function readLines(index: LineIndex, source: PlacedText, from: number, count: number): BodyLine[] {
  const first = Math.max(0, from - 1);
  const starts = beginningsOf(index, source.scanned, first, first + count);
  return starts.slice(0, count).map((start, place) => {
    const end = starts[place + 1]?.offset ?? index.byteLength;
    const length = end - start.offset;
    const raw = source.text(start.offset, Math.min(length, shownLineBytes));
    const text = index.way === 'json' ? layOutLine(raw, start.depth) : raw.replace(/\r?\n$/, '');
    return { number: start.line + 1, text, cutBytes: Math.max(0, length - shownLineBytes) * source.bytesPerPlace };
  });
}

/** Where lines `first` to `last` (from 0, the last one included) begin. */
function beginningsOf(index: LineIndex, body: ReadableBody, first: number, last: number): Beginning[] {
  const found: Beginning[] = first === 0 ? [{ line: 0, offset: 0, depth: 0 }] : [];
  let block = blockBefore(index, first);
  let state = stateAt(index, block);
  const onLine = (line: number, offset: number, depth: number): void => {
    if (line >= first && line <= last) found.push({ line, offset, depth });
  };
  // While the lines are still being counted only a little is read ahead: whoever waits for more asks again.
  const end = knownBlocks(index) + readAhead;
  while (block * blockBytes < index.byteLength && block < end && state.line <= last) {
    // A block within one very long line has no beginning: it is passed over without being read.
    const known = block + 1 < knownBlocks(index) ? stateAt(index, block + 1) : null;
    if (known === null || known.line > state.line) {
      const bytes = body.read(block * blockBytes, blockBytes);
      scanLines(index.way, state, bytes, 0, bytes.length, block * blockBytes, onLine);
    } else state = known;
    block += 1;
  }
  return found;
}
