import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptDraft } from '../../../shared/contract/console.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import type { Actor } from '../db/change-log.ts';
import { updateSavedRequest } from './saved-requests.ts';

const tests = coresForTests();

async function start() {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 7 }));
  const save = (name: string, draft: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
    started.client.console.saveRequest({
      name,
      apiId: vendor.apiId,
      environmentId: vendor.environmentId,
      draft: keptDraft.parse({ method: 'GET', path: '/orders', ...draft }),
      ...more,
    });
  return { ...started, vendor, save };
}

describe('a saved request', () => {
  it('is kept, listed with its last answer, renamed, duplicated, removed and brought back', async () => {
    const { client, save, vendor } = await start();
    const saved = await save('List orders', {}, { folder: 'Orders', endpointId: await vendor.endpointId('GET', '/orders') });
    expect((await client.console.savedRequests({}))[0]).toMatchObject({
      name: 'List orders',
      folder: 'Orders',
      sideEffect: 'read',
      lastStatus: null,
    });
    const exchange = await client.console.sendSaved({ id: saved.id });
    expect((await client.console.savedRequests({}))[0]).toMatchObject({ lastStatus: 200, lastSentAt: exchange.startedAt });
    expect((await client.console.exchanges({ savedRequestId: saved.id })).total).toBe(1);
    await client.console.updateSaved({ id: saved.id, name: 'All orders' });
    expect(await client.console.savedRequest({ id: saved.id })).toMatchObject({
      name: 'All orders',
      folder: 'Orders',
      draft: { path: '/orders' },
    });
    expect((await client.console.duplicateSaved({ id: saved.id })).name).toBe('All orders (2)');
    expect((await client.search.find({ text: 'all ord' }))[0]?.door).toMatchObject({ place: 'console', kind: 'savedRequest' });
    await client.console.removeSaved({ id: saved.id });
    expect((await client.console.savedRequests({})).map(({ name }) => name)).toEqual(['All orders (2)']);
    await client.activity.undo({ entity: 'savedRequest', entityId: saved.id });
    expect((await client.console.savedRequests({})).map(({ name }) => name)).toEqual(['All orders', 'All orders (2)']);
  });

  it('is not overwritten by an edit that began from what it is no more, and says who changed it', async () => {
    const { client, save } = await start();
    const saved = await save('Orders', { method: 'GET', path: '/orders' });
    const draft = (path: string) => ({ ...saved.draft, path });
    const theirs = await client.console.updateSaved({ id: saved.id, draft: draft('/theirs'), baseVersion: saved.version });
    const refused = await faultFrom(client.console.updateSaved({ id: saved.id, draft: draft('/mine'), baseVersion: saved.version }));
    expect([refused.code, refused.message]).toEqual(['conflict', expect.stringMatching(/^\S+ changed “Orders” meanwhile\.$/)]);
    expect((await client.console.savedRequest({ id: saved.id })).draft.path).toBe('/theirs');
    // Another name is no other request.
    await client.console.updateSaved({ id: saved.id, name: 'All orders' });
    const mine = await client.console.updateSaved({ id: saved.id, draft: draft('/mine'), baseVersion: theirs.version });
    expect(mine.draft.path).toBe('/mine');
  });

  it('is not overwritten unseen by a terminal after a change in the window, but by the same terminal again and again', async () => {
    const { client, engine, save } = await start();
    const saved = await save('Orders', { method: 'GET', path: '/orders' });
    const me = { name: engine.person.name, via: 'terminal' } as const;
    const put = (path: string, isUnseen = true, actor: Actor = me) =>
      updateSavedRequest(engine, actor, { id: saved.id, draft: { ...saved.draft, path }, isUnseen });
    expect(() => put('/mine')).toThrow(`“Orders” was last saved in the window, by ${me.name}, and sends something else.`);
    expect(put('/orders').draft.path).toBe('/orders');
    expect(put('/mine', false).draft.path).toBe('/mine');
    expect(put('/mine/2').draft.path).toBe('/mine/2');
    expect(() => put('/theirs', true, { name: 'Ben', via: 'terminal' })).toThrow(`last changed in the terminal, by ${me.name}`);
    await client.console.updateSaved({ id: saved.id, name: 'All orders' });
    expect(put('/mine/3').draft.path).toBe('/mine/3');
    await client.console.updateSaved({ id: saved.id, draft: { ...saved.draft, path: '/window' } });
    expect(() => put('/mine')).toThrow('“All orders” was last changed in the window');
    expect((await client.console.savedRequest({ id: saved.id })).draft.path).toBe('/window');
  });

  it('takes its values from this send, then itself, then its environment', async () => {
    const { client, save, vendor } = await start();
    await client.console.setVariables({ environmentId: vendor.environmentId, variables: { shop: 'env-shop', size: '5' } });
    const saved = await save('Post', {
      method: 'POST',
      path: '/orders/{id}',
      parameters: [
        { in: 'path', name: 'id', value: '{{order}}' },
        { in: 'header', name: 'X-Shop', value: '{{shop}}' },
      ],
      mediaType: 'application/json',
      body: '{"size":{{size}},"order":"{{order}}"}',
      variables: { order: 'A "1"', size: '6' },
    });
    await client.console.sendSaved({ id: saved.id, variables: { size: '7' } });
    expect(vendor.received).toMatchObject([
      { url: '/v1/orders/A%20%221%22', headers: { 'x-shop': 'env-shop' }, body: '{"size":7,"order":"A \\"1\\""}' },
    ]);
  });

  it('is not sent when a value is missing: the place is named, and no row is kept', async () => {
    const { client, save, vendor } = await start();
    const saved = await save('Post', { method: 'POST', body: '{\n  "order": "{{order}}"}' });
    const fault = await faultFrom(client.console.sendSaved({ id: saved.id }));
    expect(fault.data).toMatchObject({ code: 'bad_input', place: { path: 'body', line: 2, column: 13 }, details: { variable: 'order' } });
    expect(vendor.received).toEqual([]);
    expect((await client.console.exchanges({})).total).toBe(0);
  });

  it('keeps a header and a parameter that are switched off, sends neither, and asks for no value of theirs', async () => {
    const { client, save, vendor } = await start();
    const parameters = [
      { in: 'query', name: 'page', value: '1' },
      { in: 'query', name: 'debug', value: '{{nobody}}', isOff: true },
      { in: 'header', name: 'X-Mine', value: 'yes {{', isOff: true },
      { in: 'header', name: 'X-Correlation-ID', value: 'case-1', isOff: true },
      { in: 'header', name: 'X-HTTP-Method-Override', value: 'DELETE', isOff: true },
    ] as const;
    const saved = await save('Off', { parameters });
    const { draft } = await client.console.savedRequest({ id: saved.id });
    expect(draft.parameters).toStrictEqual(parameters);
    const whole = { ...draft, environmentId: vendor.environmentId };
    expect(await client.console.check(whole)).toMatchObject({ fault: null, missing: [], violations: [], effect: { changes: false } });
    await client.console.sendSaved({ id: saved.id });
    expect(vendor.received).toMatchObject([{ method: 'GET', url: '/v1/orders?page=1' }]);
    expect(vendor.received[0]?.headers).not.toHaveProperty('x-mine');
    expect(vendor.received[0]?.headers['x-correlation-id']).not.toBe('case-1');
    const { text } = await client.transfer.copyAs({ draft: whole, format: 'curl' });
    expect(text).toContain('page=1');
    expect(text).not.toMatch(/debug|X-Mine/);
  });

  it('is guarded in production, by whichever way it is sent', async () => {
    const { client, engine, save, vendor } = await start();
    const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
    if (!environment) throw new Error('no environment');
    await client.inventory.saveEnvironment({ ...environment, kind: 'production', name: 'Live' });
    const saved = await save('Post', { method: 'POST' });
    expect((await faultFrom(client.console.sendSaved({ id: saved.id }))).code).toBe('production_guarded');
    expect((await faultFrom(engine.console.sendSaved(saved.id, { actor: 'A', source: 'runbook' }))).code).toBe('production_guarded');
    const sent = await client.console.sendSaved({ id: saved.id, confirmProduction: 'Live' });
    const again = await client.console.replay({ id: sent.id });
    expect((await faultFrom(client.console.send(again.draft))).code).toBe('production_guarded');
    expect(vendor.received).toHaveLength(1);
  });

  it('never keeps a secret: neither in a header of that kind, nor one of a credential anywhere', async () => {
    const { client, save } = await start();
    await client.credentials.add({ name: 'Key', kind: 'bearer', secret: 'known-secret-4711' });
    const header = (name: string, value: string) => ({ parameters: [{ in: 'header', name, value }] });
    for (const draft of [
      header('Authorization', 'Bearer abc'),
      header('X-Api-Key', 'abc'),
      { parameters: [{ in: 'header', name: 'X-Api-Key', value: 'abc', isOff: true }] },
      { parameters: [{ in: 'query', name: 'a', value: 'known-secret-4711', isOff: true }] },
      { body: '{"k":"known-secret-4711"}' },
      { variables: { a: 'known-secret-4711' } },
    ])
      expect((await faultFrom(save('Secret', draft))).code).toBe('bad_input');
    expect(await client.console.savedRequests({})).toEqual([]);
    await save('Fine', header('X-Api-Key', '{{key}}'));
  });

  it('refuses a second one of its name, another API’s environment, and one that is gone', async () => {
    const { client, save, vendor } = await start();
    const saved = await save('One');
    expect((await faultFrom(save('ONE'))).code).toBe('conflict');
    const stranger = '0190a000-0000-7000-8000-000000000000';
    expect((await faultFrom(save('Two', {}, { environmentId: stranger }))).code).toBe('bad_input');
    expect((await faultFrom(client.console.sendSaved({ id: saved.id, environmentId: stranger }))).code).toBe('bad_input');
    expect((await faultFrom(client.console.sendSaved({ id: vendor.apiId }))).code).toBe('not_found');
  });
});

