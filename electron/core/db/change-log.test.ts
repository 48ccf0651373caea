import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { actor } from '../testing/test-inventory.ts';
import { genesisHash, verifyChain } from './change-log.ts';
import type { Engine } from '../engine.ts';

const tests = coresForTests();

async function withEntries(count: number): Promise<Engine> {
  const { engine } = await tests.startOpen();
  for (let index = 0; index < count; index += 1) {
    engine.commands.run(actor, (changes) =>
      changes.insert('process', { id: engine.clock.newId(), name: `Process ${index}`, created_at: 1 }, `Process ${index} added`),
    );
  }
  return engine;
}

/** What somebody with another tool could do: the triggers are no lock, the chain is. */
function tamper(engine: Engine, sql: string, ...values: (string | number)[]): void {
  const { db } = engine.workspace;
  db.script('DROP TRIGGER IF EXISTS activity_is_append_only_update; DROP TRIGGER IF EXISTS activity_is_append_only_delete');
  db.run(sql, ...values);
}

describe('the change log', () => {
  it('starts from the genesis hash, and every entry covers the one before', async () => {
    const engine = await withEntries(3);
    const rows = engine.db.all<{ seq: number; previous_hash: string; hash: string }>(
      'SELECT seq, previous_hash, hash FROM activity ORDER BY seq',
    );
    expect(rows[0]?.previous_hash).toBe(genesisHash);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    for (const [index, row] of rows.entries()) if (index > 0) expect(row.previous_hash).toBe(rows[index - 1]?.hash);
    expect(verifyChain(engine.db)).toEqual({ isWhole: true, entries: 4, brokenAt: null, lastHash: rows.at(-1)?.hash });
  });

  it('is verified whole over more than one page of entries', async () => {
    const { engine } = await tests.startOpen();
    engine.commands.run(actor, (changes) => {
      for (let index = 0; index < 2_300; index += 1) changes.note('workspace', engine.workspace.id, `note ${index}`);
    });
    expect(verifyChain(engine.db)).toMatchObject({ isWhole: true, entries: 2_301 });
    tamper(engine, "UPDATE activity SET summary = 'another' WHERE seq = 1500");
    expect(verifyChain(engine.db)).toMatchObject({ isWhole: false, entries: 1_499, brokenAt: 1_500 });
  });

  const columns = [
    'at',
    'command_id',
    'actor',
    'via',
    'entity',
    'entity_id',
    'operation',
    'summary',
    'before',
    'after',
    'undoes',
    'previous_hash',
    'hash',
  ];
  it.each(columns)('finds at the right entry that %s was changed', async (column) => {
    const engine = await withEntries(4);
    tamper(engine, `UPDATE activity SET ${column} = ${column === 'at' || column === 'undoes' ? '99' : "'changed'"} WHERE seq = 3`);
    expect(verifyChain(engine.db)).toMatchObject({ isWhole: false, entries: 2, brokenAt: 3 });
  });

  it('finds an entry that was removed, one that was put in, and two that changed places', async () => {
    const removed = await withEntries(4);
    tamper(removed, 'DELETE FROM activity WHERE seq = 3');
    expect(verifyChain(removed.db)).toMatchObject({ brokenAt: 3 });

    const added = await withEntries(2);
    tamper(
      added,
      "INSERT INTO activity SELECT seq + 1, at, command_id, actor, via, entity, entity_id, operation, 'a lie', before, after, undoes, hash, hash FROM activity ORDER BY seq DESC LIMIT 1",
    );
    expect(verifyChain(added.db)).toMatchObject({ brokenAt: 4 });

    const swapped = await withEntries(4);
    tamper(swapped, 'UPDATE activity SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)');
    tamper(swapped, 'UPDATE activity SET seq = -seq WHERE seq < 0');
    expect(verifyChain(swapped.db)).toMatchObject({ brokenAt: 2 });
  });

  it('cannot be changed or shortened by any statement of ours', async () => {
    const engine = await withEntries(1);
    expect(() => engine.workspace.db.run("UPDATE activity SET actor = 'somebody'")).toThrow(/append-only/);
    expect(() => engine.workspace.db.run('DELETE FROM activity')).toThrow(/append-only/);
    expect(verifyChain(engine.db).isWhole).toBe(true);
  });
});
