import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitColumns } from './fit-columns.ts';
import type { Column } from './table-column.ts';

const column = (key: string, width: number | undefined, isMinor = false): Column<null> => ({
  key,
  header: key,
  cell: () => null,
  isMinor,
  ...(width === undefined ? {} : { width }),
});
const keys = (columns: readonly Column<null>[]): string => columns.map(({ key }) => key).join('');

it('leaves out minor columns from the last one on until the rest has room', () => {
  const columns = [column('a', 100), column('b', 100, true), column('c', undefined), column('d', 100, true)];
  expect([500, 440, 439, 340, 339, 10].map((width) => keys(fitColumns(columns, width)))).toEqual([
    'abcd',
    'abcd',
    'abc',
    'abc',
    'ac',
    'ac',
  ]);
});

it('never leaves out what matters, and gives the same columns while there is room', () => {
  const columns = fc.array(fc.record({ width: fc.integer({ min: 20, max: 300 }), isMinor: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(columns, fc.integer({ min: 0, max: 2000 }), (made, width) => {
      const all = made.map((one, at) => column(String.fromCodePoint(97 + at), one.width, one.isMinor));
      const shown = fitColumns(all, width);
      expect(shown.filter(({ isMinor }) => !isMinor)).toEqual(all.filter(({ isMinor }) => !isMinor));
      if (made.reduce((sum, one) => sum + one.width, 0) <= width) expect(shown).toBe(all);
    }),
  );
});

it('lets others give way when no minor one is left, the last one first', () => {
  const columns = [
    column('a', 100),
    { ...column('b', 100), givesWay: true },
    column('c', 100, true),
    { ...column('d', 100), givesWay: true },
  ];
  expect([400, 399, 300, 299, 200, 199, 10].map((width) => keys(fitColumns(columns, width)))).toEqual([
    'abcd',
    'abd',
    'abd',
    'ab',
    'ab',
    'a',
    'a',
  ]);
});
