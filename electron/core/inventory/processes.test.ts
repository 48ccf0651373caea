import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { importNow, smallDocument } from '../testing/test-inventory.ts';

const tests = coresForTests();

async function withCheckout() {
  const started = await tests.startOpen();
  const apiId = importNow(started.engine, smallDocument({}));
  const { id: processId } = await started.client.inventory.saveProcess({ name: 'Checkout', criticality: 'high' });
  return { ...started, apiId, processId };
}

describe('business processes', () => {
  it('are added with a name of their own, and changed field by field', async () => {
    const { client, processId } = await withCheckout();
    const person = await client.inventory.addPerson({ name: 'Deniz' });
    await client.inventory.saveProcess({
      id: processId,
      deputyId: person.id,
      unitsPerHour: 9,
      unitName: 'orders',
      valueMinor: 6450,
      currency: 'EUR',
    });
    expect(await client.inventory.processes({})).toMatchObject([
      {
        name: 'Checkout',
        criticality: 'high',
        deputyName: 'Deniz',
        unitsPerHour: 9,
        unitName: 'orders',
        valueMinor: 6450,
        currency: 'EUR',
        apiCount: 0,
      },
    ]);
    expect((await faultFrom(client.inventory.saveProcess({ name: 'CHECKOUT' }))).code).toBe('conflict');
    expect((await faultFrom(client.inventory.saveProcess({ criticality: 'low' }))).code).toBe('bad_input');
    await client.activity.undo({ entity: 'process', entityId: processId });
    expect(await client.inventory.processes({})).toMatchObject([
      { deputyName: null, unitsPerHour: null, valueMinor: null, currency: null },
    ]);
  });

  it('come back with all of their links when their removal is taken back', async () => {
    const { client, apiId, processId } = await withCheckout();
    await client.inventory.saveDependency({ processId, apiId, impact: 'No orders', fallback: 'By phone' });
    const before = await client.inventory.map({});
    await client.inventory.removeProcess({ id: processId });
    expect(await client.inventory.map({})).toMatchObject({ processes: [], links: [] });
    await client.activity.undo({ entity: 'process', entityId: processId });
    expect(await client.inventory.map({})).toEqual(before);
  });
});

describe('dependencies', () => {
  it('say what happens and what takes over, once a pair, in both directions', async () => {
    const { client, apiId, processId } = await withCheckout();
    const link = await client.inventory.saveDependency({ processId, apiId, impact: 'No orders' });
    expect(link).toMatchObject({ processName: 'Checkout', strength: 'hard', impact: 'No orders', fallback: '' });
    expect((await faultFrom(client.inventory.saveDependency({ processId, apiId }))).code).toBe('conflict');
    await client.inventory.saveDependency({ id: link.id, processId, apiId, strength: 'soft', fallback: 'By phone' });
    expect((await client.inventory.show({ id: apiId })).dependencies).toMatchObject([
      { strength: 'soft', impact: 'No orders', fallback: 'By phone' },
    ]);
    expect((await client.inventory.showProcess({ id: processId })).links).toMatchObject([{ apiId, strength: 'soft' }]);
    await client.inventory.removeDependency({ id: link.id });
    expect((await client.inventory.map({})).links).toEqual([]);
    await client.activity.undo({ entity: 'dependency', entityId: link.id });
    expect((await client.inventory.map({})).links).toMatchObject([{ id: link.id, fallback: 'By phone' }]);
  });

  it('make a process stand as the worst of what it cannot do without', async () => {
    const { client, engine, apiId, processId } = await withCheckout();
    expect((await client.inventory.processes({}))[0]?.standing).toMatchObject({ state: 'no data', words: 'linked to no API' });
    const link = await client.inventory.saveDependency({ processId, apiId, strength: 'hard' });
    for (let call = 0; call < 3; call += 1) {
      engine.workspace.db.run(
        `INSERT INTO exchanges (id, correlation_id, source, actor, state, api_id, method, url, host, status, started_at, error_class)
         VALUES (?, 'c', 'console', 'Ines', 'answered', ?, 'GET', 'https://x.example', 'x.example', 500, ?, 'theirs')`,
        engine.clock.newId(),
        apiId,
        engine.clock.now() - 1_000,
      );
    }
    expect((await client.inventory.processes({}))[0]?.standing.state).toBe('broken');
    await client.inventory.saveDependency({ id: link.id, processId, apiId, strength: 'soft' });
    expect((await client.inventory.processes({}))[0]?.standing.state).toBe('soon');
  });
});

