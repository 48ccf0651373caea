import { describe, expect, it } from 'vitest';
import { coresForTests, testNow } from '../testing/test-core.ts';
import { actor, importNow, smallDocument } from '../testing/test-inventory.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import type { SqlValue } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { workOutToday } from './beforehand.ts';
import { showToday } from './service.ts';

const tests = coresForTests();
const day = 86_400_000;

/** Calls that were recorded earlier. */
function recorded(engine: Engine, apiId: string, calls: { daysAgo: number; errorClass?: string; ms?: number }[]): void {
  engine.evidence.write([], (db) => {
    for (const { daysAgo, errorClass = 'ok', ms = 100 } of calls) {
      const number = (db.get<{ n: number | null }>('SELECT max(number) AS n FROM exchanges')?.n ?? 0) + 1;
      db.run(
        `INSERT INTO exchanges (id, number, correlation_id, source, actor, state, api_id, method, url, host, status, started_at, finished_at, duration_ms, error_class)
         VALUES (?, ?, ?, 'monitor', 'Ines', 'answered', ?, 'GET', 'https://x.example', 'x.example', 200, ?, ?, ?, ?)`,
        engine.clock.newId(),
        number,
        engine.clock.newId(),
        apiId,
        testNow - daysAgo * day,
        testNow - daysAgo * day,
        ms,
        errorClass,
      );
    }
  });
}

