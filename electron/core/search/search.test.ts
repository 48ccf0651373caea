import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { importNow, smallDocument } from '../testing/test-inventory.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { searchEverything } from './service.ts';

const tests = coresForTests();

describe('search', () => {
  it('finds everything that has a name, from its first letters, in any case and without accents', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({ title: 'Crédit Café Orders' }));
    await client.inventory.addPerson({ name: 'Ines Zürcher' });
    await client.credentials.add({ name: 'Settlement key', kind: 'bearer', secret: 'secret-secret' });
    await client.calendar.add({ kind: 'freeze', title: 'Christmas freeze', effectiveAt: null });
    await client.inventory.updateApi({ id: apiId, notes: 'Ask Wim about idempotency' });
    const found = async (text: string): Promise<string[]> => [...new Set((await client.search.find({ text })).map(({ entity }) => entity))];
    expect(await found('CREDIT caf')).toContain('api');
    expect(await found('zurch')).toEqual(['person']);
    expect(await found('settl')).toEqual(['credential']);
    expect(await found('christmas')).toEqual(['event']);
    expect(await found('idempot')).toEqual(['api']);
    expect(await found('POST orders')).toEqual(['endpoint']);
    expect((await client.search.find({ text: 'settl' }))[0]?.door).toMatchObject({ place: 'credentials', kind: 'credential' });
    expect(await found('nothing of the kind')).toEqual([]);
  });

  it('follows what is renamed and forgets what is removed', async () => {
    const { client, engine } = await tests.startOpen();
    const apiId = importNow(engine, smallDocument({}));
    const { vendor } = await client.inventory.show({ id: apiId });
    await client.inventory.updateVendor({ id: vendor.id, name: 'Zebra' });
    expect((await client.search.find({ text: 'zebra' })).map(({ entity }) => entity)).toEqual(
      expect.arrayContaining(['vendor', 'api', 'endpoint']),
    );
    await client.inventory.removeApi({ id: apiId });
    expect((await client.search.find({ text: 'zebra' })).map(({ entity }) => entity)).toEqual(['vendor']);
    expect((await client.search.find({ text: 'orders' })).filter(({ entity }) => entity !== 'vendor')).toEqual([]);
  });

  it('finds an exchange by any of its ids', async () => {
    const started = await tests.startOpen();
    const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }, { 'X-Request-Id': 'req_9f-3' }));
    const exchange = await started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
    for (const text of [exchange.id, exchange.correlationId, 'req_9f-3', ' 1 ']) {
      expect((await started.client.search.find({ text }))[0]).toMatchObject({
        entity: 'exchange',
        id: exchange.id,
        door: { place: 'console', kind: 'exchange', id: exchange.id },
      });
    }
  });

  it.each([
    '"',
    '""',
    '*',
    'a*',
    'NEAR(a, b)',
    'a NEAR/2 b',
    'AND',
    'a OR',
    'NOT a',
    '-a',
    'title:a',
    '(a',
    "'; DROP TABLE vendors; --",
    '^a',
    '{a b}: c',
    '\\',
    '\0',
    '%',
    '_',
    '🦊',
    '   ',
    'a'.repeat(200),
  ])('takes %j as text and never throws', async (text) => {
    const { client } = await tests.startOpen();
    expect(Array.isArray(await client.search.find({ text }))).toBe(true);
  });

  it('never throws, whatever is typed, and keeps to its limit', async () => {
    const { engine } = await tests.startOpen();
    importNow(engine, smallDocument({}));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (text, limit) => {
        expect(searchEverything(engine.db, text, limit).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
  });
});
