import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { smallDocument } from '../testing/test-inventory.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const day = 86_400_000;

async function start() {
  const started = await tests.startOpen();
  let said: { headers?: Record<string, string>; body: unknown; status?: number } = { body: { id: 1 } };
  const vendor = await startVendor(tests, started, (_request, response) => json(response, said.body, said.headers, said.status));
  const { client } = started;
  return {
    ...started,
    vendor,
    answers: (body: unknown, more: Omit<typeof said, 'body'> = {}, environmentId = vendor.environmentId) => {
      said = { body, ...more };
      return client.console.send({ environmentId, method: 'GET', path: '/orders' });
    },
    findings: async () => (await client.inventory.show({ id: vendor.apiId })).findings,
  };
}

describe('a finding', () => {
  it('counts answers, not places, and keeps two missing fields apart', async () => {
    const { answers, findings, vendor, engine } = await start();
    await answers({ id: 'a' });
    await answers({ id: 'b' });
    await answers({});
    expect((await findings()).map(({ title, hits }) => [title, hits])).toEqual([
      ['id is missing, and contract 1 requires it', 1],
      ['/id: id must be an integer, got a string', 2],
    ]);
    expect(engine.db.get<{ n: number }>('SELECT count(*) AS n FROM findings WHERE api_id = ?', vendor.apiId)?.n).toBe(2);
  });

  it('closes by itself once five answers fitted, and opens again when it comes back', async () => {
    const { answers, findings, client } = await start();
    await answers({ id: 'text' });
    for (let at = 0; at < 4; at += 1) await answers({ id: at });
    expect(await findings()).toMatchObject([{ status: 'open', fitsInARow: 4 }]);
    // The difference itself begins the count anew.
    await answers({ id: 'text' });
    for (let at = 0; at < 5; at += 1) await answers({ id: at });
    const closed = await findings();
    expect(closed).toMatchObject([{ status: 'closed', hits: 2 }]);
    expect(closed[0]?.closedAt).toEqual(expect.any(Number));
    expect((await client.activity.list({ entity: 'finding' })).entries[0]?.summary).toMatch(
      /^Contract drift closed, 5 answers fitted since/,
    );
    await answers({ id: 'text' });
    expect(await findings()).toMatchObject([{ status: 'open', hits: 3, fitsInARow: 0, closedAt: null }]);
  });

  it('is not closed by answers of another environment or another status', async () => {
    const { answers, findings, client, vendor } = await start();
    await answers({ id: 'text' });
    const [own] = (await client.inventory.show({ id: vendor.apiId })).environments;
    const other = await client.inventory.saveEnvironment({
      apiId: vendor.apiId,
      name: 'Other',
      kind: 'sandbox',
      baseUrl: own?.baseUrl ?? '',
    });
    for (let at = 0; at < 6; at += 1) await answers({ id: at }, {}, other.id);
    for (let at = 0; at < 6; at += 1) await answers({ any: 1 }, { status: 404 });
    expect(await findings()).toMatchObject([{ status: 'open', fitsInARow: 0 }]);
  });

  it('that is accepted is gone from what needs somebody, until its day, and can be taken back', async () => {
    const { answers, findings, client, clock, vendor } = await start();
    await answers({ id: 'text' });
    const [finding] = await findings();
    const id = finding?.id ?? '';
    const drift = async () => (await client.today.show({})).attention.filter(({ key }) => key.startsWith('drift:'));
    expect(await drift()).toHaveLength(1);
    await client.inventory.acceptFinding({ id, reason: 'Known, ticket 4711', until: clock.now() + 2 * day });
    expect(await findings()).toMatchObject([{ status: 'accepted', acceptedReason: 'Known, ticket 4711', isUntilNewContract: false }]);
    expect(await drift()).toEqual([]);
    expect((await client.inventory.show({ id: vendor.apiId })).api.standing.state).toBe('holds');
    await answers({ id: 'other text' });
    expect(await findings()).toMatchObject([{ status: 'accepted', hits: 2 }]);
    clock.pass(3 * day);
    await answers({ id: 'text' });
    expect(await findings()).toMatchObject([{ status: 'open', hits: 3 }]);
  });

  it('is opened again by another difference in the same place, and by a newer contract', async () => {
    const { answers, findings, client, vendor } = await start();
    await answers({ id: 'text' });
    const id = (await findings())[0]?.id ?? '';
    await client.inventory.acceptFinding({ id, reason: 'so be it' });
    await answers({ id: null });
    expect(await findings()).toMatchObject([{ status: 'open', title: '/id: id must be an integer, got null' }]);
    await client.inventory.acceptFinding({ id, reason: 'so be it', isUntilNewContract: true });
    await answers({ id: null });
    expect(await findings()).toMatchObject([{ status: 'accepted' }]);
    const newer = new File([smallDocument({ baseUrl: `${vendor.peer.url}/v1`, version: '2' })], 'testpay-2.json');
    const { api } = await client.inventory.show({ id: vendor.apiId });
    const names = { vendorName: api.vendorName, apiName: api.name };
    const plan = await client.inventory.planImport({ file: newer, ...names });
    expect((await client.inventory.applyImport({ planId: plan.planId, ...names })).apiId).toBe(vendor.apiId);
    await answers({ id: null });
    expect((await findings()).filter(({ status }) => status === 'open')).toHaveLength(1);
    await client.inventory.acceptFinding({ id, reason: 'again' });
    await client.inventory.reopenFinding({ id });
    expect(await findings()).toMatchObject([{ status: 'open', acceptedReason: '' }]);
    await client.activity.undo({ entity: 'finding', entityId: id });
    expect(await findings()).toMatchObject([{ status: 'accepted', acceptedReason: 'again' }]);
  });

  it('cannot be accepted until a day that is over', async () => {
    const { answers, findings, client, clock } = await start();
    await answers({ id: 'text' });
    const id = (await findings())[0]?.id ?? '';
    const fault = await faultFrom(client.inventory.acceptFinding({ id, reason: 'late', until: clock.now() - day }));
    expect(fault.data.happened).toBe('That day is over.');
    expect(await findings()).toMatchObject([{ status: 'open' }]);
  });

  it('comes from status, headers and content type too', async () => {
    const { answers, findings } = await start();
    await answers({ id: 1 }, { status: 299 });
    await answers({ id: 1 }, { headers: { 'Content-Type': 'text/html' } });
    expect((await findings()).map(({ title }) => title).toSorted()).toEqual([
      'contract 1 lists 200 for this call, got 299',
      'contract 1 lists application/json for 200, got text/html',
    ]);
  });
});

