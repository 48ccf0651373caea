/**
 * How the rows of a CSV end, in one place for all that reads one. Files that were put together out of two have rows with LF and rows with
 * CRLF: both end at the LF, and the CR before it is no part of the last cell. Rows may end in CR alone where the first one does.
 */
export function rowEndOf(beginning: string): '\n' | '\r' {
  let isQuoted = false;
  for (let at = 0; at < beginning.length; at += 1) {
    const letter = beginning[at];
    // A note in a cell may have line ends of its own.
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === '\n') return '\n';
    else if (!isQuoted && letter === '\r') return (beginning[at + 1] ?? '\n') === '\n' ? '\n' : '\r';
  }
  return '\n';
}

/** The cells of a row that was read up to its LF, without the CR before it. */
export function withoutRowEnd(cells: string[]): string[] {
  const last = cells.at(-1);
  if (last?.endsWith('\r') === true) cells[cells.length - 1] = last.slice(0, -1);
  return cells;
}
