import { scanLines } from './line-scanner.ts';
import { blockBefore, blockBytes, knownBlocks, leastDepth, stateAt, type LineIndex, type ReadableBody } from './line-index.ts';

/**
 * The line, from 1, of the bracket that closes what the bracket at the end of a line opens; null when the line opens nothing, or its end
 * is not known yet. Blocks that lie wholly within are passed over without being read, however many they are.
 */
export function foldEnd(index: LineIndex, body: ReadableBody, line: number): number | null {
  if (index.way !== 'json') return null;
  const opening = line - 1;
  let depth = opening === 0 ? 0 : -1;
  let isOpening = false;
  let end: number | null = null;
  let block = blockBefore(index, opening);
  while (end === null && block * blockBytes < index.byteLength && block < knownBlocks(index)) {
    const isScanned = block + 1 < knownBlocks(index);
    // Past the opening line only a block that gets as shallow as it is can hold the end.
    if (isOpening && isScanned && leastDepth(index, block) > depth) {
      block += 1;
      continue;
    }
    const bytes = body.read(block * blockBytes, blockBytes);
    scanLines('json', stateAt(index, block), bytes, 0, bytes.length, 0, (at, _offset, indent) => {
      if (end !== null) return;
      if (at === opening) depth = indent;
      else if (at === opening + 1 && depth >= 0 && indent > depth) isOpening = true;
      else if (at > opening && isOpening && indent <= depth) end = at;
      else if (at > opening && !isOpening) end = -1;
    });
    block += 1;
  }
  return end === null || end === -1 ? null : end + 1;
}
