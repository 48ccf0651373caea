import type { Block, Cell } from '../../../../shared/domain/scorecards/scorecard.ts';
import { drawMark, markColor } from '../../documents/draw-mark.ts';
import { paperInk, type Paper, type Span, type TextStyle, type Words } from '../../documents/paper.ts';

/** Something of known height that can be put anywhere on the page. */
export interface Piece {
  readonly height: number;
  draw(x: number, y: number): void;
}

export const bodyText: TextStyle = { size: 7.125 };
const quietText: TextStyle = { size: 7.125, color: paperInk.quiet };
const headText: TextStyle = { size: 6.4, weight: 500, color: paperInk.faint };
const noteText: TextStyle = { size: 6.75, color: paperInk.faint };
export const lineHeight = 9.75;
export const rowHeight = 11.6;
const headHeight = 12;
const wideGap = 9;
const tightGap = 6;

/** "1  Verdicts" and at the right how many, with the numbers of its evidence. */
export function titlePiece(paper: Paper, { number, title, note, sources }: Block, width: number): Piece {
  const style: TextStyle = { size: 7.5, weight: 600 };
  const raised: Span[] = sources.length === 0 ? [] : [{ text: sources.join(', '), isRaised: true }];
  return {
    height: 12.5,
    draw: (x, y) => {
      const lead = number === 10 ? 13.5 : 12;
      const room = width - lead - paper.measure(title, style) - 12;
      paper.tag('H2', () => {
        paper.write([{ text: String(number), color: paperInk.faint, weight: 500 }], x, y + 8.6, style);
        paper.write(title, x + lead, y + 8.6, style);
      });
      const words = paper.fit(note, noteText, room - paper.measure(raised, noteText));
      const spans: Words = [...(typeof words === 'string' ? [{ text: words }] : words), ...raised];
      paper.tag('P', () => paper.write(spans, x + width, y + 8.6, noteText, 'right'));
    },
  };
}

/** A cell in one line: its mark, its words, and what is said after them. */
function cellSpans(cell: Cell, isTight: boolean): Span[] {
  const color =
    cell.mark === undefined
      ? cell.tone === 'quiet'
        ? paperInk.quiet
        : undefined
      : cell.mark === 'none'
        ? paperInk.quiet
        : markColor[cell.mark];
  const weight = cell.tone === 'strong' || cell.mark !== undefined ? 600 : undefined;
  const main: Span = { text: cell.text, ...(color === undefined ? {} : { color }), ...(weight === undefined ? {} : { weight }) };
  return cell.aside === undefined || isTight ? [main] : [main, { text: cell.aside }];
}

const markRoom = (cell: Cell): number => (cell.mark === undefined ? 0 : 9);

export interface TableOptions {
  readonly rows: number;
  /** In a narrow column what is said aside is left out. */
  readonly isTight?: boolean;
}

/** A block's table between hairlines; rows beyond `rows` are counted below it. */
export function tablePiece(paper: Paper, block: Block, width: number, { rows, isTight = false }: TableOptions): Piece {
  const { shown, left } = cutRows(block, rows);
  const gap = isTight ? tightGap : wideGap;
  const widths = columnWidths(paper, block, shown, width, isTight, gap);
  const moreHeight = left > 0 ? lineHeight : 0;
  return {
    height: headHeight + shown.length * rowHeight + moreHeight,
    draw: (x, y) => {
      paper.line(x, y, x + width, 0.75, paperInk.strongLine);
      paper.within('Table', () => {
        paper.within('TR', () => eachColumn(widths, gap, x, (place, from, to) => writeHead(paper, block, place, from, to, y)));
        paper.line(x, y + headHeight, x + width);
        shown.forEach((row, number) => {
          const top = y + headHeight + number * rowHeight;
          paper.within('TR', () =>
            eachColumn(widths, gap, x, (place, from, to) => writeCell(paper, block, row[place], place, from, to, top, isTight)),
          );
          const isBeforeTotal = (block.totals ?? 0) > 0 && number === shown.length - 1 - (block.totals ?? 0);
          if (number < shown.length - 1)
            paper.line(x, top + rowHeight, x + width, isBeforeTotal ? 0.75 : 0.6, isBeforeTotal ? paperInk.strongLine : paperInk.line);
        });
      });
      if (left > 0) {
        const base = y + headHeight + shown.length * rowHeight + 7.4;
        paper.tag('P', () => paper.write(`and ${left} more`, x, base, { ...quietText, size: 6.75 }));
      }
    },
  };
}

/** The rows that are shown and how many are not; sums stay the last. */
export function cutRows(block: Block, rows: number): { shown: Block['rows']; left: number } {
  const totals = block.totals ?? 0;
  const most = Math.max(1 + totals, rows);
  if (block.rows.length <= most) return { shown: block.rows, left: block.more };
  const shown = totals > 0 ? [...block.rows.slice(0, most - totals), ...block.rows.slice(-totals)] : block.rows.slice(0, most);
  return { shown, left: block.more + block.rows.length - shown.length };
}