describe('Today', () => {
  it('of an empty workspace says that nothing needs anybody', async () => {
    const { client } = await tests.startOpen();
    expect(await client.today.show({})).toMatchObject({
      title: 'Nothing needs you',
      attention: [],
      nextDates: [],
      health: [],
      counters: { today: 0 },
    });
  });

  it('that was worked out beforehand is told once, and not after a change', async () => {
    const { client, core, engine } = await tests.startOpen();
    workOutToday(core, engine);
    // Behind the engine's back: only what was worked out before can miss it.
    const add = (name: string): number =>
      engine.workspace.db.run('INSERT INTO processes (id, name, created_at) VALUES (?, ?, ?)', engine.clock.newId(), name, testNow);
    add('Payouts');
    expect((await client.today.show({})).subtitle).toContain('0 business processes');
    expect((await client.today.show({})).subtitle).toContain('1 business process');
    workOutToday(core, engine);
    add('Refunds');
    engine.commands.run(actor, (changes) => changes.note('workspace', 'x', 'Something else changed'));
    expect((await client.today.show({})).subtitle).toContain('2 business processes');
  });

  it('puts what is broken first, each line with its reason, its evidence and one thing to do', async () => {
    const started = await tests.startOpen();
    const { client, engine } = started;
    const vendor = await startVendor(tests, started, (_request, response) =>
      json(response, {}, { Sunset: new Date(testNow + 24 * day).toUTCString() }, 503),
    );
    // A POST is never repeated: each is one call.
    for (let index = 0; index < 3; index += 1)
      await client.console.send({ environmentId: vendor.environmentId, method: 'POST', path: '/orders' });
    await client.credentials.add({ name: 'Old key', kind: 'bearer', secret: 'secret-secret', rotationDays: 30 });
    engine.workspace.db.run('UPDATE credentials SET rotated_at = ?', testNow - 40 * day);
    const { attention, title, counters } = await client.today.show({});
    expect(title).toBe(`${['', 'One thing', 'Two things', 'Three things', 'Four things'][attention.length]} need you`);
    expect(attention[0]).toMatchObject({
      state: 'broken',
      title: expect.stringContaining('failing'),
      evidence: { words: expect.stringContaining('3 of 3 calls failed in 24 h · vendor, not us') },
      action: { door: { place: 'console', kind: 'exchange' } },
    });
    const keys = attention.map(({ key }) => key.split(':')[0]);
    expect(keys).toEqual(expect.arrayContaining(['failing', 'event', 'credential']));
    expect(attention.find(({ key }) => key.startsWith('credential'))).toMatchObject({
      title: 'Old key is 40 days old, policy 30',
      action: { words: 'Rotate key' },
    });
    for (const line of attention)
      expect(
        [line.title, line.reason, line.action.words].every(
          (words) => words !== '' && !words.includes('undefined') && !words.includes('NaN'),
        ),
      ).toBe(true);
    expect(counters['today']).toBe(attention.length);
  });

  it('counts what the titles of the places count', async () => {
    const started = await tests.startOpen();
    const { client } = started;
    const vendor = await startVendor(tests, started, (_request, response) =>
      json(response, { id: 'drift' }, { Sunset: new Date(testNow + 24 * day).toUTCString(), Deprecation: 'true' }),
    );
    await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    await client.credentials.add({
      name: 'Expires',
      kind: 'bearer',
      secret: 'secret-secret',
      expiresAt: testNow + 5 * day,
      rotationDays: null,
    });
    await client.credentials.add({
      name: 'Expired',
      kind: 'bearer',
      secret: 'secret-secret',
      expiresAt: testNow - 5 * day,
      rotationDays: null,
    });
    await client.credentials.add({ name: 'Fine', kind: 'bearer', secret: 'secret-secret', rotationDays: null });
    const check = async (): Promise<Record<string, number>> => {
      const { attention, counters } = await client.today.show({});
      const needs = <T extends { standing: { state: string } }>(list: T[]): number =>
        list.filter(({ standing }) => standing.state === 'soon' || standing.state === 'broken').length;
      expect(counters['credentials'] ?? 0).toBe(needs(await client.credentials.list({})));
      expect(counters['calendar'] ?? 0).toBe(needs(await client.calendar.list({})));
      expect(counters['inventory'] ?? 0).toBe((await client.inventory.summary({})).needYou);
      expect(counters['runbooks'] ?? 0).toBe(needs(await client.runbooks.list({})));
      expect(counters['today']).toBe(attention.length);
      expect(new Set(attention.map(({ key }) => key)).size).toBe(attention.length);
      expect((await client.inventory.summary({})).needYou).toBe((await client.inventory.list({ view: 'need you' })).length);
      return counters;
    };
    const { id } = await client.runbooks.add({ starter: 'vendor-outage' });
    await client.runbooks.publish({ id });
    const before = await check();
    expect(before['runbooks']).toBe(1);
    for (const event of await client.calendar.list({})) await client.calendar.acknowledge({ id: event.id });
    expect((await check())['calendar'] ?? 0).toBeLessThan(before['calendar'] ?? 0);
  });

  it('asks the workspace nothing twice, although its places know the same', async () => {
    const { engine } = await tests.startOpen();
    const asked: string[] = [];
    const noting = <K extends 'get' | 'all'>(how: K) =>
      ((sql: string, ...values: SqlValue[]) => {
        asked.push(`${how} ${sql} ${JSON.stringify(values)}`);
        return engine.db[how](sql, ...values);
      }) as Engine['db'][K];
    showToday({ ...engine, db: { get: noting('get'), all: noting('all') } });
    expect(asked.length).toBeGreaterThan(20);
    // Whether another program changed something is asked again after a while; here a slow computer may take that long.
    const questions = asked.filter((one) => !one.includes('PRAGMA data_version'));
    expect(questions.filter((one, at) => questions.indexOf(one) !== at)).toEqual([]);
  });

  it('and the inventory agree on an end: acknowledged or unused, it needs nobody; used after its end, it is broken', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    const standing = async (): Promise<string | undefined> => (await client.inventory.list({}))[0]?.standing.words;
    const { id } = await client.calendar.add({ kind: 'version_end', title: 'v1 ends', effectiveAt: testNow + 20 * day, apiId });
    expect(await standing()).toBe('no calls yet');
    recorded(engine, apiId, [{ daysAgo: 2 }]);
    expect(await standing()).toBe('stops 11 Dec');
    await client.calendar.acknowledge({ id });
    expect(await standing()).toBe('holds');
    expect((await client.today.show({})).attention).toEqual([]);
    await client.calendar.update({ id, effectiveAt: testNow - 2 * day });
    expect(await standing()).toBe('ended 19 Nov');
    expect((await client.today.show({})).attention).toMatchObject([{ key: `event:${id}`, state: 'broken' }]);
  });

  it('shows thirty days of health, and a day without calls as no data', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    recorded(engine, apiId, [
      { daysAgo: 0, ms: 1 },
      { daysAgo: 0, errorClass: 'theirs', ms: 2 },
      { daysAgo: 1, errorClass: 'ours', ms: 900 },
      { daysAgo: 29, ms: 3 },
      { daysAgo: 31, ms: 5_000 },
    ]);
    const [health] = (await client.today.show({})).health;
    expect(health?.days).toHaveLength(30);
    expect(health?.days.at(-1)).toEqual({ calls: 2, failed: 1 });
    expect(health?.days.at(-2)).toEqual({ calls: 1, failed: 1 });
    expect(health?.days[0]).toEqual({ calls: 1, failed: 0 });
    expect(health?.days.filter((each) => each === null)).toHaveLength(27);
    expect(health).toMatchObject({ apiId, p95Ms: 900 });
  });

  it('tells what happened since yesterday', async () => {
    const { client, engine, clock } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    clock.pass(2 * day);
    await client.inventory.updateApi({ id: apiId, notes: 'x' });
    const { sinceYesterday } = await client.today.show({});
    expect(sinceYesterday.map(({ words }) => words)).toEqual([
      `${engine.person.name}: ${engine.db.get<{ summary: string }>('SELECT summary FROM activity ORDER BY seq DESC LIMIT 1')?.summary}`,
    ]);
  });

  it('does not call an API failing for what we did wrong ourselves', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    recorded(
      engine,
      apiId,
      [0.1, 0.2, 0.3].map((daysAgo) => ({ daysAgo, errorClass: 'ours' })),
    );
    expect((await client.inventory.list({}))[0]?.standing.state).toBe('holds');
    expect(engine.commands.run(actor, () => true)).toBe(true);
  });
});
