import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { actor } from '../testing/test-inventory.ts';
import { addApi, removeEnvironment, saveEnvironment, updateApi, updateVendor } from '../inventory/changes.ts';
import { removeApi } from '../inventory/removals.ts';
import { acknowledgeEvent, addEvent, removeEvent, updateEvent } from '../calendar/service.ts';
import { verifyChain } from './change-log.ts';
import { Commands } from './commands.ts';
import { Sqlite } from './sqlite.ts';
import type { Engine } from '../engine.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';

const tests = coresForTests();

const newApi = (engine: Engine, name = 'Orders', vendorName = 'Testpay'): string =>
  addApi(engine.commands, engine.clock, actor, { vendorName, name, version: '1', baseUrl: 'https://api.testpay.example' }).id;
const apiName = (engine: Engine, id: string): string | undefined =>
  engine.db.get<{ name: string }>('SELECT name FROM apis WHERE id = ?', id)?.name;

describe('a command', () => {
  it('is one transaction: when it throws, nothing of it stays, not even in the log', async () => {
    const { engine } = await tests.startOpen();
    const before = dump(engine);
    const entries = verifyChain(engine.db).entries;
    expect(() =>
      engine.commands.run(actor, (changes) => {
        changes.insert('vendor', { id: engine.clock.newId(), name: 'Halfway', created_at: 1 }, 'added');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(dump(engine)).toEqual(before);
    expect(verifyChain(engine.db).entries).toBe(entries);
  });

  it('announces the topics it touched after the commit, and nothing when nothing changed', async () => {
    const { engine, core } = await tests.startOpen();
    const id = newApi(engine);
    const events: unknown[] = [];
    core.listen((event) => events.push(event));
    updateApi(engine.commands, actor, { id, notes: 'Mind the limit' });
    updateApi(engine.commands, actor, { id, notes: 'Mind the limit' });
    expect(events).toEqual([{ kind: 'changed', topics: ['inventory', 'console', 'today', 'calendar', 'mock', 'activity'] }]);
  });

  it('logs only the columns that differ', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    updateApi(engine.commands, actor, { id, notes: 'New', criticality: 'medium' });
    const entry = engine.db.get<{ before: string; after: string }>('SELECT before, after FROM activity ORDER BY seq DESC LIMIT 1');
    expect(entry).toEqual({ before: '{"notes":""}', after: '{"notes":"New"}' });
  });
});

describe('undo', () => {
  it('takes back a creation with all records of its command, an update, and a removal', async () => {
    const { engine } = await tests.startOpen();
    const empty = dump(engine);
    const id = newApi(engine);
    const created = dump(engine);
    engine.commands.undoLast(actor, 'api', id);
    expect(dump(engine)).toEqual(empty);
    engine.commands.undoLast(actor, 'api', id);
    expect(dump(engine)).toEqual(created);

    updateApi(engine.commands, actor, { id, name: 'Renamed' });
    engine.commands.undoLast(actor, 'api', id);
    expect(dump(engine)).toEqual(created);

    const environment = engine.db.get<{ id: string }>('SELECT id FROM environments')?.id ?? '';
    removeEnvironment(engine.commands, actor, environment);
    engine.commands.undoLast(actor, 'environment', environment);
    expect(dump(engine)).toEqual(created);
  });

  it('writes what it did into the log, with the entry it took back', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    updateApi(engine.commands, actor, { id, notes: 'New' });
    const { seq } = engine.db.get<{ seq: number }>('SELECT max(seq) AS seq FROM activity') ?? { seq: 0 };
    const undo = engine.commands.undoLast(actor, 'api', id);
    expect(engine.db.get('SELECT seq, summary, undoes, operation FROM activity WHERE seq = ?', undo)).toEqual({
      seq: undo,
      summary: 'Took back: Notes of Testpay Orders edited',
      undoes: seq,
      operation: 'update',
    });
    expect(verifyChain(engine.db).isWhole).toBe(true);
  });

  it('is refused when the record was changed by something else since', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    updateApi(engine.commands, actor, { id, name: 'Renamed' });
    engine.workspace.db.run("UPDATE apis SET name = 'By another way' WHERE id = ?", id);
    const fault = await faultFrom(() => engine.commands.undoLast(actor, 'api', id));
    expect(fault.code).toBe('conflict');
    expect(apiName(engine, id)).toBe('By another way');
  });

  it('is refused for what took rows along by the thousand', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    removeApi(engine.commands, actor, id);
    expect((await faultFrom(() => engine.commands.undoLast(actor, 'api', id))).code).toBe('conflict');
    expect(apiName(engine, id)).toBeUndefined();
  });

  it('is refused when other records have come to depend on what would go', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    saveEnvironment(engine.db, engine.commands, engine.clock, actor, {
      apiId: id,
      name: 'Sandbox',
      baseUrl: 'https://sandbox.testpay.example',
      kind: 'sandbox',
    });
    const before = dump(engine);
    const fault = await faultFrom(() => engine.commands.undoLast(actor, 'api', id));
    expect(fault.code).toBe('conflict');
    expect(fault.data.happened).toContain('environments');
    expect(dump(engine)).toEqual(before);
  });

  it('looks once for what may depend on its records, however many it takes back', async () => {
    const { engine, folder } = await tests.startOpen();
    const db = new Sqlite(workspaceFile(folder));
    let looks = 0;
    const counting = new Proxy(db, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          if (String(given[0]).includes('pragma_foreign_key_list')) looks += 1;
          return Reflect.apply(member, target, given);
        };
      },
    });
    const commands = new Commands(counting, engine.clock, () => undefined);
    const ids = Array.from({ length: 200 }, () => engine.clock.newId());
    commands.run(actor, (changes) => {
      for (const id of ids) changes.insert('person', { id, name: `Person ${id}`, role: 'operator', created_at: 1 }, 'added');
    });
    commands.undoLast(actor, 'person', ids[0] ?? '');
    expect(engine.db.get('SELECT count(*) AS n FROM people WHERE name LIKE ?', 'Person %')).toEqual({ n: 0 });
    expect(looks).toBe(1);
    db.close();
  });

  it('is refused, not a crash, when what a removed record belonged to is gone', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    const environment = engine.db.get<{ id: string }>('SELECT id FROM environments')?.id ?? '';
    removeEnvironment(engine.commands, actor, environment);
    removeApi(engine.commands, actor, id);
    expect((await faultFrom(() => engine.commands.undoLast(actor, 'environment', environment))).code).toBe('conflict');
  });

  it('says so when there is nothing to take back', async () => {
    const { engine } = await tests.startOpen();
    expect((await faultFrom(() => engine.commands.undoLast(actor, 'api', 'nothing'))).code).toBe('not_found');
  });

  it('does not take back what evidence wrote', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    const event = addEvent(engine, actor, { kind: 'sunset', title: 'Orders stop', effectiveAt: 1, apiId: id, notes: '' });
    engine.commands.run({ name: 'Quartermaster', via: 'evidence' }, (changes) =>
      changes.update('event', event.id, { effective_at: 2 }, 'The vendor moved the date'),
    );
    expect((await faultFrom(() => engine.commands.undoLast(actor, 'event', event.id))).code).toBe('conflict');
  });
});

