import { describe, expect, it } from 'vitest';
import { followRows, noSelection, selectRow } from './table-selection.ts';

const order = ['a', 'b', 'c', 'd'];

describe('selectRow', () => {
  it('selects a range from where it began, in both directions', () => {
    const start = selectRow(noSelection, order, 2, 'alone');
    const down = selectRow(start, order, 3, 'range');
    expect([...down.ids]).toEqual(['c', 'd']);
    expect([...selectRow(down, order, 0, 'range').ids]).toEqual(['a', 'b', 'c']);
  });

  it('stays inside the rows', () => {
    expect(selectRow(noSelection, order, 99, 'alone').active).toBe(3);
    expect(selectRow(noSelection, order, -5, 'alone').active).toBe(0);
  });

  it('adds and takes away single rows', () => {
    const two = selectRow(selectRow(noSelection, order, 0, 'toggle'), order, 2, 'toggle');
    expect([...two.ids]).toEqual(['a', 'c']);
    expect([...selectRow(two, order, 0, 'toggle').ids]).toEqual(['c']);
  });

  it('has nothing to select in an empty table', () => {
    expect(selectRow(noSelection, [], 0, 'alone')).toEqual(noSelection);
  });
});

describe('followRows', () => {
  it('keeps the keyboard and the beginning of a range on their rows when newer ones come above', () => {
    const before = selectRow(noSelection, order, 1, 'alone');
    const newer = ['y', 'z', ...order];
    const now = followRows(before, newer);
    expect(newer[now.active]).toBe('b');
    expect([...selectRow(now, newer, now.active + 1, 'range').ids]).toEqual(['b', 'c']);
  });

  it('goes on to the next row when its own is gone, and back to its own when that comes back', () => {
    const before = selectRow(noSelection, order, 2, 'alone');
    expect(followRows(before, ['a', 'b', 'd']).active).toBe(2);
    expect(followRows(before, ['a']).active).toBe(0);
    expect(followRows(before, ['c']).active).toBe(0);
  });
});
