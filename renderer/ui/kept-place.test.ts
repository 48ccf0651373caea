import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptPlace } from './kept-place.ts';

describe('keptPlace', () => {
  it('follows what is there, wherever it stands by now', () => {
    const order = fc.uniqueArray(fc.string(), { minLength: 1 });
    fc.assert(
      fc.property(order, fc.nat(), fc.nat(), (ids, before, pick) => {
        const id = ids[pick % ids.length] ?? '';
        expect(ids[keptPlace(ids, before, id)]).toBe(id);
      }),
    );
  });

  it('gives the place of what is gone to the next, and to the last when it was the last', () => {
    expect(keptPlace(['a', 'c'], 1, 'b')).toBe(1);
    expect(keptPlace(['a', 'b'], 2, 'c')).toBe(1);
    expect(keptPlace([], 2, 'c')).toBe(-1);
  });

  it('is nowhere when it was nowhere', () => {
    expect(keptPlace(['a', 'b'], -1, null)).toBe(-1);
  });
});
