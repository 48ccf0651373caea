import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { sendAll } from './testing/send-all.ts';

const tests = coresForTests();
const day = 86_400_000;

async function start() {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (request, response) => {
    response.setHeader('X-Request-Id', `vendor-${request.headers['x-correlation-id']}`);
    if (request.url.includes('refund')) json(response, { error: 'no' }, {}, 500);
    else if (request.url.includes('missing')) json(response, {}, {}, 404);
    else json(response, { id: 1 });
  });
  const send = sendAll(started.client, vendor.environmentId);
  const find = async (text: string): Promise<string[]> =>
    (await started.client.console.exchanges({ text })).rows.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { ...started, vendor, send, find };
}

describe('a search of the history', () => {
  it('finds by words and fields, and what does not hold', async () => {
    const { send, find, clock } = await start();
    await send(['GET', '/orders'], ['POST', '/refunds'], ['GET', '/missing']);
    expect(await find('refund')).toEqual(['POST /v1/refunds']);
    expect(await find('REFUND')).toEqual(['POST /v1/refunds']);
    expect(await find('status:5xx')).toEqual(['POST /v1/refunds']);
    expect(await find('status:>=400')).toEqual(['GET /v1/missing', 'POST /v1/refunds']);
    expect(await find('status:5xx|404 -method:POST')).toEqual(['GET /v1/missing']);
    expect(await find('status:5xx status:2xx')).toEqual(['POST /v1/refunds', 'GET /v1/orders']);
    expect(await find('-status:>=400')).toEqual(['GET /v1/orders']);
    expect(await find('POST 500')).toEqual(['POST /v1/refunds']);
    expect(await find('path:/v1/mis')).toEqual(['GET /v1/missing']);
    expect(await find('path:127.0.0.1')).toEqual([]);
    expect(await find('host:127.0.0.1 class:theirs')).toEqual(['POST /v1/refunds']);
    expect(await find('is:failed')).toHaveLength(2);
    expect(await find('took:>1m')).toEqual([]);
    expect(await find('env:sandbox env-kind:sandbox source:console refund')).toEqual(['POST /v1/refunds']);
    expect(await find('env-kind:production')).toEqual([]);
    clock.pass(3 * day);
    expect(await find('since:-2d')).toEqual([]);
    expect(await find('until:-2d')).toHaveLength(3);
  });

  it('finds by vendor, API and saved request, by a part of their names', async () => {
    const { client, send, find, vendor, engine } = await start();
    await send(['GET', '/orders']);
    const { name, vendorName } = (await client.inventory.list({ text: '', view: 'all' }))[0] ?? { name: '', vendorName: '' };
    expect(await find(`vendor:"${vendorName}" api:"${vendorName} ${name}"`)).toEqual(['GET /v1/orders']);
    expect(await find(vendorName.slice(0, 4))).toEqual(['GET /v1/orders']);
    const { draft } = await client.console.replay({ id: (await client.console.exchanges({})).rows[0]?.id ?? '' });
    const saved = await client.console.saveRequest({
      name: 'Look at orders',
      apiId: vendor.apiId,
      environmentId: vendor.environmentId,
      draft,
    });
    await client.console.sendSaved({ id: saved.id });
    expect(await find('request:"Look at orders"')).toHaveLength(1);
    expect(await find('-request:"Look at orders"')).toHaveLength(1);
    expect(await find(`by:${engine.person.name.slice(0, 3)}`)).toHaveLength(2);
    expect(await find('by:nobody')).toEqual([]);
  });

  it('finds any id whole, and the total is of all that fit', async () => {
    const { client, send } = await start();
    await send(...Array.from({ length: 7 }, () => ['GET', '/orders'] as const));
    const { rows } = await client.console.exchanges({});
    const [row] = rows;
    for (const id of [row?.id, row?.correlationId, row?.vendorRequestId]) {
      const found = await client.console.exchanges({ text: id ?? '' });
      expect(found).toMatchObject({ total: 1, rows: [{ id: row?.id }] });
      expect((await client.console.exchanges({ text: `id:${id}` })).rows).toMatchObject([{ id: row?.id }]);
    }
    expect((await client.console.exchanges({ text: `id:${row?.number}` })).rows).toMatchObject([{ id: row?.id }]);
    expect(await client.console.exchanges({ text: 'orders', limit: 3 })).toMatchObject({ total: 7, rows: [{}, {}, {}] });
    const older = await client.console.exchanges({ text: 'orders', limit: 3, before: rows[2]?.number });
    expect(older).toMatchObject({ total: 7, rows: rows.slice(3, 6).map(({ id }) => ({ id })) });
  });

  it.each([
    ['vendr:adyen', 'There is no field “vendr”.', 'vendor:', 0],
    ['a status:9xx', '“9xx” is no value of status.', '5xx', 9],
    ['vendor:adien', 'No vendor is called “adien”.', '', 0],
    ['request:"Refund"', 'No saved request is called “Refund”.', '', 0],
  ])('says what is wrong with %s, and where', async (text, happened, suggestion, column) => {
    const { client } = await start();
    const fault = await faultFrom(client.console.exchanges({ text }));
    expect(fault.code).toBe('bad_input');
    expect(fault.data).toMatchObject({ happened, place: { column: column + 1 } });
    if (suggestion !== '') expect(fault.data.details?.['suggestions']).toContain(suggestion);
  });

  it('takes what looks like SQL or a pattern as it is', async () => {
    const { send, find } = await start();
    await send(['GET', '/orders']);
    for (const text of ['%', '_rders', `"' OR 1=1 --"`, '\\', 'path:%']) expect(await find(text), text).toEqual([]);
    expect((await faultFrom(find('vendor:%'))).data.happened).toBe('No vendor is called “%”.');
  });
});