describe('a replay', () => {
  it('has the values that were sent, in their places, without what authenticated', async () => {
    const { client, vendor } = await start();
    await client.credentials.add({ name: 'Key', kind: 'bearer', secret: 'known-secret-4711', environmentIds: [vendor.environmentId] });
    const sent = await client.console.send({
      environmentId: vendor.environmentId,
      endpointId: await vendor.endpointId('GET', '/orders/{id}'),
      method: 'GET',
      path: '/orders/{id}',
      parameters: [
        { in: 'path', name: 'id', value: 'a/b {{c}}'.replace('{{c}}', '\\{{c}}') },
        { in: 'query', name: 'expand', value: 'lines' },
        { in: 'header', name: 'Idempotency-Key', value: 'k-1' },
      ],
    });
    const { draft, isIncomplete } = await client.console.replay({ id: sent.id });
    expect(isIncomplete).toBe(false);
    expect(JSON.stringify(draft)).not.toMatch(/redacted|Authorization|Correlation/i);
    await client.console.send(draft);
    const [first, second] = vendor.received;
    expect(second).toMatchObject({ url: first?.url, body: first?.body });
    expect(second?.headers['idempotency-key']).toBe('k-1');
    expect(second?.headers['authorization']).toBe('Bearer known-secret-4711');
    expect(second?.headers['x-correlation-id']).not.toBe(first?.headers['x-correlation-id']);
  });

  it('says what was redacted and has to be filled in', async () => {
    const { client, vendor } = await start();
    const sent = await client.console.send({
      environmentId: vendor.environmentId,
      method: 'GET',
      path: '/orders',
      parameters: [{ in: 'query', name: 'access_token', value: 'abcdef-12345' }],
    });
    expect(await client.console.replay({ id: sent.id })).toMatchObject({
      isIncomplete: true,
      notes: [expect.stringContaining('The parameter access_token')],
    });
  });
});

