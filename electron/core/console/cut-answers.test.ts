import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();
const says =
  'Content-Type: application/json\r\nX-Request-Id: cut-7\r\nRateLimit-Limit: 100\r\nRateLimit-Remaining: 3\r\nRateLimit-Reset: 40\r\n';
/** An answer with these bytes after its status line, and then the end of the connection. */
const wire =
  (rest: string | Buffer, status = '200 OK'): Answer =>
  (_request, response) =>
    void response.socket?.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n`), Buffer.from(rest)]));
const lies = wire(`${says}Content-Length: 3000\r\n\r\n{"id":"or-1"`);

async function world(answer: Answer, attempts = 1) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  await started.client.resilience.setPolicy({ apiId: vendor.apiId, maxAttempts: attempts });
  const send = (draft: Record<string, unknown> = {}) =>
    started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft });
  return { ...started, vendor, send };
}

describe('an answer that is cut off', () => {
  it('is a failure that keeps its status, its headers, what they say and what came of its body', async () => {
    const { client, send, vendor } = await world(lies);
    const exchange = await send();
    expect(exchange).toMatchObject({
      state: 'failed',
      status: null,
      cutStatus: 200,
      errorClass: 'network',
      verdict: 'not_checked',
      verdictReason: 'The answer was cut off.',
      failure: { cause: 'body_truncated', phase: 'download' },
      vendorRequestId: 'cut-7',
      cut: { status: 200, receivedBytes: 12, announcedBytes: 3000, isAllKept: true },
      answerBody: { text: '{"id":"or-1"', byteLength: 12, mediaType: 'application/json' },
    });
    expect(exchange.answerHeaders).toContainEqual(['X-Request-Id', 'cut-7']);
    expect(exchange.notices.map(({ words }) => words).join()).toContain('3 of 100');
    expect(exchange.updated.map(({ kind }) => kind)).toEqual(['limit']);
    expect(await client.console.exchange({ id: exchange.id })).toEqual(exchange);
    const listed = async (text: string) => (await client.console.exchanges({ text })).rows;
    expect(await listed('cut-7')).toMatchObject([{ id: exchange.id, state: 'failed', status: null, cutStatus: 200 }]);
    // Only a whole answer has the status that one searches for.
    expect(await listed('status:200')).toEqual([]);
    expect(await listed('is:failed')).toHaveLength(1);
    expect(vendor.received).toHaveLength(1);
  });

  it.each([
    ['in a chunk', wire(`${says}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n`), 'bad_framing', 5, null],
    ['where a chunk should follow', wire(`${says}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`), 'body_truncated', 5, null],
    ['before its body began', wire(`${says}Content-Length: 9\r\n\r\n`), 'body_truncated', 0, 9],
    ['as larger than the limit', wire(`${says}Content-Length: 900000000\r\n\r\n{`), 'body_too_large', 0, 900_000_000],
    ['with an error of its own', wire(`${says}Content-Length: 9\r\n\r\noops`, '503 Busy'), 'body_truncated', 4, 9],
  ])('%s, keeps as much', async (_where, answer, cause, receivedBytes, announcedBytes) => {
    const { send } = await world(answer);
    const exchange = await send();
    expect(exchange).toMatchObject({
      state: 'failed',
      failure: { cause },
      vendorRequestId: 'cut-7',
      cut: { receivedBytes, announcedBytes },
    });
    expect(exchange.answerBody?.byteLength ?? 0).toBe(receivedBytes);
  });

  it('by our time limit keeps what had dripped', async () => {
    const { send } = await world((_request, response) => {
      response.writeHead(202, { 'X-Request-Id': 'drip-1' }).write('a');
    });
    expect(await send({ timeoutMs: 300 })).toMatchObject({
      failure: { cause: 'total_timeout' },
      cut: { status: 202, receivedBytes: 1, announcedBytes: null },
      answerBody: { text: 'a' },
      vendorRequestId: 'drip-1',
    });
  });

  it('of a large body, and of a compressed one, keeps the beginning', async () => {
    const large = await world(wire(`Content-Length: 3000000\r\n\r\n${'x'.repeat(2_000_000)}`));
    expect(await large.send()).toMatchObject({ cut: { isAllKept: false }, answerBody: { byteLength: 64 * 1024 } });
    const zipped = gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, index) => `${index * 7919}`).join(' ')));
    const half = zipped.subarray(0, zipped.length / 2);
    const packed = await world(
      wire(Buffer.concat([Buffer.from(`Content-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`), half])),
    );
    const exchange = await packed.send();
    expect(exchange.cut).toMatchObject({ receivedBytes: half.length, announcedBytes: zipped.length });
    expect(exchange.answerBody?.text).toMatch(/^0 7919 15838 /);
  });

  it('within a secret keeps no half of it', async () => {
    const secret = 'sk-live-4f9a8c7e6d5b4a39';
    const { client, send, vendor, engine } = await world(
      wire(`X-Echo: ${secret}\r\nContent-Length: 900\r\n\r\n{"whole":"${secret}","half":"${secret.slice(0, 16)}`),
    );
    const bound = { placement: { in: 'header', name: 'X-Api-Key' }, environmentIds: [vendor.environmentId] };
    await client.credentials.add({ name: 'Key', kind: 'api_key', secret, ...bound } as never);
    const exchange = await send();
    expect(exchange.answerBody?.text).toMatch(/^\{"whole":"\[redacted[^"]*\]","half":"$/);
    expect(JSON.stringify([exchange, engine.db.all('SELECT * FROM exchanges')])).not.toContain(secret.slice(0, 16));
  });

  it('is tried again like any answer that did not come, and each attempt keeps its headers', async () => {
    let calls = 0;
    const { send, vendor } = await world((request, response, incoming) => {
      calls += 1;
      if (calls < 3) return lies(request, response, incoming);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
    }, 3);
    const exchange = await send();
    expect(exchange).toMatchObject({ state: 'answered', status: 200, cutStatus: null, cut: null });
    expect(exchange.attempts.map(({ status, cause }) => status ?? cause)).toEqual(['body_truncated', 'body_truncated', 200]);
    expect(exchange.attempts[0]?.answerHeaders).toContainEqual(['X-Request-Id', 'cut-7']);
    // What changes something is not.
    vendor.received.length = 0;
    calls = 0;
    const changing = await send({ method: 'POST', body: '{}' });
    expect([changing.state, changing.cut?.status, vendor.received.length]).toEqual(['failed', 200, 1]);
  });
});
