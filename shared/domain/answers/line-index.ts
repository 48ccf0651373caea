import { scanLines, startState, type LineWay, type ScanState } from './line-scanner.ts';

/** A body that can be read anywhere. */
export interface ReadableBody {
  readonly byteLength: number;
  read(offset: number, length: number): Uint8Array;
}

/** A mark is kept for each so many bytes; between two marks lines are found by reading. */
export const blockBytes = 64 * 1024;
const valuesPerBlock = 4;
const [lineAt, depthAt, flagsAt, leastAt] = [0, 1, 2, 3] as const;

/**
 * Where the lines of a body lie: the scan's state at each block, in shared memory, so that lines are shown while a worker is still
 * counting; and how deep the least deep line of each block is, so that the end of what a bracket opens is found without reading what lies
 * between. 100 MB have 1,600 blocks, 51 kB.
 */
export interface LineIndex {
  readonly way: LineWay;
  readonly byteLength: number;
  readonly states: Float64Array;
  /** [0]: blocks whose state is known; [1]: 1 when the last line was counted. */
  readonly filled: Int32Array;
  /** [0]: lines known so far. */
  readonly lines: Float64Array;
}

export function createLineIndex(way: LineWay, byteLength: number): LineIndex {
  const blocks = Math.ceil(byteLength / blockBytes) + 1;
  const index: LineIndex = {
    way,
    byteLength,
    states: new Float64Array(new SharedArrayBuffer(blocks * valuesPerBlock * 8)),
    filled: new Int32Array(new SharedArrayBuffer(8)),
    lines: new Float64Array(new SharedArrayBuffer(8)),
  };
  keepState(index, 0, startState());
  index.lines[0] = 1;
  return index;
}

/** Counts all lines; `onBlock` is told how far it is and may stop it by returning false. */
export function fillLineIndex(index: LineIndex, body: ReadableBody, onBlock: (offset: number) => boolean): void {
  const state = startState();
  for (let offset = 0, block = 0; offset < index.byteLength; offset += blockBytes, block += 1) {
    const bytes = body.read(offset, blockBytes);
    let least = Number.POSITIVE_INFINITY;
    scanLines(index.way, state, bytes, 0, bytes.length, offset, (_line, _at, depth) => {
      if (depth < least) least = depth;
    });
    index.states[block * valuesPerBlock + leastAt] = least;
    keepState(index, block + 1, state);
    index.lines[0] = state.line + 1;
    if (!onBlock(Math.min(index.byteLength, offset + blockBytes))) return;
  }
  Atomics.store(index.filled, 1, 1);
}

function keepState(index: LineIndex, block: number, state: ScanState): void {
  const at = block * valuesPerBlock;
  index.states[at + lineAt] = state.line;
  index.states[at + depthAt] = state.depth;
  index.states[at + flagsAt] = (state.isInString ? 1 : 0) | (state.isEscaped ? 2 : 0) | (state.isAfterOpen ? 4 : 0);
  Atomics.store(index.filled, 0, block + 1);
}

/** The state at the beginning of a block that is known. */
export function stateAt(index: LineIndex, block: number): ScanState {
  const at = block * valuesPerBlock;
  const flags = index.states[at + flagsAt] ?? 0;
  return {
    line: index.states[at + lineAt] ?? 0,
    depth: index.states[at + depthAt] ?? 0,
    isInString: (flags & 1) !== 0,
    isEscaped: (flags & 2) !== 0,
    isAfterOpen: (flags & 4) !== 0,
  };
}

/** How deep the least deep line that begins in a known block is; infinite when none begins there. */
export const leastDepth = (index: LineIndex, block: number): number => index.states[block * valuesPerBlock + leastAt] ?? 0;

export const knownBlocks = (index: LineIndex): number => Atomics.load(index.filled, 0);
export const isComplete = (index: LineIndex): boolean => Atomics.load(index.filled, 1) === 1;

/** The last block that begins before a line does; the line's own beginning lies in it or after it. */
export function blockBefore(index: LineIndex, line: number): number {
  let low = 0;
  let high = knownBlocks(index) - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((index.states[middle * valuesPerBlock + lineAt] ?? 0) < line) low = middle;
    else high = middle - 1;
  }
  return low;
}
