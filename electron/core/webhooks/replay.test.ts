import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { webhooksAttention } from './attention.ts';
import { replayDelivery } from './replay.ts';
import { headersFor, post, signed, startInbox } from './testing/inbox.ts';

const tests = coresForTests();

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
    const inbox = await startInbox(tests);
    await post(inbox.port, '/hooks/github', '{"a": 1}', headersFor('{"a": 1}', 'd-1'));
    const [row] = (await inbox.client.webhooks.deliveries({})).rows;
    return { ...inbox, id: row?.id ?? '' };
  }

  it('sends every byte and the signature as they came, and is written down', async () => {
    const { client, id } = await withDelivery();
    const target = await startTarget([200]);
    expect(await client.webhooks.replay({ id, targetUrl: target.url })).toMatchObject({ state: 'delivered', words: 'Answered 200.' });
    expect(target.received).toEqual([
      { body: '{"a": 1}', headers: expect.objectContaining({ 'x-hub-signature-256': signed('{"a": 1}'), 'x-github-delivery': 'd-1' }) },
    ]);
    expect((await client.activity.list({})).entries[0]?.summary).toMatch(
      /^Delivery d-1 of “Repository” replayed to 127\.0\.0\.1:\d+: Answered 200\.$/,
    );
  });

  it('goes to no address that has a secret of ours in it, and none is kept', async () => {
    const { client, id, endpoint, engine } = await withDelivery();
    const target = await startTarget([200]);
    await client.credentials.add({ name: 'Key', kind: 'api_key', secret: 'target-4242-secret' });
    const targetUrl = `${target.url}?t=target-4242-secret`;
    expect(await faultFrom(client.webhooks.replay({ id, targetUrl }))).toMatchObject({ code: 'bad_input' });
    expect(await faultFrom(client.webhooks.updateEndpoint({ id: endpoint.id, targetUrl }))).toMatchObject({ code: 'bad_input' });
    expect(target.received).toEqual([]);
    const kept = [engine.db.all('SELECT * FROM webhook_replays'), engine.db.all('SELECT * FROM webhook_endpoints')];
    expect(JSON.stringify(kept)).not.toContain('target-4242-secret');
  });

  it('is sent again with growing pauses until it is taken', async () => {
    const { engine, id } = await withDelivery();
    const target = await startTarget([500, 429, 200]);
    const done = await replayDelivery(
      engine,
      { name: 'Maya', via: 'app' },
      { id, targetUrl: target.url, signing: 'as it came', maxAttempts: 5 },
      undefined,
      () => 0.05,
    );
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
    expect(webhooksAttention(engine.db, engine.clock.now()).map(({ attention }) => attention.title)).toEqual([
      'A delivery of Repository did not reach the target',
    ]);
    const down = await replayDelivery(
      engine,
      { name: 'Maya', via: 'app' },
      { id, targetUrl: 'http://127.0.0.1:1/', signing: 'as it came', maxAttempts: 2 },
      undefined,
      () => 0,
    );
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
    expect(await faultFrom(client.webhooks.replay({ id, targetUrl: 'https://hooks.example.com/in' }))).toMatchObject({
      code: 'host_not_allowed',
    });
    expect(
      await faultFrom(
        client.webhooks.replay({ id, targetUrl: 'https://hooks.example.com/in', confirmTarget: 'https://hooks.example.com/' }),
      ),
    ).toMatchObject({ code: 'host_not_allowed' });
    expect(await faultFrom(client.webhooks.replay({ id }))).toMatchObject({ code: 'bad_input' });
    expect(await faultFrom(client.webhooks.updateEndpoint({ id: endpoint.id, targetUrl: 'file:///etc/passwd' }))).toMatchObject({
      code: 'bad_input',
    });
    expect((await client.webhooks.delivery({ id })).replays).toEqual([]);
  });

  it('can be cancelled between two attempts', async () => {
    const { client, engine, id } = await withDelivery();
    const target = await startTarget([503]);
    const running = replayDelivery(
      engine,
      { name: 'Maya', via: 'app' },
      { id, targetUrl: target.url, signing: 'as it came', maxAttempts: 5 },
      undefined,
      () => 0.99,
    );
    await until(async () => ((await client.webhooks.delivery({ id })).replays[0]?.attempts.length ?? 0) > 0, 'the first attempt');
    const [replay] = (await client.webhooks.delivery({ id })).replays;
    await client.webhooks.cancelReplay({ id: replay?.id ?? '' });
    expect(await running).toMatchObject({ state: 'cancelled', words: 'Cancelled after 1 attempt.' });
    expect(target.received).toHaveLength(1);
  });
});