describe('an answer over 1 MB', () => {
  it('is checked on a worker, and opens a finding as any other', async () => {
    const { answers, findings, client } = await start();
    const sent = await answers({ id: 'text', filler: 'x'.repeat(1_200_000) });
    expect(sent.verdict).toBe('not_checked');
    await until(async () => (await client.console.exchange({ id: sent.id })).verdict === 'breaks', 'the verdict comes later');
    const exchange = await client.console.exchange({ id: sent.id });
    expect(exchange.violations).toMatchObject([{ pointer: '/id', message: 'id must be an integer, got a string' }]);
    expect(exchange.updated).toMatchObject([{ kind: 'drift' }]);
    expect(await findings()).toMatchObject([{ status: 'open', lastExchangeId: sent.id }]);
    const good = await answers({ id: 5, filler: 'x'.repeat(1_200_000) });
    await until(async () => (await client.console.exchange({ id: good.id })).verdict === 'fits', 'the next one fits');
  });
});

describe('kept answers', () => {
  it('are checked once more, against the contract of now and against one that is not imported', async () => {
    const { answers, client, vendor, clock } = await start();
    for (let at = 0; at < 6; at += 1) await answers({ id: at, name: 'n' });
    await answers({ id: 'text' });
    await answers({ id: 3, filler: 'x'.repeat(1_100_000) });
    const now = clock.now();
    const check = (more: object = {}) => client.inventory.checkAnswers({ apiId: vendor.apiId, sinceAt: now - 7 * day, ...more });
    expect(await check()).toMatchObject({
      contractVersion: '1',
      words: 'Version 1 accepts 7 of 8 answers.',
      checked: 8,
      fits: 7,
      breaks: 1,
      differences: [{ endpoint: 'GET /orders', place: 'id', message: 'id must be an integer, got a string', count: 1 }],
    });
    const body = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: ['integer', 'string'] }, name: { type: 'string' } },
    };
    const paths = { '/orders': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema: body } } } } } } };
    const file = new File([smallDocument({ version: '2', baseUrl: 'https://api.testpay.example/v2', paths })], 'v2.json');
    expect(await check({ file })).toMatchObject({
      words: 'Version 2 accepts 6 of 8 answers.',
      differences: [{ message: 'name is missing, and contract 2 requires it', count: 2 }],
    });
    const without = new File([smallDocument({ version: '3', paths: { '/other': paths['/orders'] } })], 'v3.json');
    expect(await check({ file: without })).toMatchObject({
      fits: 0,
      breaks: 8,
      differences: [{ message: 'The contract has no GET /orders', count: 8 }],
    });
    expect(await client.inventory.checkAnswers({ apiId: vendor.apiId, sinceAt: clock.now() + day })).toMatchObject({
      checked: 0,
      words: 'No kept answer could be checked against version 1.',
    });
    // Nothing was changed by asking.
    expect((await client.inventory.show({ id: vendor.apiId })).findings).toHaveLength(1);
  });

  it('says a bad file is none, and stops when it is cancelled', async () => {
    const { answers, client, vendor } = await start();
    await answers({ id: 1 });
    const fault = await faultFrom(client.inventory.checkAnswers({ apiId: vendor.apiId, sinceAt: 0, file: new File(['hello'], 'no.json') }));
    expect(fault.data.code).toMatch(/not_openapi|not_a_document/);
    const abort = new AbortController();
    const running = client.inventory.checkAnswers({ apiId: vendor.apiId, sinceAt: 0 }, { signal: abort.signal });
    abort.abort();
    await expect(running).rejects.toThrow();
  });
});
