import type { PaperColumn } from '../../../shared/domain/documents/paper-document.ts';
import { paperInk, type TextStyle } from './paper.ts';
import type { Flow } from './render-pdf.ts';

const head: TextStyle = { size: 8, weight: 500, color: paperInk.quiet };
const cell: TextStyle = { size: 8.5 };
const lead = 11.5;
const gap = 10;

/** A table whose cells wrap and whose head stands again on every page. */
export function writeTable(flow: Flow, columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): void {
  const { paper } = flow;
  const widths = columnWidths(flow, columns, rows);
  const writeRow = (cells: readonly string[], tag: 'TH' | 'TD', style: TextStyle): void => {
    const wrapped = widths.map((width, place) => paper.wrap(cells[place] ?? '', style, width));
    const height = Math.max(1, ...wrapped.map(({ length }) => length)) * lead + 4;
    paper.within('TR', () => {
      let x = flow.left;
      wrapped.forEach((lines, place) => {
        const width = widths[place] ?? 0;
        const isRight = columns[place]?.align === 'right';
        const draw = (): void =>
          lines.forEach((line, row) => {
            const y = flow.y + (row + 1) * lead - 2;
            paper.write(line, isRight ? x + width : x, y, style, isRight ? 'right' : 'left');
          });
        paper.tag(tag, draw, tag === 'TH' ? { scope: 'Column' } : {});
        x += width + gap;
      });
    });
    flow.y += height;
    paper.line(flow.left, flow.y, flow.right, 0.6, tag === 'TH' ? paperInk.strongLine : paperInk.line);
  };
  paper.within('Table', () => {
    flow.room(lead * 3);
    writeRow(
      columns.map(({ title }) => title),
      'TH',
      head,
    );
    for (const row of rows) {
      const before = flow.y;
      const height = Math.max(1, ...widths.map((width, place) => paper.wrap(row[place] ?? '', cell, width).length)) * lead + 4;
      flow.room(height);
      if (flow.y < before)
        writeRow(
          columns.map(({ title }) => title),
          'TH',
          head,
        );
      writeRow(row, 'TD', cell);
    }
  });
}

/** By the shares that were asked for, else by what the cells hold, within the width of the page. */
function columnWidths(flow: Flow, columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): number[] {
  const { paper } = flow;
  const whole = flow.right - flow.left - gap * (columns.length - 1);
  const wanted = columns.map(({ title, width }, place) =>
    width === undefined
      ? Math.min(
          220,
          Math.max(paper.measure(title, head), 24, ...rows.slice(0, 60).map((row) => paper.measure(row[place] ?? '', cell))) + 1,
        )
      : null,
  );
  const shares = columns.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const fixed = wanted.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const scale = shares === 0 ? (fixed > whole ? whole / fixed : 1) : Math.min(1, (whole * 0.7) / Math.max(1, fixed));
  const rest = Math.max(0, whole - fixed * scale);
  const widths = wanted.map((width, place) => (width === null ? (rest * (columns[place]?.width ?? 0)) / shares : width * scale));
  const used = widths.reduce((sum, width) => sum + width, 0);
  // What is left goes to the widest column that is read from the left.
  const widest = widths.reduce(
    (best, width, place) => (columns[place]?.align !== 'right' && width > (widths[best] ?? 0) ? place : best),
    0,
  );
  if (used < whole) widths[widest] = (widths[widest] ?? 0) + whole - used;
  return widths;
}
