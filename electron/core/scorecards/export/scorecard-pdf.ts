import type { Block, BlockKey, Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { drawMark, markColor } from '../../documents/draw-mark.ts';
import { Paper, paperInk, type Span, type TextStyle } from '../../documents/paper.ts';
import {
  beside,
  bodyText,
  cutRows,
  lineHeight,
  listPiece,
  rowHeight,
  stack,
  tablePiece,
  titlePiece,
  wordsPiece,
  type Piece,
} from './page-pieces.ts';

const side = 33;
const top = 27;
const bottom = 20;
/** More white than this between blocks looks lost. */
const widestGap = 19;
const smallestGap = 7;

type Limits = Partial<Record<BlockKey, number>>;

/** The fewest rows of each block that still say something. */
const fewest: Readonly<Record<BlockKey, number>> = {
  verdicts: 9,
  promises: 9,
  incidents: 2,
  dates: 3,
  risks: 2,
  cost: 3,
  breaks: 2,
  vendors: 3,
  decisions: 3,
  evidence: 8,
};

/** The page as a PDF of exactly one A4 page. Rows that find no room are counted, never dropped in silence. */
export async function scorecardPdf(scorecard: Scorecard): Promise<{ bytes: Uint8Array; pages: number }> {
  const paper = new Paper({
    title: `${scorecard.overline}, ${scorecard.monthWords}`,
    createdAt: scorecard.edition?.frozenAt ?? scorecard.asOf,
  });
  const width = paper.width - side * 2;
  const head = [headPiece(paper, scorecard, width), leadPiece(paper, scorecard, width)];
  const foot = evidencePiece(paper, scorecard, width);
  const room = paper.height - top - bottom;
  const limits: Limits = {};
  let middle = middlePieces(paper, scorecard, width, limits);
  const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { height }) => sum + height, 0);
  const least = (): number => heightOf([...head, ...middle, foot]) + smallestGap * (head.length + middle.length);
  for (let over = least() - room; over > 0; over = least() - room) {
    // As many rows at once as are surely too many; those beside each other may have to go one by one.
    let taken = 0;
    while (taken * rowHeight < over && shorten(scorecard, limits)) taken += 1;
    if (taken === 0) break;
    middle = middlePieces(paper, scorecard, width, limits);
  }
  const pieces = [...head, ...middle];
  const gap = Math.min(widestGap, (room - heightOf([...pieces, foot])) / pieces.length);
  let y = top;
  pieces.forEach((piece, place) => {
    piece.draw(side, y);
    y += piece.height + (place === 0 ? Math.min(gap, 8) : gap);
  });
  foot.draw(side, paper.height - bottom - foot.height);
  const pages = paper.pageCount;
  return { bytes: await paper.finish(), pages };
}

/** Takes a row from the block that has the most above its fewest; false when there is none to take. */
function shorten({ blocks }: Scorecard, limits: Limits): boolean {
  const spare = (block: Block): number => Math.min(limits[block.key] ?? Infinity, block.rows.length) - fewest[block.key];
  const longest = blocks.filter(({ key }) => key !== 'verdicts').toSorted((a, b) => spare(b) - spare(a))[0];
  if (!longest || spare(longest) <= 0) return false;
  limits[longest.key] = Math.min(limits[longest.key] ?? Infinity, longest.rows.length) - 1;
  return true;
}

function headPiece(paper: Paper, { overline, monthWords, head }: Scorecard, width: number): Piece {
  const small: TextStyle = { size: 7.9, color: paperInk.quiet };
  return {
    height: 44,
    draw: (x, y) => {
      paper.tag('P', () => paper.write(paper.fit(overline, small, width * 0.6), x, y + 8.5, small));
      paper.tag('H1', () => paper.write(monthWords, x, y + 29, { size: 18.75, weight: 600, tracking: -0.41 }));
      const right: TextStyle = { size: 7.125, color: paperInk.quiet };
      head.forEach((line, place) =>
        paper.tag('P', () => paper.write(line, x + width, y + 31 - (head.length - 1 - place) * lineHeight, right, 'right')),
      );
      paper.line(x, y + 37.5, x + width, 1.1, paperInk.text);
    },
  };
}