describe('declared limits', () => {
  it('stand beside what answers say, which goes before them, and are measured by our own calls', async () => {
    const { client, engine, apiId } = await withCheckout();
    const { id } = await client.inventory.saveLimit({ apiId, unit: 'requests', limit: 100, windowSeconds: 60 });
    const aDay = await client.inventory.saveLimit({ apiId, unit: 'requests', policy: 'a day', limit: 1_000_000, windowSeconds: 86_400 });
    // The list names the one that allows least.
    expect((await client.inventory.list({}))[0]?.writtenLimit).toEqual({ limit: 100, unit: 'requests', windowSeconds: 60 });
    await client.inventory.removeLimit({ id: aDay.id });
    const at = Math.floor(engine.clock.now() / 60_000) * 60_000 - 600_000;
    for (const offset of [0, 1_000, 59_999, 60_000]) {
      engine.workspace.db.run(
        `INSERT INTO exchanges (id, correlation_id, source, actor, state, api_id, method, url, host, status, started_at, error_class)
         VALUES (?, 'c', 'console', 'Ines', 'answered', ?, 'GET', 'https://x.example', 'x.example', 200, ?, 'ok')`,
        engine.clock.newId(),
        apiId,
        at + offset,
      );
    }
    expect((await client.inventory.show({ id: apiId })).declaredLimits).toMatchObject([
      { id, limit: 100, peakCalls: 3, overruledBy: null },
    ]);
    engine.workspace.db.run(
      `INSERT INTO limits (id, api_id, policy, unit, limit_value, window_seconds, seen_at, exchange_id) VALUES (?, ?, 'default', 'requests', 40, 60, 1, ?)`,
      engine.clock.newId(),
      apiId,
      engine.db.get<{ id: string }>('SELECT id FROM exchanges LIMIT 1')?.id ?? '',
    );
    expect((await client.inventory.show({ id: apiId })).declaredLimits).toMatchObject([{ overruledBy: { limit: 40 } }]);
    expect((await faultFrom(client.inventory.saveLimit({ apiId, unit: 'requests', limit: 5, windowSeconds: 1 }))).code).toBe('conflict');
    await client.inventory.removeLimit({ id });
    await client.activity.undo({ entity: 'declaredLimit', entityId: id });
    expect((await client.inventory.show({ id: apiId })).declaredLimits).toMatchObject([{ limit: 100, windowSeconds: 60 }]);
  });
});

describe('what an API is', () => {
  it('keeps its escalation, lifecycle and data, and takes each back', async () => {
    const { client, apiId } = await withCheckout();
    await client.inventory.updateApi({ id: apiId, escalationLadder: [{ who: 'Ines', channel: 'phone', afterMinutes: 0 }] });
    await client.inventory.updateApi({ id: apiId, lifecycle: 'phased out' });
    await client.inventory.updateApi({ id: apiId, dataClasses: ['card', 'personal'] });
    const detail = await client.inventory.show({ id: apiId });
    expect(detail).toMatchObject({
      escalationLadder: [{ who: 'Ines', channel: 'phone', afterMinutes: 0 }],
      lifecycle: 'phased out',
      dataClasses: ['personal', 'card'],
    });
    const { entries } = await client.activity.list({ entity: 'api', entityId: apiId });
    expect(entries.slice(0, 3).map(({ canUndo }) => canUndo)).toEqual([true, true, true]);
    // The oldest of the three, with the later ones left as they are.
    await client.activity.undo({ entity: 'api', entityId: apiId, seq: entries[2]?.seq ?? 0 });
    expect(await client.inventory.show({ id: apiId })).toMatchObject({
      escalationLadder: [],
      lifecycle: 'phased out',
      dataClasses: ['personal', 'card'],
    });
    expect((await faultFrom(client.activity.undo({ entity: 'api', entityId: apiId, seq: entries[2]?.seq ?? 0 }))).code).toBe('conflict');
    const [endpoint] = await client.inventory.endpoints({ apiId });
    await client.inventory.updateEndpoint({ id: endpoint?.id ?? '', dataClasses: ['none'] });
    expect((await client.inventory.endpoints({ apiId }))[0]?.dataClasses).toEqual(['none']);
    await client.activity.undo({ entity: 'endpoint', entityId: endpoint?.id ?? '' });
    expect((await client.inventory.endpoints({ apiId }))[0]?.dataClasses).toEqual([]);
  });
});

describe('removing', () => {
  it('says what goes along before anything goes', async () => {
    const { client, engine, apiId, processId } = await withCheckout();
    await client.inventory.saveDependency({ processId, apiId });
    const { vendorId } = (await client.inventory.list({}))[0] ?? { vendorId: '' };
    const [endpoint] = await client.inventory.endpoints({ apiId });
    const before = engine.db.all('SELECT * FROM activity');
    expect((await client.inventory.removal({ kind: 'api', id: apiId })).words).toMatch(
      /3 endpoints, 1 environment.*Checkout loses its link/,
    );
    expect((await client.inventory.removal({ kind: 'vendor', id: vendorId })).words).toContain('1 API');
    expect((await client.inventory.removal({ kind: 'endpoint', id: endpoint?.id ?? '' })).words).toContain('It was never called');
    expect(engine.db.all('SELECT * FROM activity')).toEqual(before);
    await client.inventory.removeEndpoint({ id: endpoint?.id ?? '' });
    expect(await client.inventory.endpoints({ apiId })).toHaveLength(2);
    await client.activity.undo({ entity: 'endpoint', entityId: endpoint?.id ?? '' });
    expect(await client.inventory.endpoints({ apiId })).toHaveLength(3);
    await client.inventory.removeVendor({ id: vendorId });
    expect(await client.inventory.list({})).toEqual([]);
    expect((await client.inventory.map({})).links).toEqual([]);
    expect((await client.activity.verify({})).isWhole).toBe(true);
  });
});