describe('any sequence of commands', () => {
  /** What a person may do, on small sets of names, so that commands meet each other. */
  const step = fc.record({ what: fc.nat(9), which: fc.nat(5), name: fc.constantFrom('A', 'B', 'C'), at: fc.integer({ min: 0, max: 5 }) });

  it('followed by undo, gives back every table as it was, and undo of the undo as it was after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { engine, core } = await tests.startOpen();
        for (const each of steps) {
          const before = dump(engine);
          const record = perform(engine, each);
          if (!record) continue;
          const after = dump(engine);
          // Writing what is there already is no command, and leaves nothing to take back.
          if (JSON.stringify(after) === JSON.stringify(before)) continue;
          engine.commands.undoLast(actor, record.entity, record.id);
          expect(dump(engine)).toEqual(before);
          engine.commands.undoLast(actor, record.entity, record.id);
          expect(dump(engine)).toEqual(after);
        }
        expect(verifyChain(engine.db).isWhole).toBe(true);
        expect(engine.db.all('PRAGMA foreign_key_check')).toEqual([]);
        await core.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** Does one thing; null when it was refused or there was nothing to do it to. */
function perform(
  engine: Engine,
  { what, which, name, at }: { what: number; which: number; name: string; at: number },
): { entity: string; id: string } | null {
  const { commands, clock, db } = engine;
  const pick = (table: string): string | null => {
    const rows = db.all<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`);
    return rows[which % Math.max(1, rows.length)]?.id ?? null;
  };
  const on = (entity: string, id: string | null, work: (id: string) => void): { entity: string; id: string } | null => {
    if (id === null) return null;
    work(id);
    return { entity, id };
  };
  try {
    switch (what) {
      case 0:
        return { entity: 'api', id: newApi(engine, name, `Vendor ${which % 2}`) };
      case 1:
        return on('api', pick('apis'), (id) =>
          updateApi(commands, actor, { id, notes: name, criticality: at > 2 ? 'high' : 'low', ownerId: at > 4 ? pick('people') : null }),
        );
      case 2:
        return on('vendor', pick('vendors'), (id) => updateVendor(commands, actor, { id, name: `Vendor ${name}` }));
      case 3: {
        const apiId = pick('apis');
        if (apiId === null) return null;
        return {
          entity: 'environment',
          id: saveEnvironment(db, commands, clock, actor, { apiId, name, baseUrl: `https://${name}.example/`, kind: 'other' }).id,
        };
      }
      case 4:
        return on('environment', pick('environments'), (id) => removeEnvironment(commands, actor, id));
      case 5:
        return {
          entity: 'event',
          id: addEvent(engine, actor, {
            kind: 'review',
            title: name,
            effectiveAt: at === 0 ? null : at,
            apiId: at > 2 ? pick('apis') : null,
            notes: '',
          }).id,
        };
      case 6:
        return on(
          'event',
          pick('calendar_events'),
          (id) => void updateEvent(engine, actor, { id, title: `Moved ${name}`, effectiveAt: at }),
        );
      case 7:
        return on('event', pick('calendar_events'), (id) => void acknowledgeEvent(engine, actor, id));
      case 8:
        return on('event', pick('calendar_events'), (id) => removeEvent(engine, actor, id));
      default: {
        const id = clock.newId();
        commands.run(actor, (changes) => changes.insert('process', { id, name, created_at: at }, `${name} added`));
        return { entity: 'process', id };
      }
    }
  } catch (error) {
    if (isFault(error) && error.code === 'conflict') return null;
    throw error;
  }
}

