import { createHmac } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { databaseFiles, workspaceFile } from '../workspace/workspace-file.ts';
import { webhooksAttention } from './attention.ts';
import { purgeDeliveries } from './purge-deliveries.ts';
import { createReceiver } from './receiver.ts';
import { replayDelivery } from './replay.ts';

const tests = coresForTests();
const secret = 'It is a secret to everybody';
const signed = (body: string | Buffer, key = secret): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** A workspace with one endpoint of GitHub's scheme and its receiver open. */
async function startInbox(edit: Record<string, unknown> = {}) {
  const core = await tests.startOpen();
  const credential = await core.client.credentials.add({ name: 'Hook secret', kind: 'api_key', secret });
  const endpoint = await core.client.webhooks.addEndpoint({
    name: 'Repository',
    path: '/hooks/github',
    scheme: 'github',
    secrets: [{ credentialId: credential.id, role: 'active' }],
    ...edit,
  });
  const { port } = await core.client.webhooks.openReceiver({ port: 0 });
  tests.later(() => core.client.webhooks.closeReceiver({}).catch(() => undefined));
  return { ...core, credential, endpoint, port: port ?? 0 };
}

interface Sent {
  readonly status: number;
  readonly text: string;
}

function post(port: number, path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: text.trim() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const headersFor = (body: string, id: string): Record<string, string> => ({
  'content-type': 'application/json',
  'x-github-event': 'push',
  'x-github-delivery': id,
  'x-hub-signature-256': signed(body),
});

describe('the receiver', () => {
  it('answers as a real one: 200 for what holds, 401 for what does not, and keeps both', async () => {
    const { client, port } = await startInbox();
    expect(await post(port, '/hooks/github', '{"a":1}', headersFor('{"a":1}', 'd-1'))).toMatchObject({ status: 200 });
    expect(await post(port, '/hooks/github', '{"a": 1}', headersFor('{"a":1}', 'd-2'))).toMatchObject({ status: 401 });
    expect(await post(port, '/hooks/github', '{"a":1}')).toMatchObject({ status: 401, text: 'It lacks the header X-Hub-Signature-256.' });
    expect(await post(port, '/elsewhere', '{}')).toMatchObject({ status: 404 });
    const { rows, counts } = await client.webhooks.deliveries({});
    expect(rows.map(({ eventId, state, answered, diagnosis }) => [eventId, state, answered, diagnosis])).toEqual([
      [null, 'fails', 401, 'header_missing'],
      ['d-2', 'fails', 401, 'body_reserialised'],
      ['d-1', 'holds', 200, null],
    ]);
    expect(counts).toEqual({ all: 3, failing: 2, duplicates: 0, dead: 2 });
  });

  it('listens on loopback only, and takes nothing from a web page', async () => {
    const { port, client } = await startInbox();
    expect(await post(port, '/hooks/github', '{}', { ...headersFor('{}', 'd-1'), origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
    const outside = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'));
    for (const { address } of outside) {
      const error = await new Promise<string>((resolve) => connect(port, address).on('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? '')).on('connect', () => resolve('connected')));
      expect(error).toBe('ECONNREFUSED');
    }
  });

  it('says 503 while the secret is not on this computer, so that the vendor sends it again', async () => {
    const { port, client, endpoint } = await startInbox();
    await client.webhooks.updateEndpoint({ id: endpoint.id, secrets: [] });
    expect(await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'))).toMatchObject({ status: 503 });
    const [row] = (await client.webhooks.deliveries({})).rows;
    expect(row).toMatchObject({ state: 'unknown', code: 'no_secret' });
    await client.webhooks.updateEndpoint({ id: endpoint.id, secrets: endpoint.secrets.map(({ credentialId, role }) => ({ credentialId, role })) });
    expect((await client.webhooks.verifyAgain({ id: row?.id ?? '' })).verdict).toMatchObject({ state: 'holds' });
  });

  it('refuses more than 10 MB with 413, told by length or not, and stays well', async () => {
    const { port, client } = await startInbox();
    const big = Buffer.alloc(10_000_001, 97);
    expect((await post(port, '/hooks/github', big, headersFor('x', 'big')).catch(() => ({ status: 413 }))).status).toBe(413);
    const inChunks = await post(port, '/hooks/github', big, { ...headersFor('x', 'chunks'), 'transfer-encoding': 'chunked' }).catch(() => ({ status: 413 }));
    expect(inChunks.status).toBe(413);
    expect((await client.webhooks.deliveries({})).rows.map(({ code, byteLength }) => [code, byteLength])).toEqual([
      ['too_large', 0],
      ['too_large', 0],
    ]);
    const full = Buffer.alloc(10_000_000, 97);
    expect(await post(port, '/hooks/github', full, { 'x-hub-signature-256': signed(full) })).toMatchObject({ status: 200 });
    const [kept] = (await client.webhooks.deliveries({})).rows;
    expect((await client.webhooks.delivery({ id: kept?.id ?? '' })).body).toMatchObject({ isCut: true });
    expect((await client.webhooks.verifyAgain({ id: kept?.id ?? '' })).verdict.state).toBe('holds');
  }, 20_000);

  it('takes a hundred deliveries at once, and marks one event as a duplicate of itself', async () => {
    const { port, client } = await startInbox();
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_none, at) => {
        const body = JSON.stringify({ at });
        return post(port, '/hooks/github', body, headersFor(body, `d-${at % 50}`));
      }),
    );
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
    const { rows, counts } = await client.webhooks.deliveries({});
    expect(counts).toMatchObject({ all: 100, duplicates: 50, failing: 0 });
    expect(new Set(rows.filter(({ duplicateOf }) => duplicateOf !== null).map(({ eventId }) => eventId)).size).toBe(50);
    expect(rows.every(({ times }) => times === 2)).toBe(true);
  }, 20_000);

  it.each([
    ['chunked garbage', 'POST /hooks/github HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nhello\r\n0\r\n\r\n'],
    ['a length that is too long', 'POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nshort'],
    ['two ways to say the length', 'POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n'],
    ['a header of 200 kB', `POST /hooks/github HTTP/1.1\r\nHost: a\r\nX-Big: ${'a'.repeat(200_000)}\r\n\r\n`],
  ])('keeps nothing of %s, and takes the next one', async (_what, bytes) => {
    const { port, client } = await startInbox();
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.setTimeout(300, () => socket.destroy());
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end());
      socket.on('close', () => resolve());
    });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
    expect(await post(port, '/hooks/github', '{}', headersFor('{}', 'after'))).toMatchObject({ status: 200 });
  });

  it('gives up on a body that drips', async () => {
    const { engine, client } = await startInbox();
    const receiver = await createReceiver(engine, 0, { maxBodyBytes: 1000, requestMs: 300, headersMs: 300 });
    tests.later(() => receiver.drop());
    const answered = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(receiver.port, '127.0.0.1', () => socket.write('POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n'));
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(drip);
        resolve(text);
      });
    });
    expect(answered).toMatch(/^HTTP\/1\.1 408/);
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
  });

  it('is closed until somebody opens it, says when its port is taken, and closes with the workspace', async () => {
    const { client, core, port } = await startInbox();
    await client.webhooks.closeReceiver({});
    expect(await client.webhooks.receiver({})).toMatchObject({ isOpen: false });
    await expect(post(port, '/hooks/github', '{}')).rejects.toThrow('ECONNREFUSED');
    const other = createServer().listen(port, '127.0.0.1');
    tests.later(() => other.close());
    await until(() => other.listening, 'the other program');
    expect(await faultFrom(client.webhooks.openReceiver({ port }))).toMatchObject({ code: 'conflict', data: { place: { path: 'port' } } });
    const opened = await client.webhooks.openReceiver({ port: 0 });
    await core.close();
    await expect(post(opened.port ?? 0, '/hooks/github', '{}')).rejects.toThrow('ECONNREFUSED');
  });

  it('answers Adyen and Slack in their own words', async () => {
    const { client, port, credential } = await startInbox();
    await client.webhooks.addEndpoint({ name: 'Slack', path: '/slack', scheme: 'slack', secrets: [{ credentialId: credential.id, role: 'active' }] });
    const body = '{"type":"url_verification","challenge":"c-1"}';
    const seconds = String(Math.floor(Date.UTC(2026, 10, 21, 8) / 1000));
    const headers = { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}` };
    expect(await post(port, '/slack', body, headers)).toEqual({ status: 200, text: 'c-1' });
  });
});

describe('a delivery', () => {
  it('is kept sealed: neither the secret nor the body is readable in the file', async () => {
    const { client, port, folder, core } = await startInbox();
    const body = JSON.stringify({ note: 'a customer called Zephyrine', echoed: secret });
    await post(port, '/hooks/github', body, { ...headersFor(body, 'd-1'), authorization: 'Basic c2VjcmV0LWxvZ2lu' });
    const [row] = (await client.webhooks.deliveries({})).rows;
    const { headers, body: shown } = await client.webhooks.delivery({ id: row?.id ?? '' });
    expect(shown?.text).toContain('Zephyrine');
    expect(JSON.stringify([headers, shown])).not.toContain(secret);
    expect(JSON.stringify(headers)).not.toContain('c2VjcmV0LWxvZ2lu');
    expect(headers.find(([name]) => name === 'x-hub-signature-256')?.[1]).toBe(signed(body));
    await core.close();
    const bytes = Buffer.concat(databaseFiles(workspaceFile(folder)).filter(existsSync).map((file) => readFileSync(file))).toString('latin1');
    expect(bytes).toContain('Repository');
    expect(bytes).not.toContain('Zephyrine');
    expect(bytes).not.toContain(secret);
  });

  it('that is pasted is judged against when it came, and says why it fails', async () => {
    const { client, credential } = await startInbox();
    const stripe = await client.webhooks.addEndpoint({ name: 'Stripe', path: '/stripe', scheme: 'stripe', secrets: [{ credentialId: credential.id, role: 'active' }] });
    const signature = `t=1614265330,v1=${createHmac('sha256', secret).update('1614265330.{"id":"evt_1","type":"charge"}').digest('hex')}`;
    const text = `Stripe-Signature: ${signature}\n\n{"id":"evt_1","type":"charge"}`;
    const then = await client.webhooks.take({ endpointId: stripe.id, text, receivedAt: 1_614_265_331_000 });
    expect(then).toMatchObject({ delivery: { eventId: 'evt_1', eventType: 'charge', state: 'holds', source: 'paste', receivedAt: 1_614_265_331_000 } });
    const late = await client.webhooks.check({ endpointId: stripe.id, text, receivedAt: 1_614_265_330_000 + 3_600_000 });
    expect(late.verdict).toMatchObject({ state: 'fails', code: 'stale', diagnosis: { code: 'stale', isProven: true } });
    const unknown = await client.webhooks.take({ endpointId: stripe.id, text });
    expect(unknown.delivery).toMatchObject({ state: 'holds', isTimeKnown: false, receivedAt: 1_614_265_330_000, duplicateOf: then.delivery.id });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(2);
    expect(await faultFrom(client.webhooks.take({ endpointId: stripe.id, text: '{"id":1}' }))).toMatchObject({ code: 'bad_input' });
  });

  it('holds with either secret while a rotation is under way', async () => {
    const { client, port, credential } = await startInbox();
    const rotation = await client.credentials.startRotation({ credentialId: credential.id });
    await client.credentials.enterNewSecret({ id: rotation.id, secret: 'the new one' });
    expect(await post(port, '/hooks/github', '{}', { 'x-hub-signature-256': signed('{}', 'the new one') })).toMatchObject({ status: 200 });
    expect(await post(port, '/hooks/github', '{}', { 'x-hub-signature-256': signed('{}') })).toMatchObject({ status: 200 });
  });

  it('that fails needs a person until the event comes right, or somebody deals with it; one cause is one line', async () => {
    const { client, port, engine } = await startInbox();
    const lines = (): string[] => webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => `${attention.title} · ${attention.reason}`);
    await post(port, '/hooks/github', '{"a": 1}', headersFor('{"a":1}', 'd-1'));
    await post(port, '/hooks/github', '{"a": 2}', headersFor('{"a":2}', 'd-2'));
    expect(lines()).toEqual(['2 deliveries to Repository fail · The body was read and written anew on its way: as compact JSON its signature fits.']);
    await post(port, '/hooks/github', '{"a":1}', headersFor('{"a":1}', 'd-1'));
    expect(lines()).toEqual([expect.stringContaining('A delivery to Repository fails')]);
    const [dead] = (await client.webhooks.deliveries({ view: 'dead' })).rows;
    await client.webhooks.settle({ id: dead?.id ?? '' });
    expect(lines()).toEqual([]);
    const [entry] = (await client.activity.list({})).entries ?? [];
    expect(entry?.summary).toContain('dealt with');
    await client.activity.undo({ entity: 'webhookDelivery', entityId: dead?.id ?? '' });
    expect(lines()).toHaveLength(1);
  });

  it('is missed only in the time in which the receiver was open', async () => {
    const { client, engine, clock } = await startInbox({ expectedByMinutes: 30 });
    const lines = (): string[] => webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => attention.title);
    await client.webhooks.closeReceiver({});
    clock.pass(86_400_000);
    expect(lines()).toEqual([]);
    const now = engine.clock.now();
    engine.evidence.write([], (db) => db.run('INSERT INTO webhook_listening (id, start_at, end_at) VALUES (?, ?, ?)', 's', now - 40 * 60_000, now));
    expect(lines()).toEqual(['Repository has been silent for 40 min']);
  });

  it('loses its bytes with the retention of bodies, and keeps what is known of it', async () => {
    const { client, port, engine, clock } = await startInbox();
    await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'));
    clock.pass(91 * 86_400_000);
    expect(purgeDeliveries(engine)).toBe(1);
    const [row] = (await client.webhooks.deliveries({})).rows;
    expect(await client.webhooks.delivery({ id: row?.id ?? '' })).toMatchObject({ body: null, headers: [], delivery: { eventId: 'd-1', state: 'holds' } });
    expect(await faultFrom(client.webhooks.replay({ id: row?.id ?? '', targetUrl: 'http://127.0.0.1:1/' }))).toMatchObject({ code: 'not_found' });
  });
});

describe('a replay', () => {
  async function startTarget(answers: readonly number[]) {
    const received: { headers: IncomingMessage['headers']; body: string }[] = [];
    const server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        response.statusCode = answers[Math.min(received.length, answers.length - 1)] ?? 200;
        received.push({ headers: incoming.headers, body });
        response.end('thanks');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    tests.later(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return { received, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/in` };
  }

  async function withDelivery() {
    const inbox = await startInbox();
    await post(inbox.port, '/hooks/github', '{"a": 1}', headersFor('{"a": 1}', 'd-1'));
    const [row] = (await inbox.client.webhooks.deliveries({})).rows;
    return { ...inbox, id: row?.id ?? '' };
  }

  it('sends every byte and the signature as they came, and is written down', async () => {
    const { client, id } = await withDelivery();
    const target = await startTarget([200]);
    expect(await client.webhooks.replay({ id, targetUrl: target.url })).toMatchObject({ state: 'delivered', words: 'Answered 200.' });
    expect(target.received).toEqual([{ body: '{"a": 1}', headers: expect.objectContaining({ 'x-hub-signature-256': signed('{"a": 1}'), 'x-github-delivery': 'd-1' }) }]);
    expect((await client.activity.list({})).entries[0]?.summary).toMatch(/^Delivery d-1 of “Repository” replayed to 127\.0\.0\.1:\d+: Answered 200\.$/);
  });

  it('is sent again with growing pauses until it is taken', async () => {
    const { engine, id } = await withDelivery();
    const target = await startTarget([500, 429, 200]);
    const done = await replayDelivery(engine, { name: 'Maya', via: 'app' }, { id, targetUrl: target.url, signing: 'as it came', maxAttempts: 5 }, undefined, () => 0.05);
    expect(done).toMatchObject({ state: 'delivered', words: 'Answered 200 at attempt 3.' });
    expect(done.attempts.map(({ status, waitedMs }) => [status, waitedMs])).toEqual([
      [500, 0],
      [429, 50],
      [200, 100],
    ]);
  });

  it('that is refused is a dead letter with its reason; 400 is not tried again', async () => {
    const { client, id, engine } = await withDelivery();
    const target = await startTarget([400]);
    expect(await client.webhooks.replay({ id, targetUrl: target.url })).toMatchObject({ state: 'refused', attempts: [{ status: 400 }] });
    const [dead] = (await client.webhooks.deliveries({ view: 'dead' })).rows;
    expect(dead?.deadWords).toBe('The target refused it. Answered 400, which another attempt would not change.');
    expect(webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => attention.title)).toEqual(['A delivery of Repository did not reach the target']);
    const down = await replayDelivery(engine, { name: 'Maya', via: 'app' }, { id, targetUrl: 'http://127.0.0.1:1/', signing: 'as it came', maxAttempts: 2 }, undefined, () => 0);
    expect(down).toMatchObject({ state: 'refused', words: expect.stringContaining('2 attempts') });
  });

  it('is signed anew with a chosen secret', async () => {
    const { client, id } = await withDelivery();
    const target = await startTarget([200]);
    const local = await client.credentials.add({ name: 'Local secret', kind: 'api_key', secret: 'local secret' });
    await client.webhooks.replay({ id, targetUrl: target.url, signing: 'anew', credentialId: local.id });
    expect(target.received[0]?.headers['x-hub-signature-256']).toBe(signed('{"a": 1}', 'local secret'));
  });

  it('goes nowhere outside this computer before a person has confirmed that very address', async () => {
    const { client, id, endpoint } = await withDelivery();
    expect(await faultFrom(client.webhooks.replay({ id, targetUrl: 'https://hooks.example.com/in' }))).toMatchObject({ code: 'host_not_allowed' });
    expect(await faultFrom(client.webhooks.replay({ id, targetUrl: 'https://hooks.example.com/in', confirmTarget: 'https://hooks.example.com/' }))).toMatchObject({ code: 'host_not_allowed' });
    expect(await faultFrom(client.webhooks.replay({ id }))).toMatchObject({ code: 'bad_input' });
    expect(await faultFrom(client.webhooks.updateEndpoint({ id: endpoint.id, targetUrl: 'file:///etc/passwd' }))).toMatchObject({ code: 'bad_input' });
    expect((await client.webhooks.delivery({ id })).replays).toEqual([]);
  });

  it('can be cancelled between two attempts', async () => {
    const { client, engine, id } = await withDelivery();
    const target = await startTarget([503]);
    const running = replayDelivery(engine, { name: 'Maya', via: 'app' }, { id, targetUrl: target.url, signing: 'as it came', maxAttempts: 5 }, undefined, () => 0.99);
    await until(async () => ((await client.webhooks.delivery({ id })).replays[0]?.attempts.length ?? 0) > 0, 'the first attempt');
    const [replay] = (await client.webhooks.delivery({ id })).replays;
    await client.webhooks.cancelReplay({ id: replay?.id ?? '' });
    expect(await running).toMatchObject({ state: 'cancelled', words: 'Cancelled after 1 attempt.' });
    expect(target.received).toHaveLength(1);
  });
});

describe('an endpoint', () => {
  it('has a path of its own, and goes with its deliveries', async () => {
    const { client, port, endpoint } = await startInbox();
    expect(await faultFrom(client.webhooks.addEndpoint({ name: 'Two', path: '/hooks/github', scheme: 'stripe' }))).toMatchObject({ code: 'conflict', data: { place: { path: 'path' } } });
    expect(await client.webhooks.endpoints({})).toHaveLength(1);
    await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'));
    expect((await client.webhooks.endpoints({}))[0]).toMatchObject({ deliveries30d: 1, failed30d: 0, standing: { state: 'holds' }, url: `http://127.0.0.1:${port}/hooks/github` });
    await client.webhooks.removeEndpoint({ id: endpoint.id });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
  });

  it('is exported as HTTP messages and JSON lines without secrets', async () => {
    const { client, port } = await startInbox();
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
