import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<T> {
  readonly key: string;
  readonly header: string;
  /** Pixels; a column without a width takes what is left. */
  readonly width?: number;
  readonly align?: 'right';
  readonly cell: (row: T) => ReactNode;
  /** What the column sorts by, and what a CSV has; a column without it is not sorted. */
  readonly value?: (row: T) => string | number | null;
  /** Its cells are drawings, however long the words are that stand for them: they take their width and no more. */
  readonly isDrawn?: boolean;
  readonly initiallyHidden?: boolean;
  /** Left out where the table's own box has no room for every column; the last one goes first. */
  readonly isMinor?: boolean;
  /** Left out when that is not enough: where an open panel leaves the table little, and says it itself. */
  readonly givesWay?: boolean;
}
