import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { importNow, smallDocument } from '../testing/test-inventory.ts';

const tests = coresForTests();

describe('the activity', () => {
  it('lists who did what, newest first, by record, by words and by page', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    await client.inventory.updateApi({ id: apiId, criticality: 'high' });
    await client.inventory.updateApi({ id: apiId, notes: '100 % ours' });
    const all = await client.activity.list({});
    expect(all.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: all.total }, (_, index) => all.total - index));
    const own = await client.activity.list({ entity: 'api', entityId: apiId });
    expect(own.entries.map(({ operation }) => operation)).toEqual(['update', 'update', 'create']);
    expect(own.entries[1]).toMatchObject({
      summary: expect.stringContaining('Criticality of'),
      before: { criticality: 'medium' },
      after: { criticality: 'high' },
      via: 'app',
    });
    const page = await client.activity.list({ before: all.entries[1]?.seq ?? 0, limit: 1 });
    expect(page).toMatchObject({ total: all.total, entries: [{ seq: all.entries[2]?.seq }] });
    expect((await client.activity.list({ text: 'CRITICALITY' })).total).toBe(1);
    expect((await client.activity.list({ text: '%' })).total).toBe(0);
    expect((await client.activity.list({ text: "'; --" })).total).toBe(0);
  });

  it('verifies itself in words, and undoes with a new entry', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    await client.inventory.updateApi({ id: apiId, notes: 'x' });
    const undone = await client.activity.undo({ entity: 'api', entityId: apiId });
    expect(undone).toMatchObject({ operation: 'update', undoes: undone.seq - 1, after: { notes: '' } });
    const verdict = await client.activity.verify({});
    expect(verdict).toMatchObject({ isWhole: true, entries: undone.seq, lastHash: undone.hash, words: expect.stringContaining('whole') });
    engine.workspace.db.script('DROP TRIGGER activity_is_append_only_update');
    engine.workspace.db.run("UPDATE activity SET actor = 'nobody' WHERE seq = 2");
    expect(await client.activity.verify({})).toMatchObject({
      isWhole: false,
      brokenAt: 2,
      words: expect.stringContaining('broken at entry 2'),
    });
  });
});
