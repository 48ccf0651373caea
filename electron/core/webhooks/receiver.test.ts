import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { createReceiver } from './receiver.ts';
import { headersFor, post, secret, signed, startInbox } from './testing/inbox.ts';

const tests = coresForTests();

describe('the receiver', () => {
  it('answers as a real one: 200 for what holds, 401 for what does not, and keeps both', async () => {
    const { client, port } = await startInbox(tests);
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
    const { port, client } = await startInbox(tests);
    expect(await post(port, '/hooks/github', '{}', { ...headersFor('{}', 'd-1'), origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    });
    expect(await post(port, '/hooks/github', '{}', { ...headersFor('{}', 'd-1'), 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
    });
    expect((await client.webhooks.deliveries({})).counts.all).toBe(0);
    // Node's own fetch says what mode it is in, and is no page.
    const forwarded = await fetch(`http://127.0.0.1:${port}/hooks/github`, {
      method: 'POST',
      body: '{}',
      headers: headersFor('{}', 'd-1'),
    });
    expect(forwarded.status).toBe(200);
    const outside = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of outside) {
      const error = await new Promise<string>((resolve) =>
        connect(port, address)
          .on('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? ''))
          .on('connect', () => resolve('connected')),
      );
      expect(error).toBe('ECONNREFUSED');
    }
  });

  it('says 503 while the secret is not on this computer, so that the vendor sends it again', async () => {
    const { port, client, endpoint } = await startInbox(tests);
    await client.webhooks.updateEndpoint({ id: endpoint.id, secrets: [] });
    expect(await post(port, '/hooks/github', '{}', headersFor('{}', 'd-1'))).toMatchObject({ status: 503 });
    const [row] = (await client.webhooks.deliveries({})).rows;
    expect(row).toMatchObject({ state: 'unknown', code: 'no_secret' });
    await client.webhooks.updateEndpoint({
      id: endpoint.id,
      secrets: endpoint.secrets.map(({ credentialId, role }) => ({ credentialId, role })),
    });
    expect((await client.webhooks.verifyAgain({ id: row?.id ?? '' })).verdict).toMatchObject({ state: 'holds' });
  });

  it('refuses more than 10 MB with 413, told by length or not, and stays well', async () => {
    const { port, client } = await startInbox(tests);
    const big = Buffer.alloc(10_000_001, 97);
    expect((await post(port, '/hooks/github', big, headersFor('x', 'big')).catch(() => ({ status: 413 }))).status).toBe(413);
    const inChunks = await post(port, '/hooks/github', big, { ...headersFor('x', 'chunks'), 'transfer-encoding': 'chunked' }).catch(() => ({
      status: 413,
    }));
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

  it('takes a delivery while hundreds of connections that say nothing are open', async () => {
    const { port } = await startInbox(tests);
    const silent = Array.from({ length: 400 }, () =>
      connect(port, '127.0.0.1')
        .on('error', () => undefined)
        .resume(),
    );
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    // As long as a sender may take that means to say something.
    await setTimeout(350);
    for (const id of ['d-1', 'd-2'])
      expect(
        await Promise.race([post(port, '/hooks/github', '{"a":1}', headersFor('{"a":1}', id)), setTimeout(3_000, 'kept out')]),
      ).toMatchObject({ status: 200 });
    await until(() => silent.filter(({ closed }) => !closed).length <= 256, 'the silent ones make room');
    for (const socket of silent) socket.destroy();
  });

  it('takes a delivery while hundreds of bodies drip, the slowest of which make room', async () => {
    const { port, client } = await startInbox(tests);
    const drips = Array.from({ length: 300 }, () => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx'),
      );
      return socket.on('error', () => undefined).resume();
    });
    await Promise.all(drips.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await setTimeout(350);
    const body = JSON.stringify({ filler: 'x'.repeat(300_000) });
    for (const id of ['d-1', 'd-2'])
      expect(await Promise.race([post(port, '/hooks/github', body, headersFor(body, id)), setTimeout(3_000, 'kept out')])).toMatchObject({
        status: 200,
      });
    const since = performance.now();
    await until(() => drips.filter(({ closed }) => !closed).length <= 128, 'the slowest make room');
    expect(performance.now() - since).toBeLessThan(2_500);
    // And none of the rest stays for as long as a delivery may take.
    await until(() => drips.every(({ closed }) => closed), 'all that drip are let go');
    expect(performance.now() - since).toBeLessThan(5_000);
    expect((await client.webhooks.deliveries({})).counts.all).toBe(2);
  }, 20_000);

  it('gives up a body that comes too slowly, takes one that is slow enough, and holds no more of them in memory than it said', async () => {
    const { engine, client } = await startInbox(tests);
    const receiver = await createReceiver(engine, 0, { graceMs: 200, leastBytesPerS: 1_000, heldBytes: 1_000_000 });
    tests.later(() => receiver.drop());
    const begin = async (length: number, headers: Record<string, string> = {}) => {
      let text = '';
      const socket = connect(receiver.port, '127.0.0.1', () =>
        socket.write(
          `POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n${Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}\r\n`)
            .join('')}\r\n`,
        ),
      );
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', () => undefined);
      const told = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
      await new Promise((resolve) => socket.once('connect', resolve));
      return { socket, told };
    };
    const slow = await begin(900);
    const drip = setInterval(() => slow.socket.write('x'), 20);
    const begun = performance.now();
    expect(await slow.told).toMatch(/^HTTP\/1\.1 408/);
    clearInterval(drip);
    expect(performance.now() - begun).toBeLessThan(2_000);

    const body = JSON.stringify({ filler: 'y'.repeat(1_500) });
    const steady = await begin(body.length, { ...headersFor(body, 'd-steady'), Connection: 'close' });
    for (let at = 0; at < body.length; at += 100) {
      steady.socket.write(body.slice(at, at + 100));
      await setTimeout(30);
    }
    expect(await steady.told).toMatch(/^HTTP\/1\.1 200/);

    const [first, second] = [await begin(2_000_000), await begin(2_000_000)];
    first.socket.write(Buffer.alloc(600_000, 97));
    await setTimeout(50);
    second.socket.write(Buffer.alloc(600_000, 97));
    expect(await Promise.race([first.told, second.told])).toMatch(/^HTTP\/1\.1 503/);
    for (const { socket } of [first, second]) socket.destroy();
    expect((await client.webhooks.deliveries({})).counts.all).toBe(1);
  }, 20_000);

  it('takes a hundred deliveries at once, and marks one event as a duplicate of itself', async () => {
    const { port, client } = await startInbox(tests);
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
    [
      'two ways to say the length',
      'POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n'],
    ['a header of 200 kB', `POST /hooks/github HTTP/1.1\r\nHost: a\r\nX-Big: ${'a'.repeat(200_000)}\r\n\r\n`],
  ])('keeps nothing of %s, and takes the next one', async (_what, bytes) => {
    const { port, client } = await startInbox(tests);
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
    const { engine, client } = await startInbox(tests);
    const receiver = await createReceiver(engine, 0, { maxBodyBytes: 1000, requestMs: 300, headersMs: 300 });
    tests.later(() => receiver.drop());
    const answered = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(receiver.port, '127.0.0.1', () =>
        socket.write('POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n'),
      );
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
    const { client, core, port } = await startInbox(tests);
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
    const { client, port, credential } = await startInbox(tests);
    await client.webhooks.addEndpoint({
      name: 'Slack',
      path: '/slack',
      scheme: 'slack',
      secrets: [{ credentialId: credential.id, role: 'active' }],
    });
    const body = '{"type":"url_verification","challenge":"c-1"}';
    const seconds = String(Math.floor(Date.UTC(2026, 10, 21, 8) / 1000));
    const headers = {
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
    };
    expect(await post(port, '/slack', body, headers)).toEqual({ status: 200, text: 'c-1' });
  });
});
