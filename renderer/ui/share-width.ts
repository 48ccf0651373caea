import { letterCount } from './letter-count.ts';
import type { Column } from './table-column.ts';

/** Pixels that a column without a width keeps. */
export const narrowestFlexible = 140;

/** Of a cell: an average letter, and what stands beside the letters (the padding, a mark). */
const letterWidth = 6.9;
const besideLetters = 30;
/** What a column may ask for; a sentence is cut, and whole on hover. */
const mostWanted = 300;
/** How many rows are looked at. */
const looked = 200;

/** What a column would take to show the longest of its first texts whole; null for figures and for what is no text. */
export function wantedWidth<T>(column: Column<T>, rows: readonly T[]): number | null {
  if (column.align === 'right' || column.isDrawn === true) return null;
  let longest = -1;
  for (const row of rows.slice(0, looked)) {
    const value = column.value?.(row);
    if (typeof value === 'string') longest = Math.max(longest, letterCount(value));
  }
  return longest < 0 ? null : Math.min(mostWanted, Math.round(longest * letterWidth) + besideLetters);
}

/** What columns want by their keys, together with what they wanted before; the same map when no column wants more. */
export function growWanted<T>(
  known: ReadonlyMap<string, number>,
  columns: readonly Column<T>[],
  rows: readonly T[],
): ReadonlyMap<string, number> {
  const more = columns
    .map((column) => [column.key, wantedWidth(column, rows) ?? 0] as const)
    .filter(([key, wanted]) => wanted > (known.get(key) ?? 0));
  return more.length === 0 ? known : new Map([...known, ...more]);
}

interface Share {
  /** The least, as the table names it. */
  readonly width: number;
  /** To show its longest text; null when it holds no text. */
  readonly wanted: number | null;
  readonly isNumber: boolean;
}

/**
 * The widths of a table's columns in a box: what is left over goes first to texts that are cut, those that lack little
 * before those that lack much, then to all columns but figures. Without anything left over every column keeps its own.
 */
export function shareWidth(columns: readonly Share[], box: number): readonly number[] {
  const widths = columns.map(({ width }) => width);
  const spare = box - sum(widths);
  if (!Number.isFinite(spare) || spare <= 0) return widths;
  const given = feed(
    columns.map(({ width, wanted }) => Math.max(0, (wanted ?? 0) - width)),
    spare,
  );
  const fed = widths.map((width, at) => width + (given[at] ?? 0));
  const weights = columns.map(({ isNumber }, at) => (isNumber ? 0 : (fed[at] ?? 0)));
  const all = sum(weights) === 0 ? fed : weights;
  return fed.map((width, at) => width + ((spare - sum(given)) * (all[at] ?? 0)) / sum(all));
}

/** Each as much as it lacks, as long as there is enough: nobody gets more than the same while somebody lacks something. */
function feed(lacks: readonly number[], spare: number): readonly number[] {
  const given = lacks.map(() => 0);
  let left = spare;
  const order = lacks.map((_, at) => at).toSorted((a, b) => (lacks[a] ?? 0) - (lacks[b] ?? 0));
  for (const [place, at] of order.entries()) {
    const share = Math.min(lacks[at] ?? 0, left / (order.length - place));
    given[at] = share;
    left -= share;
  }
  return given;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
