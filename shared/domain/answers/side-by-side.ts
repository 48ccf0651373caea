import type { Compared, ComparedMember } from './compare-json.ts';
import { ExactNumber } from './exact-json.ts';

/** A row of a comparison: a line on the left, one on the right. */
export interface SideRow {
  readonly kind: 'same' | 'added' | 'removed' | 'changed' | 'left out' | 'skipped';
  /** Line numbers, from 1; null where there is no line. */
  readonly leftLine: number | null;
  readonly rightLine: number | null;
  readonly left: string;
  readonly right: string;
  /** Lines that are the same and not listed. */
  readonly skipped: number;
}

/** Lines that are the same and stand around a difference. */
const around = 3;
const shownLength = 400;

/** A comparison as rows, with what is the same folded up but for a few lines around each difference. At most `most` rows. */
export function sideBySide(compared: Compared, most: number): { readonly rows: readonly SideRow[]; readonly isCut: boolean } {
  const sink = createSideRows(most);
  write(compared, '', '', '', 0, sink);
  return sink.finish();
}

interface SameLines {
  readonly count: number;
  /** The lines `from` to `to` of the block, on each side. */
  lines(from: number, to: number): readonly (readonly [string, string])[];
}

/** Collects rows; what is the same is only written when it stands beside a difference. */
export function createSideRows(most: number) {
  const rows: SideRow[] = [];
  let leftLine = 0;
  let rightLine = 0;
  let isCut = false;
  let waiting: SameLines[] = [];
  let waitingCount = 0;
  const push = (row: SideRow): void => {
    if (rows.length < most) rows.push(row);
    else isCut = true;
  };
  const same = (block: SameLines): void => {
    waiting.push(block);
    waitingCount += block.count;
  };
  /** Lines `from` to `to` of all that waits. */
  const waitingLines = (from: number, to: number): (readonly [string, string])[] => {
    const found: (readonly [string, string])[] = [];
    let begin = 0;
    for (const block of waiting) {
      const [first, last] = [Math.max(from, begin), Math.min(to, begin + block.count)];
      if (first < last) found.push(...block.lines(first - begin, last - begin));
      begin += block.count;
    }
    return found;
  };
  const writeSame = (from: number, to: number): void => {
    waitingLines(from, to).forEach(([left, right], at) =>
      push({
        kind: 'same',
        leftLine: leftLine + from + at + 1,
        rightLine: rightLine + from + at + 1,
        left: cut(left),
        right: cut(right),
        skipped: 0,
      }),
    );
  };
  const settle = (isEnd: boolean): void => {
    if (waitingCount === 0) return;
    const head = rows.length === 0 ? 0 : Math.min(around, waitingCount);
    const tail = isEnd ? 0 : Math.min(around, waitingCount - head);
    const skipped = waitingCount - head - tail;
    // A fold that hides less than it takes is not worth it.
    if (skipped <= 2) writeSame(0, waitingCount);
    else {
      writeSame(0, head);
      push({ kind: 'skipped', leftLine: null, rightLine: null, left: '', right: '', skipped });
      writeSame(waitingCount - tail, waitingCount);
    }
    leftLine += waitingCount;
    rightLine += waitingCount;
    waiting = [];
    waitingCount = 0;
  };
  const differ = (kind: 'added' | 'removed' | 'changed' | 'left out', left: readonly string[], right: readonly string[]): void => {
    if (isCut) return;
    settle(false);
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const [one, other] = [left[at], right[at]];
      push({
        kind: kind === 'changed' && one === undefined ? 'added' : kind === 'changed' && other === undefined ? 'removed' : kind,
        leftLine: one === undefined ? null : leftLine + at + 1,
        rightLine: other === undefined ? null : rightLine + at + 1,
        left: cut(one ?? ''),
        right: cut(other ?? ''),
        skipped: 0,
      });
    }
    leftLine += left.length;
    rightLine += right.length;
  };
  return {
    same,
    differ,
    finish: () => {
      settle(true);
      return { rows, isCut };
    },
  };
}
type SideRows = ReturnType<typeof createSideRows>;

