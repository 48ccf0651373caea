import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growWanted, shareWidth, wantedWidth } from './share-width.ts';

const text = (width: number, wanted: number) => ({ width, wanted, isNumber: false });
const figure = (width: number) => ({ width, wanted: null, isNumber: true });

describe('what is left over of a table’s width', () => {
  it('goes to the text that is cut before it goes to anything else', () => {
    expect(shareWidth([text(100, 160), text(100, 80), figure(60)], 320)).toEqual([160, 100, 60]);
    expect(shareWidth([text(100, 400), text(100, 110), figure(60)], 300)).toEqual([130, 110, 60]);
  });

  it('then goes to all columns but figures', () => {
    expect(shareWidth([text(100, 50), text(300, 50), figure(60)], 860)).toEqual([200, 600, 60]);
    expect(shareWidth([figure(50), figure(50)], 200)).toEqual([100, 100]);
  });

  it('is not there when the box is too small or not measured yet', () => {
    expect(shareWidth([text(100, 160)], 50)).toEqual([100]);
    expect(shareWidth([text(100, 160)], Number.POSITIVE_INFINITY)).toEqual([100]);
  });

  it('fills the box and makes no column smaller', () => {
    const shares = fc.array(
      fc.record({ width: fc.integer({ min: 20, max: 300 }), wanted: fc.option(fc.integer({ min: 20, max: 380 })), isNumber: fc.boolean() }),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(shares, fc.integer({ min: 0, max: 3000 }), (columns, box) => {
        const widths = shareWidth(columns, box);
        const least = columns.reduce((total, { width }) => total + width, 0);
        expect(widths.reduce((total, width) => total + width, 0)).toBeCloseTo(Math.max(least, box), 6);
        widths.forEach((width, at) => expect(width).toBeGreaterThanOrEqual(columns[at]?.width ?? 0));
      }),
    );
  });
});

it('asks for room by its longest text, never without end, and not for figures', () => {
  const column = { key: 'a', header: 'A', cell: () => null, value: (row: string | number) => row };
  const short = wantedWidth(column, ['ab', 'abcd']) ?? 0;
  expect(wantedWidth(column, ['ab', 'abcdefgh'])).toBeGreaterThan(short);
  expect(wantedWidth(column, ['x'.repeat(5000)])).toBe(300);
  expect(wantedWidth(column, [1, 2])).toBeNull();
  expect(wantedWidth(column, [])).toBeNull();
  expect(wantedWidth({ ...column, align: 'right' }, ['12 of 15'])).toBeNull();
  expect(wantedWidth({ ...column, isDrawn: true }, ['3 days with failures, 22 without'])).toBeNull();
});

it('remembers what a column once asked for, so that a filter moves no column', () => {
  const columns = [{ key: 'a', header: 'A', cell: () => null, value: (row: string) => row }];
  const whole = growWanted(new Map(), columns, ['short', 'a much longer text']);
  expect(growWanted(whole, columns, ['short'])).toBe(whole);
  expect(growWanted(whole, columns, ['a text that is longer than every one before']).get('a')).toBeGreaterThan(whole.get('a') ?? 0);
});