describe('a pasted curl command', () => {
  it('becomes a draft of the endpoint it matches, without its secrets', async () => {
    const { client, vendor } = await start();
    const text = `curl -X GET '${vendor.peer.url}/v1/orders/42?expand=lines' -H 'Authorization: Bearer sk_live_abc' -H 'X-Mine: yes'`;
    const made = await client.console.readCurl({ text });
    expect(made.draft).toMatchObject({
      endpointId: await vendor.endpointId('GET', '/orders/{id}'),
      environmentId: vendor.environmentId,
      path: '/orders/{id}',
      parameters: [
        { in: 'path', name: 'id', value: '42' },
        { in: 'query', name: 'expand', value: 'lines' },
        { in: 'header', name: 'X-Mine', value: 'yes' },
      ],
    });
    expect(JSON.stringify(made)).not.toContain('sk_live_abc');
    expect(made.notes[0]).toMatch(/header Authorization was not kept\. Bind a credential to Sandbox/);
    expect((await faultFrom(client.console.readCurl({ text: 'curl https://elsewhere.example/x' }))).code).toBe('not_found');
  });

  it('keeps its {{names}} as values to fill in, wherever they stand', async () => {
    const { client, vendor } = await start();
    const base = `${vendor.peer.url}/v1`;
    const { draft, notes } = await client.console.readCurl({
      text: `curl -X GET '${base}/orders/{{order}}?at={{$isoTimestamp}}&as=%7B%7Bis%7D%7D' -H 'X-Run: {{run}}' --json '{"a":{{a}},"b":"{{#each}} {{$randomColor}}"}'`,
    });
    expect(draft).toMatchObject({
      path: '/orders/{id}',
      parameters: [
        { in: 'path', name: 'id', value: '{{order}}' },
        { in: 'query', name: 'at', value: '{{$now}}' },
        { in: 'query', name: 'as', value: String.raw`\{{is}}` },
        { in: 'header', name: 'X-Run', value: '{{run}}' },
        { in: 'header', name: 'Accept' },
      ],
      body: String.raw`{"a":{{a}},"b":"\{{#each}} {{randomColor}}"}`,
    });
    expect(notes.join()).toContain('{{$randomColor}} is made on sending there');
    const elsewhere = await client.console.readCurl({ text: `curl ${base}/no/{{such}}/path --data-urlencode 'q=a b{{c}}'` });
    expect(elsewhere.draft).toMatchObject({ path: '/no/{{such}}/path', body: 'q=a%20b{{c}}' });
    expect((await faultFrom(client.console.readCurl({ text: 'curl {{baseUrl}}/orders' }))).code).toBe('not_found');
  });
});

it('a sealed file that a killed app left behind goes with the first call; one that an exchange names stays', async () => {
  const { client, core, folder, vendor } = await start();
  const bodies = join(folder, 'bodies');
  mkdirSync(bodies, { recursive: true });
  const { id } = await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
  await core.close();
  // It was being written when the app was killed: its exchange is there, and no body of it.
  const orphan = join(bodies, `${id}-request.sealed`);
  const foreign = join(bodies, 'notes.txt');
  for (const file of [orphan, foreign]) writeFileSync(file, 'x');
  await core.open(folder);
  await client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
  expect([existsSync(orphan), existsSync(foreign)]).toEqual([false, true]);
});
