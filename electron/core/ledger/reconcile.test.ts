import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { bridgeLines } from '../../../shared/domain/ledger/bridge.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { Reconciler, type Observed, type Reconciliation } from './reconcile.ts';
import { plainSpec, row } from './testing/plain-spec.ts';

const open: Reconciler[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));

type Rows = readonly Readonly<Record<string, string>>[];

function compare(left: Rows, right: Rows, spec: LedgerSpec = plainSpec): Reconciliation {
  const reconciler = new Reconciler(spec, ':memory:');
  open.push(reconciler);
  for (const each of left) reconciler.add('left', each);
  for (const each of right) reconciler.add('right', each);
  const result = reconciler.compareNow();
  reconciler.close();
  open.pop();
  return result;
}

const classes = (result: Reconciliation): string[] =>
  result.observed
    .map((one: Observed) => (one.kind === 'finding' ? `${one.finding.key} ${one.finding.class}` : `${one.rejection.key} rejected`))
    .toSorted();

describe('rows of one day that are missing', () => {
  const day = '2026-11-04';
  const rows = Array.from({ length: 24 }, (_each, hour) =>
    row({ id: `k${hour}`, amount: '5', at: `${day}T${String(hour).padStart(2, '0')}:00:00Z` }),
  );
  const elsewhere = [row({ id: 'other', amount: '1', at: '2026-11-05T00:00:00Z' })];
  const dayCauses = (result: Reconciliation): string[] => [
    ...new Set(result.observed.map((one) => `${result.causeOf(one).words} | ${result.causeOf(one).likely}`)),
  ];

  it('are a day that the export lacks only when it has no row of that day', () => {
    expect(dayCauses(compare([...rows, ...elsewhere], elsewhere))).toEqual(['all of 4 Nov | right export lacks that day']);
  });

  it('are a part of the day when other rows of it are there', () => {
    const right = [...rows.slice(0, 9), ...rows.slice(21)];
    expect(dayCauses(compare(rows, right))).toEqual(['4 Nov, 09:00–20:00 | part of that day is missing in the right export']);
    expect(dayCauses(compare(right, rows))).toEqual(['4 Nov, 09:00–20:00 | part of that day is missing in the left export']);
  });
});

describe('what records of one key are to each other', () => {
  it('agrees when the records agree, however the file writes them', () => {
    const result = compare([row({ id: 'a', amount: '419.00' })], [row({ id: ' a ', amount: '419' })]);
    expect([result.matched, result.observed.length]).toEqual([1, 0]);
  });

  it('names what is missing, what differs and what stands twice', () => {
    const result = compare(
      [
        row({ id: 'only left', amount: '1' }),
        row({ id: 'pair', amount: '2' }),
        row({ id: 'twice', amount: '3' }),
        row({ id: 'twice', amount: '3' }),
      ],
      [row({ id: 'pair', amount: '2.50' }), row({ id: 'only right', amount: '4' }), row({ id: 'twice', amount: '3' })],
    );
    expect(classes(result)).toEqual(['only left missing_right', 'only right missing_left', 'pair value_mismatch', 'twice duplicate_left']);
  });

  it('never compares amounts of two currencies, and shows each in its own bridge', () => {
    const result = compare([row({ id: 'a', amount: '10' })], [row({ id: 'a', amount: '10', currency: 'USD' })]);
    const [only] = result.observed;
    expect(only?.kind === 'finding' && only.finding.fields).toEqual(['currency']);
    expect(result.bridges.map(({ currency, lines, remainderMinor }) => [currency, lines.value_mismatch.minor, remainderMinor])).toEqual([
      ['EUR', -1000, 0],
      ['USD', 1000, 0],
    ]);
  });

  it('lets a record wait inside the settle window, counted from the latest record of the files', () => {
    const spec = { ...plainSpec, settleDays: 2 };
    const left = [
      row({ id: 'fresh', amount: '5', at: '2026-11-19T09:00:00Z' }),
      row({ id: 'old', amount: '6', at: '2026-11-01T09:00:00Z' }),
      row({ id: 'x', amount: '1', at: '2026-11-20T09:00:00Z' }),
    ];
    expect(classes(compare(left, [row({ id: 'x', amount: '1', at: '2026-11-20T09:00:00Z' })], spec))).toEqual([
      'fresh timing',
      'old missing_right',
    ]);
  });

  it('counts what a tolerance let pass, so that the sums still meet', () => {
    const result = compare([row({ id: 'a', amount: '10.00' })], [row({ id: 'a', amount: '10.02' })], {
      ...plainSpec,
      amountTolerance: { kind: 'minor', amount: 2 },
    });
    expect([result.observed.length, result.bridges[0]?.lines.tolerated.minor, result.bridges[0]?.remainderMinor]).toEqual([0, 2, 0]);
  });

  it('matches no row without a key, and says so', () => {
    const result = compare([row({ id: '', amount: '1' })], [row({ id: ' ', amount: '1' })]);
    expect([result.matched, result.rejected.left, result.rejected.right, result.byClass.rejected_row]).toEqual([0, 1, 1, 2]);
  });
});

