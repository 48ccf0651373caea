import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLines, unfolded, type Fold } from './folds.ts';

const folds = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 })), { maxLength: 8 })
  .map((pairs) => pairs.map(([line, length]): Fold => ({ line, end: line + length, closing: '}' })))
  // Brackets lie within each other or apart, never across.
  .map((all) => all.filter((one, at) => all.slice(0, at).every((other) => one.line !== other.line && apartOrWithin(one, other))));

function apartOrWithin(one: Fold, other: Fold): boolean {
  const [first, second] = one.line < other.line ? [one, other] : [other, one];
  return second.line > first.end || second.end < first.end;
}

describe('folded lines', () => {
  it('are those that no fold hides, in their order', () => {
    fc.assert(
      fc.property(folds, fc.integer({ min: 95, max: 120 }), (all, total) => {
        const { rows, lineAt, rowOf } = foldLines(all, total);
        const seen = Array.from({ length: total }, (_, at) => at + 1).filter((line) =>
          all.every((fold) => line <= fold.line || line > fold.end),
        );
        expect(Array.from({ length: rows }, (_, row) => lineAt(row))).toEqual(seen);
        expect(seen.map(rowOf)).toEqual(seen.map((_, row) => row));
      }),
    );
  });

  it('stand, when hidden, in the row of the outermost fold that hides them', () => {
    const { rowOf } = foldLines(
      [
        { line: 3, end: 20, closing: '}' },
        { line: 5, end: 9, closing: ']' },
      ],
      30,
    );
    expect([2, 3, 4, 7, 20, 21].map(rowOf)).toEqual([1, 2, 2, 2, 2, 3]);
  });

  it('open for a line that is gone to, and stay otherwise', () => {
    const kept = new Map([3, 25].map((line): [number, Fold] => [line, { line, end: line + 10, closing: '}' }]));
    expect([...unfolded(kept, 7).keys()]).toEqual([25]);
    expect(unfolded(kept, 3)).toBe(kept);
  });
});
