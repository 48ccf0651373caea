import type { BridgeLine } from '../../../shared/domain/ledger/bridge.ts';
import { shownLines, type Bridge } from './ledger-words.ts';

export interface Bar {
  readonly line: BridgeLine;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isDown: boolean;
}

export interface BridgeDrawing {
  readonly width: number;
  readonly isTight: boolean;
  readonly left: { readonly x: number; readonly y: number; readonly width: number };
  readonly right: { readonly x: number; readonly y: number; readonly width: number };
  readonly bars: readonly Bar[];
  /** Where the level stands between one bar and the next. */
  readonly levels: readonly { readonly x1: number; readonly x2: number; readonly y: number }[];
  readonly unexplained: { readonly x: number; readonly y: number; readonly width: number };
}

export const drawing = { top: 8, floor: 106, barGap: 11 } as const;
/** The lowest level still stands this far above the cut of the totals. */
const lowest = 82;
/** A sum that is not 0 is never thinner than this. */
const thinnest = 2;
const unexplainedWidth = 72;
/** Words and figures of a column stand apart from here on; below, they are written smaller. */
const roomy = 84;

/**
 * The bridge to scale: one scale for every bar, and both totals cut at the foot, because beside a sum of 180,000 a difference of 1,000 would be
 * invisible. Only the differences are drawn to scale, so only they have a length.
 */
export function drawBridge(bridge: Bridge, width: number): BridgeDrawing {
  const columnOf = (count: number): number => (width - unexplainedWidth - 2 * (8 + drawing.barGap)) / (count + 2);
  const all = shownLines(bridge);
  // Beside an open break there is no room for lines that say nothing.
  const lines = columnOf(all.length) >= roomy ? all : all.filter((line) => bridge.lines[line].minor !== 0 || bridge.lines[line].count > 0);
  const column = columnOf(lines.length);
  const total = column + 8;
  const bar = column - drawing.barGap;
  const levels = levelsOf(bridge, lines);
  const [highest, deepest] = [Math.max(...levels), Math.min(...levels)];
  const scale = highest === deepest ? 0 : (lowest - drawing.top) / (highest - deepest);
  const y = (level: number): number => drawing.top + (highest - level) * scale;
  const barsX = total + drawing.barGap;
  const bars = lines.map((line, index): Bar => {
    const [from, to] = [y(levels[index] ?? 0), y(levels[index + 1] ?? 0)];
    const { minor } = bridge.lines[line];
    const height = minor === 0 ? 0 : Math.max(thinnest, Math.abs(to - from));
    return { line, x: barsX + index * column, y: Math.min(from, to), width: bar, height, isDown: minor < 0 };
  });
  const rightX = barsX + lines.length * column;
  const unexplainedX = rightX + total + drawing.barGap;
  const last = y(levels.at(-1) ?? 0);
  return {
    width,
    isTight: column < roomy,
    left: { x: 0, y: y(levels[0] ?? 0), width: total },
    right: { x: rightX, y: last, width: total },
    bars,
    levels: bars
      .map(({ x }, index) => ({ x1: index === 0 ? total : (bars[index - 1]?.x ?? 0) + bar, x2: x + bar, y: y(levels[index] ?? 0) }))
      .concat({ x1: rightX - drawing.barGap, x2: width, y: last }),
    unexplained: { x: unexplainedX, y: last, width: Math.max(24, width - unexplainedX) },
  };
}

/** The level after each line, from the left sum on. */
function levelsOf(bridge: Bridge, lines: readonly BridgeLine[]): number[] {
  const levels = [0];
  for (const line of lines) levels.push((levels.at(-1) ?? 0) + bridge.lines[line].minor);
  return levels;
}