describe('what rows have in common', () => {
  const cause = (result: Reconciliation): string[] => [...new Set(result.observed.map((one) => result.causeOf(one).words))].toSorted();

  it('sees yen written as if they had cents', () => {
    const yen = (id: string, amount: string) => row({ id, amount, currency: 'JPY' });
    const result = compare([yen('a', '1200'), yen('b', '350')], [yen('a', '120000'), yen('b', '35000')]);
    expect(result.observed.map((one) => [result.causeOf(one).words, result.causeOf(one).likely])).toEqual([
      ['right = left × 100', 'minor units: JPY has none'],
      ['right = left × 100', 'minor units: JPY has none'],
    ]);
  });

  it('sees local time taken for UTC, a day that is missing, and a sign that turned', () => {
    const exactTime: LedgerSpec = { ...plainSpec, timeTolerance: { kind: 'minutes', minutes: 5 } };
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const early = ids.map((id) => row({ id, amount: '1', at: '2026-11-03T10:00:00Z' }));
    expect(
      cause(
        compare(
          early,
          ids.map((id) => row({ id, amount: '1', at: '2026-11-03T11:00:09Z' })),
          exactTime,
        ),
      ),
    ).toEqual(['right = left + 1 h']);
    expect(cause(compare(early, [row({ id: 'z', amount: '1' })]))).toEqual(['all of 3 Nov', 'no left row']);
    expect(
      cause(
        compare(
          ids.map((id) => row({ id, amount: '7.5' })),
          ids.map((id) => row({ id, amount: '-7.5' })),
        ),
      ),
    ).toEqual(['right = −left']);
  });

  it('does not call one row a pattern', () => {
    expect(cause(compare([row({ id: 'a', amount: '1' })], [row({ id: 'a', amount: '100' })]))).toEqual(['amount differs']);
  });
});

const anyRow = fc.record({
  id: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', ''),
  amount: fc.oneof(
    fc.integer({ min: -100_000, max: 100_000 }).map((minor) => (minor / 100).toFixed(2)),
    fc.constantFrom('', 'x', '1,000.00', '0.001'),
  ),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'eur', ''),
  at: fc.constantFrom('2026-11-10T08:00:00Z', '2026-11-19T08:00:00Z', '2026-11-20', '', 'soon'),
  status: fc.constantFrom('paid', 'open'),
});
const anyRows = fc.array(anyRow, { maxLength: 14 });
const anySpec = fc
  .record({
    settleDays: fc.constantFrom(null, 0, 2),
    amountTolerance: fc.constantFrom(
      { kind: 'exact' } as const,
      { kind: 'minor', amount: 500 } as const,
      { kind: 'percent', percent: 10 } as const,
    ),
    timeTolerance: fc.constantFrom({ kind: 'shown' } as const, { kind: 'minutes', minutes: 60 } as const),
  })
  .map((patch): LedgerSpec => ({ ...plainSpec, ...patch }));

describe('any two files', () => {
  it('keep every row, and leave nothing unexplained', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anySpec, (left, right, spec) => {
        const result = compare(left, right, spec);
        for (const side of ['left', 'right'] as const) {
          const rows = side === 'left' ? left.length : right.length;
          // I1: every row is matched, in a break, or rejected.
          expect(result.matched + result.inBreaks[side] + result.rejected[side]).toBe(rows);
          expect(result.rows[side]).toBe(rows);
        }
        for (const bridge of result.bridges) {
          // I2: the lines lead from one sum to the other, to the last minor unit.
          expect(bridge.remainderMinor).toBe(0);
          expect(bridgeLines.reduce((sum, line) => sum + bridge.lines[line].minor, bridge.leftMinor)).toBe(bridge.rightMinor);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('give the same digest in whatever order their rows are', () => {
    const shuffled = (rows: Rows, seed: number): Rows =>
      rows
        .map((one, index) => ({ one, at: ((index + 1) * seed) % 17 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one);
    fc.assert(
      fc.property(anyRows, anyRows, fc.integer({ min: 2, max: 16 }), (left, right, seed) => {
        expect(compare(shuffled(left, seed), shuffled(right, seed + 1)).digest).toBe(compare(left, right).digest);
      }),
      { numRuns: 150 },
    );
  });
});