/** Every table but the log, the jobs and the search index's inner numbers. */
function dump({ db }: Engine): Record<string, unknown[]> {
  const tables = db.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('activity', 'jobs', 'migrations') AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'",
  );
  const search = db.all(
    'SELECT r.entity, r.entity_id, s.title, s.detail FROM search s JOIN search_records r ON r.number = s.rowid ORDER BY 1, 2',
  );
  return { ...Object.fromEntries(tables.map(({ name }) => [name, db.all(`SELECT * FROM ${name} ORDER BY 1`)])), search };
}

describe('taking back one entry', () => {
  it('leaves later changes of other fields, and refuses when the same field has changed since', async () => {
    const { engine } = await tests.startOpen();
    const id = newApi(engine);
    updateApi(engine.commands, actor, { id, notes: 'first' });
    const seq = engine.db.get<{ seq: number }>('SELECT max(seq) AS seq FROM activity')?.seq ?? 0;
    updateApi(engine.commands, actor, { id, criticality: 'high' });
    engine.commands.undoEntry(actor, seq);
    expect(engine.db.get('SELECT notes, criticality FROM apis WHERE id = ?', id)).toEqual({ notes: '', criticality: 'high' });
    updateApi(engine.commands, actor, { id, notes: 'second' });
    expect((await faultFrom(() => engine.commands.undoEntry(actor, seq))).code).toBe('conflict');
    expect((await faultFrom(() => engine.commands.undoEntry(actor, 10_000))).code).toBe('not_found');
    expect(verifyChain(engine.db).isWhole).toBe(true);
  });
});
