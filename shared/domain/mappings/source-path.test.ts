import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafPaths, leavesOf } from './source-path.ts';

describe('the paths of a sample', () => {
  it('are those of the leaves of its rows, in the order in which they are first seen', () => {
    const row = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(leafPaths(rows)).toEqual([...new Set(rows.flatMap((one) => [...leavesOf(one, 1).keys()]))]);
      }),
    );
  });
});