function eachColumn(widths: readonly number[], gap: number, x: number, work: (place: number, from: number, to: number) => void): void {
  let at = x;
  widths.forEach((width, place) => {
    work(place, at, at + width);
    at += width + gap;
  });
}

function writeHead(paper: Paper, block: Block, place: number, from: number, to: number, y: number): void {
  const column = block.columns[place];
  const isRight = column?.align === 'right';
  const words = paper.fit(column?.title ?? '', headText, to - from + 2);
  paper.tag('TH', () => paper.write(words, isRight ? to : from, y + 8.4, headText, isRight ? 'right' : 'left'), { scope: 'Column' });
}

function writeCell(
  paper: Paper,
  block: Block,
  cell: Cell | undefined,
  place: number,
  from: number,
  to: number,
  top: number,
  isTight: boolean,
): void {
  if (!cell) return;
  const isRight = block.columns[place]?.align === 'right';
  const room = to - from - markRoom(cell);
  const words = paper.fit(cellSpans(cell, isTight), bodyText, room + 0.5);
  const base = top + 8.2;
  const start = isRight ? to - paper.measure(words, bodyText) - markRoom(cell) : from;
  if (cell.mark !== undefined) drawMark(paper, cell.mark, start + 3, base - 2.5, 6);
  paper.tag('TD', () => paper.write(words, start + markRoom(cell), base, bodyText));
}

/** What the columns hold, spread over the width; too wide, the widest ones that are read from the left give way. */
function columnWidths(paper: Paper, block: Block, rows: Block['rows'], width: number, isTight: boolean, gap: number): number[] {
  const widths = block.columns.map(({ title }, place) =>
    Math.max(
      paper.measure(title, headText),
      ...rows.map((row) => (row[place] ? paper.measure(cellSpans(row[place], isTight), bodyText) + markRoom(row[place]) : 0)),
    ),
  );
  const whole = width - gap * (widths.length - 1);
  let over = widths.reduce((sum, one) => sum + one, 0) - whole;
  while (over > 0.01) {
    const widest = widths.reduce((best, one, place) => (one > (widths[best] ?? 0) ? place : best), 0);
    const second = Math.max(0, ...widths.filter((_one, place) => place !== widest && (widths[place] ?? 0) < (widths[widest] ?? 0)));
    const cut = Math.min(over, Math.max(1, (widths[widest] ?? 0) - second));
    widths[widest] = (widths[widest] ?? 0) - cut;
    over -= cut;
  }
  if (over < 0) {
    // Evenly, the last column left out: its words or figures end at the edge.
    const share = -over / Math.max(1, widths.length - 1);
    widths.forEach((one, place) => {
      if (widths.length === 1 || place < widths.length - 1) widths[place] = one + share;
    });
  }
  return widths;
}

/** Words that wrap, one paragraph. */
export function wordsPiece(paper: Paper, words: Words, width: number, style: TextStyle = quietText, lead = lineHeight): Piece {
  const lines = paper.wrap(words, style, width);
  return {
    height: lines.length * lead,
    draw: (x, y) => paper.tag('P', () => lines.forEach((line, place) => paper.write(line, x, y + place * lead + lead * 0.77, style))),
  };
}

/** Entries of words between hairlines, numbered or not. */
export function listPiece(paper: Paper, entries: readonly Words[], width: number, isNumbered: boolean, left: number): Piece {
  const indent = isNumbered ? 11 : 0;
  const texts = entries.map((words) => paper.wrap(words, bodyText, width - indent));
  const heights = texts.map((lines) => lines.length * lineHeight + 5);
  const height = heights.reduce((sum, one) => sum + one, 0) + (left > 0 ? lineHeight : 0);
  return {
    height,
    draw: (x, y) => {
      paper.line(x, y, x + width, 0.75, paperInk.strongLine);
      let top = y;
      paper.within('L', () =>
        texts.forEach((lines, place) => {
          paper.within('LI', () => {
            if (isNumbered) paper.tag('Lbl', () => paper.write(String(place + 1), x, top + 10, { ...bodyText, weight: 600 }));
            paper.tag('LBody', () => lines.forEach((line, row) => paper.write(line, x + indent, top + 10 + row * lineHeight, bodyText)));
          });
          top += heights[place] ?? 0;
          if (place < texts.length - 1) paper.line(x, top, x + width);
        }),
      );
      if (left > 0) paper.tag('P', () => paper.write(`and ${left} more`, x, top + 7.4, { ...quietText, size: 6.75 }));
    },
  };
}

/** Pieces under each other. */
export function stack(...pieces: readonly (Piece | null)[]): Piece {
  const real = pieces.filter((piece) => piece !== null);
  return {
    height: real.reduce((sum, { height }) => sum + height, 0),
    draw: (x, y) => {
      let top = y;
      for (const piece of real) {
        piece.draw(x, top);
        top += piece.height;
      }
    },
  };
}

/** Pieces beside each other, each with its place from the left. */
export const beside = (pieces: readonly (readonly [offset: number, piece: Piece])[]): Piece => ({
  height: Math.max(0, ...pieces.map(([, { height }]) => height)),
  draw: (x, y) => pieces.forEach(([offset, piece]) => piece.draw(x + offset, y)),
});
