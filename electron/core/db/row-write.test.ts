import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinWrites, writeRow, type RowWrite } from './row-write.ts';
import { Sqlite } from './sqlite.ts';

const id = fc.constantFrom('a', 'b', 'c');
const columns = fc.dictionary(fc.constantFrom('state', 'words'), fc.oneof(fc.string(), fc.constant(null)), { minKeys: 1 });
const patch = fc.record({ table: fc.constant('flow_runs'), how: fc.constant('patch'), key: fc.record({ id }), values: columns });
const replace = fc.record({ table: fc.constant('flow_runs'), how: fc.constant('replace'), key: fc.record({ id }), values: columns });

function rowsAfter(writes: readonly RowWrite[]): unknown[] {
  const db = new Sqlite(':memory:', { journal: 'DELETE' });
  try {
    db.script(
      "CREATE TABLE flow_runs (id TEXT PRIMARY KEY, state TEXT, words TEXT); INSERT INTO flow_runs VALUES ('a', 'before', 'before')",
    );
    for (const one of writes) writeRow(db, one);
    return db.all('SELECT * FROM flow_runs ORDER BY id');
  } finally {
    db.close();
  }
}

it('writes joined leave the same rows as one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(patch, replace), { maxLength: 8 }), (writes) => {
      // A row that is made after it was patched is no case: what is seen is made first.
      const made = new Set(['a']);
      const all = (writes as RowWrite[]).filter(({ how, key }) =>
        how === 'replace' ? made.add(String(key['id'])) : made.has(String(key['id'])),
      );
      const joined = joinWrites(all);
      expect(rowsAfter(joined)).toEqual(rowsAfter(all));
      expect(new Set(joined.map(({ key }) => key['id'])).size).toBe(joined.length);
    }),
    { numRuns: 60 },
  );
});