const cut = (line: string): string => (line.length > shownLength ? `${line.slice(0, shownLength)}…` : line);

function write(one: Compared, name: string, leftComma: string, rightComma: string, depth: number, sink: SideRows): void {
  if (one.is === 'same') return sink.same(sameBlock(one.left, one.right, name, leftComma, rightComma, depth));
  if (one.is === 'added') return sink.differ(one.leftOut === null ? 'added' : 'left out', [], linesOf(one.right, name, rightComma, depth));
  if (one.is === 'removed')
    return sink.differ(one.leftOut === null ? 'removed' : 'left out', linesOf(one.left, name, leftComma, depth), []);
  if (one.is !== 'inside')
    return sink.differ(
      one.leftOut === null ? 'changed' : 'left out',
      linesOf(one.left, name, leftComma, depth),
      linesOf(one.right, name, rightComma, depth),
    );
  const [open, close] = one.isArray ? ['[', ']'] : ['{', '}'];
  const indent = '  '.repeat(depth);
  const bracket = (left: string, right: string): SameLines => ({ count: 1, lines: () => [[left, right]] });
  const lasts = lastOf(one.members);
  // What has no member is one line, what has some is several.
  const emptySide = lasts.left === -1 ? 'left' : lasts.right === -1 ? 'right' : null;
  const begin = `${indent}${name}${open}`;
  const empty = `${begin}${close}${emptySide === 'left' ? leftComma : rightComma}`;
  if (emptySide === null) sink.same(bracket(begin, begin));
  else sink.differ('changed', [emptySide === 'left' ? empty : begin], [emptySide === 'left' ? begin : empty]);
  one.members.forEach((member, at) => {
    const memberName = one.isArray ? '' : `${JSON.stringify(member.rightStep ?? member.leftStep)}: `;
    write(member.compared, memberName, at === lasts.left ? '' : ',', at === lasts.right ? '' : ',', depth + 1, sink);
  });
  if (emptySide === null) sink.same(bracket(`${indent}${close}${leftComma}`, `${indent}${close}${rightComma}`));
  else if (emptySide === 'left') sink.differ('added', [], [`${indent}${close}${rightComma}`]);
  else sink.differ('removed', [`${indent}${close}${leftComma}`], []);
}

/** After the last member of a side stands no comma. */
function lastOf(members: readonly ComparedMember[]): { readonly left: number; readonly right: number } {
  return {
    left: members.findLastIndex(({ leftStep }) => leftStep !== null),
    right: members.findLastIndex(({ rightStep }) => rightStep !== null),
  };
}

function sameBlock(left: unknown, right: unknown, name: string, leftComma: string, rightComma: string, depth: number): SameLines {
  let made: (readonly [string, string])[] | null = null;
  return {
    count: countLines(left),
    lines: (from, to) => {
      if (made === null) {
        const others = linesOf(right, name, rightComma, depth);
        made = linesOf(left, name, leftComma, depth).map((line, at) => [line, others[at] ?? '']);
      }
      return made.slice(from, to);
    },
  };
}

function countLines(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return 1;
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return values.length === 0 ? 1 : values.reduce<number>((sum, one) => sum + countLines(one), 2);
}

/** A value laid out as JSON. */
function linesOf(value: unknown, name: string, comma: string, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (value instanceof ExactNumber) return [`${indent}${name}${value.source}${comma}`];
  if (typeof value !== 'object' || value === null) return [`${indent}${name}${JSON.stringify(value)}${comma}`];
  const members: (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown) => ['', item] as const)
    : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item] as const);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return [`${indent}${name}${open}${close}${comma}`];
  const lines = [`${indent}${name}${open}`];
  members.forEach(([key, item], at) => {
    for (const line of linesOf(item, key, at === members.length - 1 ? '' : ',', depth + 1)) lines.push(line);
  });
  lines.push(`${indent}${close}${comma}`);
  return lines;
}
