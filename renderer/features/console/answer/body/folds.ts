/** What is folded in a text of lines: its first line stays and says what is hidden, up to and with the line that closes it. Lines count from 1. */
export interface Fold {
  readonly line: number;
  readonly end: number;
  /** The text of the closing line: "]," */
  readonly closing: string;
}

/** The lines that folds leave in sight. Rows count from 0. */
export interface Folded {
  readonly rows: number;
  /** The line that stands in a row. */
  readonly lineAt: (row: number) => number;
  /** The row where a line stands, or the fold that hides it. */
  readonly rowOf: (line: number) => number;
}

/** Of folds that lie within others the outermost counts; the inner ones are as they were when it is opened. */
export function foldLines(folds: Iterable<Fold>, total: number): Folded {
  const outer: { readonly line: number; readonly end: number; readonly row: number }[] = [];
  let hidden = 0;
  for (const { line, end } of [...folds].toSorted((one, other) => one.line - other.line)) {
    if (line <= (outer.at(-1)?.end ?? 0)) continue;
    outer.push({ line, end, row: line - 1 - hidden });
    hidden += end - line;
  }
  /** The last fold of which `isBefore` holds. */
  const lastWhere = (isBefore: (fold: (typeof outer)[number]) => boolean): (typeof outer)[number] | undefined => {
    let [low, high] = [0, outer.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(outer[middle] as (typeof outer)[number])) low = middle + 1;
      else high = middle;
    }
    return outer[low - 1];
  };
  return {
    rows: Math.max(0, total - hidden),
    lineAt: (row) => {
      const fold = lastWhere((one) => one.row < row);
      return fold === undefined ? row + 1 : fold.end + row - fold.row;
    },
    rowOf: (line) => {
      const fold = lastWhere((one) => one.line < line);
      if (fold === undefined) return line - 1;
      return line <= fold.end ? fold.row : fold.row + line - fold.end;
    },
  };
}

/** The folds without those that hide a line. */
export function unfolded(folds: ReadonlyMap<number, Fold>, line: number): ReadonlyMap<number, Fold> {
  const kept = [...folds].filter(([, fold]) => line <= fold.line || line > fold.end);
  return kept.length === folds.size ? folds : new Map(kept);
}
