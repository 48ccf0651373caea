import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareJson, type CompareOptions } from './compare-json.ts';
import { compareHeaders } from './compare-headers.ts';
import { compareText } from './compare-text.ts';
import { listDifferences } from './difference-list.ts';
import { parseExactJson } from './exact-json.ts';
import { usualLeaveOut, type LeaveOut } from './left-out.ts';
import { sideBySide } from './side-by-side.ts';

const strict: LeaveOut = { ...usualLeaveOut, keyOrder: false };

function differences(left: unknown, right: unknown, leaveOut: Partial<LeaveOut> = {}, places: Partial<CompareOptions> = {}) {
  const compared = compareJson(left, right, { leaveOut: { ...strict, ...leaveOut }, leftPlaces: [], rightPlaces: [], ...places });
  return listDifferences(compared, 1_000);
}
const words = (left: unknown, right: unknown, leaveOut: Partial<LeaveOut> = {}): string[] =>
  differences(left, right, leaveOut).differences.map(({ kind, path, left: one, right: other }) => `${kind} ${path}: ${one} | ${other}`);

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

describe('two JSON values', () => {
  it('that are the same have no difference, and those that are not have one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        expect(total(differences(left, structuredClone(left)).counts)).toBe(0);
        const isSame = JSON.stringify(left) === JSON.stringify(right);
        expect(total(differences(left, right).counts) === 0).toBe(isSame);
      }),
    );
  });

  it('have the same differences from both sides, with added and removed exchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [one, other] = [differences(left, right).counts, differences(right, left).counts];
        expect(one).toEqual({ ...other, added: other.removed, removed: other.added });
      }),
    );
  });

  it('are told apart by path and kind', () => {
    expect(words({ a: 1, b: { c: 'x' }, gone: true }, { a: '1', b: { c: 'y', d: null } })).toEqual([
      'type $.a: 1 | "1"',
      'changed $.b.c: "x" | "y"',
      'added $.b.d: null | null',
      'removed $.gone: true | null',
    ]);
  });

  it('match the items of a list by what identifies them, wherever they stand', () => {
    const left = [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
      { id: 'c', n: 3 },
    ];
    const right = [
      { id: 'x', n: 9 },
      { id: 'a', n: 1 },
      { id: 'c', n: 4 },
    ];
    expect(words(left, right)).toEqual([
      'added $[0]: null | {"id":"x","n":9}',
      'removed $[1]: {"id":"b","n":2} | null',
      'changed $[2].n: 3 | 4',
    ]);
    expect(words(left, left.toReversed())).toEqual(['order $: null | null']);
    expect(words(left, left.toReversed(), { itemOrder: true })).toEqual([]);
  });

  it('match other items by place, after what is the same at both ends', () => {
    expect(words([1, 2, 3, 4], [1, 9, 2, 3, 4])).toEqual(['added $[1]: null | 9']);
    expect(words(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual(['changed $[1]: "b" | "x"']);
    // Ids that are new with every answer identify nothing.
    expect(words([{ id: 1, v: 1 }], [{ id: 2, v: 1 }], { ids: true })).toEqual([]);
  });

  it('tell numbers apart that JavaScript reads as one', () => {
    const [left, right] = [parseExactJson('{"id":9007199254740993,"n":1.0}'), parseExactJson('{"id":9007199254740992,"n":1}')];
    expect(words(left, right)).toEqual(['changed $.id: 9007199254740993 | 9007199254740992']);
  });

  it('leave out moments, ids, the order of names and own paths, and count what they left out', () => {
    const left = { id: 'a1', createdAt: '2026-11-20T08:00:00Z', expires: 1_790_000_000, n: 1, rows: [{ price: 1 }, { price: 2 }] };
    const right = {
      rows: [{ price: 3 }, { price: 4 }],
      n: 2,
      expires: 1_790_000_900,
      createdAt: '2026-11-21T09:30:00.123+01:00',
      id: 'b2',
    };
    expect(words(left, right, { timestamps: true, ids: true, keyOrder: true })).toEqual([
      'changed $.rows[0].price: 1 | 3',
      'changed $.rows[1].price: 2 | 4',
      'changed $.n: 1 | 2',
    ]);
    const places = [
      ['rows', 0, 'price'],
      ['rows', 1, 'price'],
    ];
    const { differences: rest, leftOut } = differences(
      left,
      right,
      { timestamps: true, ids: true, keyOrder: true },
      { leftPlaces: places, rightPlaces: places },
    );
    expect(rest.map(({ path }) => path)).toEqual(['$.n']);
    expect(leftOut).toEqual({ timestamps: 2, ids: 1, path: 2 });
    // Something that only looks like a name of a moment is compared.
    expect(words({ createdAt: 'yesterday' }, { createdAt: 'today' }, { timestamps: true })).toHaveLength(1);
  });

  it('of 5 MB each are compared in well under a second', () => {
    const rows = Array.from({ length: 40_000 }, (_, id) => ({
      id,
      name: `Product ${id}`,
      tags: ['a', 'b'],
      price: { value: id * 100, currency: 'EUR' },
    }));
    const other = structuredClone(rows).map((row) => (row.id % 1_000 === 0 ? { ...row, name: 'another name' } : row));
    const [left, right] = [JSON.stringify(rows), JSON.stringify(other)];
    expect(left.length).toBeGreaterThan(3_500_000);
    const begin = process.cpuUsage();
    const compared = compareJson(parseExactJson(left), parseExactJson(right), { leaveOut: usualLeaveOut, leftPlaces: [], rightPlaces: [] });
    expect(listDifferences(compared, 1_000).counts.changed).toBe(40);
    expect(sideBySide(compared, 4_000).rows.filter(({ kind }) => kind === 'changed')).toHaveLength(40);
    // Of the processor, not of the clock: other tests run beside this one.
    expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(1_000);
  });
});

