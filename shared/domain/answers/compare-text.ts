import { diffLines } from 'diff';
import { grouped } from '../grouped.ts';
import type { DifferenceList } from './difference-list.ts';
import { createSideRows, type SideRow } from './side-by-side.ts';

export interface TextComparison extends DifferenceList {
  readonly rows: readonly SideRow[];
  readonly isCut: boolean;
  /** The texts differ too much to be matched line by line in the time there is. */
  readonly isTooDifferent: boolean;
}

const timeLimitMs = 3_000;
const shownLength = 200;

/** Compares two texts line by line. */
export function compareText(left: string, right: string, mostDifferences: number, mostRows: number): TextComparison {
  const parts = diffLines(left, right, { timeout: timeLimitMs });
  const counts = { added: 0, removed: 0, changed: 0, type: 0, order: 0 };
  const leftOut = { timestamps: 0, ids: 0, path: 0 };
  if (parts === undefined) return { differences: [], counts, leftOut, rows: [], isCut: false, isTooDifferent: true };
  const differences: DifferenceList['differences'][number][] = [];
  const sink = createSideRows(mostRows);
  let line = 1;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) break;
    const lines = linesIn(part.value);
    if (!part.added && !part.removed) {
      sink.same({ count: lines.length, lines: (from, to) => lines.slice(from, to).map((one) => [one, one] as const) });
      line += lines.length;
      continue;
    }
    // A part that goes and one that comes at the same place are one change.
    const next = parts[at + 1];
    const isChange = part.removed && next?.added === true;
    const gone = part.removed ? lines : [];
    const come = isChange ? linesIn(next.value) : part.added ? lines : [];
    if (isChange) at += 1;
    const kind = isChange ? 'changed' : part.added ? 'added' : 'removed';
    counts[kind] += 1;
    if (differences.length < mostDifferences)
      differences.push({
        kind,
        path: `line ${line}`,
        generalPath: '',
        left: gone.length === 0 ? null : short(gone),
        right: come.length === 0 ? null : short(come),
        note: Math.max(gone.length, come.length) > 1 ? `${grouped(Math.max(gone.length, come.length))} lines` : '',
      });
    sink.differ(kind, gone, come);
    line += come.length;
  }
  return { differences, counts, leftOut, ...sink.finish(), isTooDifferent: false };
}

function linesIn(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r$/, ''));
}

function short(lines: readonly string[]): string {
  const text = lines.slice(0, 3).join(' ⏎ ');
  return text.length > shownLength || lines.length > 3 ? `${text.slice(0, shownLength)}…` : text;
}
