import { cutText, textWidth, wrapText } from './text-width.ts';
import { wordsOf, type Line, type Text } from './text.ts';

export interface Column {
  readonly title: string;
  /** Numbers stand on the right. */
  readonly align?: 'left' | 'right';
  /** Columns of the terminal down to which it may be cut when the table is too wide; without it, it is never cut. */
  readonly least?: number;
  /** For sentences, in the last column: they go on below in place of being cut. */
  readonly wraps?: boolean;
}

const gap = '  ';

/**
 * A table for so many columns of the terminal: a quiet heading, then a line for every row. When it is too wide, the
 * widest of the columns that may be cut gives way first; ids and numbers never do, so that a line may be longer.
 */
export function layoutTable(columns: readonly Column[], rows: readonly (readonly Text[])[], width: number): Line[] {
  const widths = fitWidths(columns, naturalWidths(columns, rows), width);
  const layOut = (cells: readonly Text[], tone?: 'quiet'): Line =>
    columns.flatMap((column, index): Text[] => {
      const cell = cells[index] ?? '';
      const text = fill(wordsOf(cell), widths[index] ?? 0, column.align ?? 'left');
      const styled = tone ? { text, tone } : typeof cell === 'string' ? text : { text, tone: cell.tone };
      return index === 0 ? [styled] : [gap, styled];
    });
  const last = columns.length - 1;
  const wrap = (row: readonly Text[]): readonly (readonly Text[])[] => {
    if (columns[last]?.wraps !== true) return [row];
    return wrapText(wordsOf(row[last] ?? ''), widths[last] ?? 0).map((part, index) =>
      index === 0 ? [...row.slice(0, last), part] : [...row.slice(0, last).map(() => ''), part],
    );
  };
  return [
    layOut(
      columns.map(({ title }) => title),
      'quiet',
    ),
    ...rows.flatMap((row) => wrap(row).map((part) => layOut(part))),
  ];
}

const naturalWidths = (columns: readonly Column[], rows: readonly (readonly Text[])[]): number[] =>
  columns.map(({ title }, index) => rows.reduce((widest, row) => Math.max(widest, textWidth(wordsOf(row[index] ?? ''))), textWidth(title)));

function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, each) => sum + each, 0) + gap.length * (columns.length - 1) - width;
  while (over > 0) {
    const spare = columns.map(({ least, title }, index) =>
      least === undefined ? 0 : (widths[index] ?? 0) - Math.max(least, textWidth(title)),
    );
    const cuttable = widths.map((each, index) => ((spare[index] ?? 0) > 0 ? each : -1));
    const widest = cuttable.indexOf(Math.max(...cuttable));
    if (cuttable[widest] === undefined || cuttable[widest] < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function fill(text: string, width: number, align: 'left' | 'right'): string {
  const cut = cutText(text, width);
  const space = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'right' ? space + cut : cut + space;
}

/** Names and values below each other; a value that is null or empty is left out. */
export function layoutFacts(facts: readonly (readonly [string, Text | null])[]): Line[] {
  const shown = facts.filter((fact): fact is readonly [string, Text] => fact[1] !== null && wordsOf(fact[1]) !== '');
  const width = shown.reduce((widest, [name]) => Math.max(widest, textWidth(name)), 0);
  return shown.map(([name, value]) => [{ text: fill(name, width, 'left'), tone: 'quiet' }, gap, value]);
}