describe('the sides beside each other', () => {
  it('hold every line of both when nothing is folded, with its number', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (left, right) => {
        const compared = compareJson(left, right, { leaveOut: strict, leftPlaces: [], rightPlaces: [] });
        const { rows } = sideBySide(compared, 10_000);
        const lines = [JSON.stringify(left, null, 2).split('\n'), JSON.stringify(right, null, 2).split('\n')] as const;
        const skipped = rows.reduce((sum, row) => sum + row.skipped, 0);
        const count = (side: 'leftLine' | 'rightLine') => rows.filter((row) => row[side] !== null).length + skipped;
        expect([count('leftLine'), count('rightLine')]).toEqual([lines[0].length, lines[1].length]);
        // The right side keeps its own order, so each of its lines stands under its number.
        for (const row of rows)
          if (row.rightLine !== null) expect(row.right.slice(0, 400)).toBe(lines[1][row.rightLine - 1]?.slice(0, 400));
      }),
    );
  });

  it('fold what is the same, but for three lines around a difference', () => {
    const left = Array.from({ length: 100 }, (_, n) => n);
    const right = left.with(50, -1);
    const compared = compareJson(left, right, { leaveOut: strict, leftPlaces: [], rightPlaces: [] });
    expect(
      sideBySide(compared, 100).rows.map(({ kind, leftLine, skipped }) => (kind === 'skipped' ? `${skipped} same` : `${kind} ${leftLine}`)),
    ).toEqual(['48 same', 'same 49', 'same 50', 'same 51', 'changed 52', 'same 53', 'same 54', 'same 55', '47 same']);
  });
});

describe('two texts', () => {
  it('are compared line by line; a line that goes where another comes has changed', () => {
    const { differences: found, rows } = compareText('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n', 100, 100);
    expect(found.map(({ kind, path, left, right }) => `${kind} ${path}: ${left} | ${right}`)).toEqual([
      'changed line 2: b | B',
      'added line 5: null | e',
    ]);
    expect(rows.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same', 'same', 'added']);
  });
});

describe('two sets of headers', () => {
  it('differ by name and value whatever their order, and what is new with every answer is marked', () => {
    const left = [
      ['Content-Type', 'text/html'],
      ['X-A', '1'],
      ['Date', 'then'],
    ] as const;
    const right = [
      ['Date', 'now'],
      ['x-a', '1'],
      ['content-type', 'application/json'],
      ['Sunset', 'soon'],
    ] as const;
    expect(compareHeaders(left, right)).toEqual([
      { name: 'content-type', left: 'text/html', right: 'application/json', isUsual: false },
      { name: 'date', left: 'then', right: 'now', isUsual: true },
      { name: 'sunset', left: null, right: 'soon', isUsual: false },
    ]);
  });
});
