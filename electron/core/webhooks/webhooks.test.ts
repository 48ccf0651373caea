import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { databaseFiles, workspaceFile } from '../workspace/workspace-file.ts';
import { webhooksAttention } from './attention.ts';
import { purgeDeliveries } from './purge-deliveries.ts';
import { headersFor, post, secret, signed, startInbox } from './testing/inbox.ts';

const tests = coresForTests();

describe('a delivery', () => {
  it('is kept sealed: neither the secret nor the body is readable in the file', async () => {
    const { client, port, folder, core } = await startInbox(tests);
    const body = JSON.stringify({ note: 'a customer called Zephyrine', echoed: secret });
    await post(port, '/hooks/github', body, { ...headersFor(body, 'd-1'), authorization: 'Basic c2VjcmV0LWxvZ2lu' });
    const [row] = (await client.webhooks.deliveries({})).rows;
    const { headers, body: shown } = await client.webhooks.delivery({ id: row?.id ?? '' });
    expect(shown?.text).toContain('Zephyrine');
    expect(JSON.stringify([headers, shown])).not.toContain(secret);
    expect(JSON.stringify(headers)).not.toContain('c2VjcmV0LWxvZ2lu');
    expect(headers.find(([name]) => name === 'x-hub-signature-256')?.[1]).toBe(signed(body));
    await core.close();
    const bytes = Buffer.concat(
      databaseFiles(workspaceFile(folder))
        .filter(existsSync)
        .map((file) => readFileSync(file)),
    ).toString('latin1');
    expect(bytes).toContain('Repository');
    expect(bytes).not.toContain('Zephyrine');
    expect(bytes).not.toContain(secret);
  });

  it('that echoes a secret in UTF-16 is shown without it, and no half of one where it is cut', async () => {
    const { client, port } = await startInbox(tests);
    const bodies = [
      Buffer.from(`{"echoed":"${secret}"}`, 'utf16le'),
      Buffer.from(`{"echoed":"${secret}"}`, 'utf16le').swap16(),
      Buffer.concat([Buffer.alloc(4096 - 10, 0xff), Buffer.from(secret)]),
    ];
    for (const body of bodies) await post(port, '/hooks/github', body, { 'x-hub-signature-256': signed(body) });
    const { rows } = await client.webhooks.deliveries({});
    expect(rows).toHaveLength(3);
    for (const { id } of rows) {
      const { body } = await client.webhooks.delivery({ id });
      for (const piece of [secret, secret.slice(0, 10), secret.slice(5)])
        for (const form of [piece, Buffer.from(piece, 'utf16le').toString('latin1')]) expect(body?.text).not.toContain(form);
    }
  });

  it('that is pasted is judged against when it came, and says why it fails', async () => {
    const { client, credential } = await startInbox(tests);
    const stripe = await client.webhooks.addEndpoint({
      name: 'Stripe',
      path: '/stripe',
      scheme: 'stripe',
      secrets: [{ credentialId: credential.id, role: 'active' }],
    });
    const signature = `t=1614265330,v1=${createHmac('sha256', secret).update('1614265330.{"id":"evt_1","type":"charge"}').digest('hex')}`;
    const text = `Stripe-Signature: ${signature}\n\n{"id":"evt_1","type":"charge"}`;
    const then = await client.webhooks.take({ endpointId: stripe.id, text, receivedAt: 1_614_265_331_000 });
    expect(then).toMatchObject({
      delivery: { eventId: 'evt_1', eventType: 'charge', state: 'holds', source: 'paste', receivedAt: 1_614_265_331_000 },
    });
    const late = await client.webhooks.check({ endpointId: stripe.id, text, receivedAt: 1_614_265_330_000 + 3_600_000 });
    expect(late.verdict).toMatchObject({ state: 'fails', code: 'stale', diagnosis: { code: 'stale', isProven: true } });
    const unknown = await client.webhooks.take({ endpointId: stripe.id, text });
    expect(unknown.delivery).toMatchObject({
      state: 'holds',
      isTimeKnown: false,
      receivedAt: 1_614_265_330_000,
      duplicateOf: then.delivery.id,
    });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(2);
    expect(await faultFrom(client.webhooks.take({ endpointId: stripe.id, text: '{"id":1}' }))).toMatchObject({ code: 'bad_input' });
  });

  it('holds with either secret while a rotation is under way', async () => {
    const { client, port, credential } = await startInbox(tests);
    const rotation = await client.credentials.startRotation({ credentialId: credential.id });
    await client.credentials.enterNewSecret({ id: rotation.id, secret: 'the new one' });
    expect(await post(port, '/hooks/github', '{}', { 'x-hub-signature-256': signed('{}', 'the new one') })).toMatchObject({ status: 200 });
    expect(await post(port, '/hooks/github', '{}', { 'x-hub-signature-256': signed('{}') })).toMatchObject({ status: 200 });
  });

  it('that fails needs a person until the event comes right, or somebody deals with it; one cause is one line', async () => {
    const { client, port, engine } = await startInbox(tests);
    const lines = (): string[] =>
      webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => `${attention.title} · ${attention.reason}`);
    await post(port, '/hooks/github', '{"a": 1}', headersFor('{"a":1}', 'd-1'));
    await post(port, '/hooks/github', '{"a": 2}', headersFor('{"a":2}', 'd-2'));
    expect(lines()).toEqual([
      '2 deliveries to Repository fail · The body was read and written anew on its way: as compact JSON its signature fits.',
    ]);
    await post(port, '/hooks/github', '{"a":1}', headersFor('{"a":1}', 'd-1'));
    expect(lines()).toEqual([expect.stringContaining('A delivery to Repository fails')]);
    const [dead] = (await client.webhooks.deliveries({ view: 'dead' })).rows;
    await client.webhooks.settle({ id: dead?.id ?? '', isSettled: true });
    expect(lines()).toEqual([]);
    const [entry] = (await client.activity.list({})).entries ?? [];
    expect(entry?.summary).toContain('dealt with');
    await client.activity.undo({ entity: 'webhookDelivery', entityId: dead?.id ?? '' });
    expect(lines()).toHaveLength(1);
  });

  it('is missed only in the time in which the receiver was open', async () => {
    const { client, engine, clock } = await startInbox(tests, { expectedByMinutes: 30 });
    const lines = (): string[] => webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => attention.title);
    await client.webhooks.closeReceiver({});
    clock.pass(86_400_000);
    expect(lines()).toEqual([]);
    const now = engine.clock.now();
    engine.evidence.write([], (db) =>
      db.run('INSERT INTO webhook_listening (id, start_at, end_at) VALUES (?, ?, ?)', 's', now - 40 * 60_000, now),
    );
    expect(lines()).toEqual(['Repository has been silent for 40 min']);
  });

  it('loses its bytes with the retention of bodies, and keeps what is known of it', async () => {
    const { client, port, engine, clock } = await startInbox(tests);
    await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'));
    clock.pass(91 * 86_400_000);
    expect(purgeDeliveries(engine)).toBe(1);
    const [row] = (await client.webhooks.deliveries({})).rows;
    expect(await client.webhooks.delivery({ id: row?.id ?? '' })).toMatchObject({
      body: null,
      headers: [],
      delivery: { eventId: 'd-1', state: 'holds' },
    });
    expect(await faultFrom(client.webhooks.replay({ id: row?.id ?? '', targetUrl: 'http://127.0.0.1:1/' }))).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an endpoint', () => {
  it('has a path of its own, and goes with its deliveries', async () => {
    const { client, port, endpoint } = await startInbox(tests);
    expect(await faultFrom(client.webhooks.addEndpoint({ name: 'Two', path: '/hooks/github', scheme: 'stripe' }))).toMatchObject({
      code: 'conflict',
      data: { place: { path: 'path' } },
    });
    expect(await client.webhooks.endpoints({})).toHaveLength(1);
    await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'));
    expect((await client.webhooks.endpoints({}))[0]).toMatchObject({
      deliveries30d: 1,
      failed30d: 0,
      standing: { state: 'holds' },
      url: `http://127.0.0.1:${port}/hooks/github`,
    });
    expect((await client.webhooks.endpoints({}))[0]?.days.at(-1)).toMatchObject({ came: 1, failed: 0 });
    await client.webhooks.removeEndpoint({ id: endpoint.id });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
  });

  it('is exported as HTTP messages and JSON lines without secrets', async () => {
    const { client, port } = await startInbox(tests);
    await post(port, '/hooks/github', `{"echo":"${secret}"}`, headersFor(`{"echo":"${secret}"}`, 'd-1'));
    const [row] = (await client.webhooks.deliveries({})).rows;
    const one = await client.webhooks.export({ ids: [row?.id ?? ''] });
    expect(one.text).toMatch(/^POST \/ HTTP\/1\.1\r\n/);
    const all = await client.webhooks.export({});
    expect(all.count).toBe(1);
    expect(JSON.parse(all.text)).toMatchObject({ eventId: 'd-1', state: 'holds' });
    expect(one.text + all.text).not.toContain(secret);
  });
});