function leadPiece(paper: Paper, { lead, method }: Scorecard, width: number): Piece {
  const words = wordsPiece(paper, lead, width - 6, { size: 9.75, weight: 500, tracking: -0.05, color: paperInk.text }, 13.5);
  const label = 67;
  const lines: Piece = {
    height: method.length * lineHeight + 3,
    draw: (x, y) => {
      paper.tag('P', () => paper.write('How it is counted', x, y + 10.2, { ...bodyText, weight: 600 }));
      const style: TextStyle = { ...bodyText, color: paperInk.quiet };
      method.forEach((line, place) =>
        paper.tag('P', () => paper.write(paper.fit(line, style, width - label), x + label, y + 10.2 + place * lineHeight, style)),
      );
    },
  };
  return stack(words, lines);
}

function middlePieces(paper: Paper, scorecard: Scorecard, width: number, limits: Limits): Piece[] {
  const block = (key: BlockKey): Block | undefined => scorecard.blocks.find((one) => one.key === key);
  const table = (key: BlockKey, within = width): Piece | null => {
    const found = block(key);
    if (!found) return null;
    const isTight = within < width;
    const words = found.words.map(({ text }) => text).join(' ');
    return stack(
      titlePiece(paper, found, within),
      tablePiece(paper, found, within, { rows: limits[key] ?? Infinity, isTight }),
      words === '' ? null : stack(spacer(2), wordsPiece(paper, words, within)),
    );
  };
  const list = (key: 'risks' | 'decisions', within: number): Piece | null => {
    const found = block(key);
    if (!found) return null;
    const { shown, left } = cutRows(found, limits[key] ?? Infinity);
    return stack(
      titlePiece(paper, found, within),
      listPiece(paper, shown.map(key === 'risks' ? riskWords : decisionWords), within, key === 'decisions', left),
    );
  };
  const verdicts = block('verdicts');
  return [
    verdicts ? stack(titlePiece(paper, verdicts, width), verdictsPiece(paper, verdicts, width)) : null,
    table('promises'),
    table('incidents'),
    table('dates'),
    columns(width, [
      [0.95, (within) => list('risks', within), block('risks')],
      [1.15, (within) => table('cost', within), block('cost')],
      [1.2, (within) => table('breaks', within), block('breaks')],
    ]),
    columns(width, [
      [1.12, (within) => table('vendors', within), block('vendors')],
      [1, (within) => list('decisions', within), block('decisions')],
    ]),
  ].filter((piece) => piece !== null);
}

/** Those that exist beside each other; one alone takes the whole width. */
function columns(
  width: number,
  all: readonly (readonly [share: number, piece: (within: number) => Piece | null, block: Block | undefined])[],
): Piece | null {
  const real = all.filter(([, , block]) => block !== undefined);
  if (real.length === 0) return null;
  const space = 17;
  const whole = width - space * (real.length - 1);
  const shares = real.reduce((sum, [share]) => sum + share, 0);
  let x = 0;
  return beside(
    real.flatMap(([share, make]): [number, Piece][] => {
      const within = (whole * share) / shares;
      const piece = make(within);
      const at = x;
      x += within + space;
      return piece === null ? [] : [[at, piece]];
    }),
  );
}

const spacer = (height: number): Piece => ({ height, draw: () => undefined });

/** Up to nine beside each other, with hairlines between. */
function verdictsPiece(paper: Paper, { rows }: Block, width: number): Piece {
  const perLine = Math.min(9, Math.max(4, rows.length));
  const lines = Math.min(2, Math.ceil(rows.length / perLine));
  const shown = rows.slice(0, lines * perLine);
  const cellWidth = width / perLine;
  const lineRoom = 32;
  const small: TextStyle = { size: 6.4, color: paperInk.faint };
  return {
    height: lines * lineRoom,
    draw: (x, y) => {
      paper.line(x, y, x + width, 0.75, paperInk.strongLine);
      shown.forEach(([name, verdict, promises], place) => {
        const column = place % perLine;
        const left = x + column * cellWidth + (column === 0 ? 0 : 4.5);
        const base = y + Math.floor(place / perLine) * lineRoom;
        // Stays clear of the line to the next one.
        const room = cellWidth - 8;
        if (column > 0)
          paper.decorate((doc) =>
            doc
              .moveTo(left - 5, base + 1)
              .lineTo(left - 5, base + 29)
              .lineWidth(0.6)
              .strokeColor(paperInk.line)
              .stroke(),
          );
        const bold = shrunk(paper, name?.text ?? '', { ...bodyText, weight: 600 }, room);
        paper.tag('P', () => paper.write(paper.fit(name?.text ?? '', bold, room), left, base + 10.5, bold));
        const mark = verdict?.mark ?? 'none';
        const style = shrunk(
          paper,
          verdict?.text ?? '',
          { size: 6.75, weight: 600, color: mark === 'none' ? paperInk.quiet : markColor[mark] },
          room - 9,
        );
        drawMark(paper, mark, left + 3, base + 17.8, 6);
        paper.tag('P', () => paper.write(paper.fit(verdict?.text ?? '', style, room - 9), left + 9, base + 20.2, style));
        const isLast = place === shown.length - 1 && rows.length > shown.length;
        paper.tag('P', () =>
          paper.write(isLast ? `and ${rows.length - shown.length} more` : (promises?.text ?? ''), left, base + 29, small),
        );
      });
    },
  };
}

/** A little smaller where that is enough to show the words whole. */
function shrunk(paper: Paper, words: string, style: TextStyle, room: number): TextStyle {
  const width = paper.measure(words, style);
  return width <= room ? style : { ...style, size: style.size * Math.max(0.86, (room - 0.1) / width) };
}

function riskWords(row: Block['rows'][number]): Span[] {
  const [what, , rest] = row;
  return [
    { text: `${what?.text ?? ''}. `, weight: 600 },
    { text: rest?.text ?? '', color: paperInk.quiet },
  ];
}

function decisionWords(row: Block['rows'][number]): Span[] {
  const [what, advice, by] = row;
  return [
    { text: advice?.text ? `${what?.text ?? ''}: ` : `${what?.text ?? ''} `, weight: 600 },
    { text: advice?.text ? `${advice.text} ` : '' },
    { text: by?.text ?? '', color: paperInk.quiet },
  ];
}

function evidencePiece(paper: Paper, { evidence, edition, month, sha256 }: Scorecard, width: number): Piece {
  const style: TextStyle = { size: 6.2, color: paperInk.quiet };
  const lead = 8.4;
  const lines = Math.ceil(evidence.length / 2);
  const half = (width - 17) / 2;
  const title: Block = {
    key: 'evidence',
    number: 10,
    title: 'Evidence',
    note: 'sha256 of each part; every figure opens its evidence in the app',
    sources: [],
    columns: [],
    rows: [],
    more: 0,
    words: [],
  };
  const heading = titlePiece(paper, title, width);
  const correction = edition && edition.reason !== '' ? `Correction ${edition.version - 1}: ${edition.reason}` : '';
  return {
    height: 5 + heading.height + lines * lead + 12,
    draw: (x, y) => {
      paper.line(x, y, x + width, 1.1, paperInk.text);
      heading.draw(x, y + 4);
      const from = y + 5 + heading.height;
      evidence.forEach(({ number, words, sha256: hash }, place) => {
        const left = x + (place < lines ? 0 : half + 17);
        const base = from + (place % lines) * lead + 6;
        const short = `${hash.slice(0, 4)}…${hash.slice(-4)}`;
        paper.tag('P', () => {
          paper.write(String(number), left, base, style);
          paper.write(paper.fit(words, style, half - 12 - 40), left + 12, base, style);
          paper.write(short, left + half, base, style, 'right');
        });
      });
      const base = from + lines * lead + 9;
      const pack = `${edition ? `pack ${month}-v${edition.version}` : `pack ${month}, not frozen`} · sha256 ${sha256.slice(0, 8)}…${sha256.slice(-8)}`;
      paper.tag('P', () => paper.write(paper.fit(correction, style, width - paper.measure(pack, style) - 16), x, base, style));
      paper.tag('P', () => paper.write(pack, x + width, base, style, 'right'));
    },
  };
}
