import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../shared/contract/errors.ts';
import { describeFailure } from './failures.ts';
import type { HttpRequest } from './http-types.ts';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { answerOf, failureOf, get, memorySink, startHttp, startHttp2, startHttps, startRaw, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const loopback = () => Promise.resolve([{ address: '127.0.0.1', family: 4 } as const]);
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const day = 86_400_000;

describe('no connection', () => {
  it('names an address that is none, another scheme, and a password in the address (without showing it)', async () => {
    const engine = engineOf();
    const sink = memorySink();
    expect(failureOf(await engine.send(get('not an address'), { sink }))).toMatchObject({ phase: 'url', cause: 'invalid_url' });
    expect(failureOf(await engine.send(get('file:///etc/passwd'), { sink }))).toMatchObject({ phase: 'url', cause: 'unsupported_scheme' });
    const outcome = await engine.send(get('https://me:hunter2@shop.test/'), { sink });
    expect(failureOf(outcome)).toMatchObject({ phase: 'url', cause: 'invalid_url', mayHaveReachedServer: false });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  it('names an unknown host and a name service that cannot be reached', async () => {
    const unknown = engineOf({ lookup: failing('ENOTFOUND') });
    expect(failureOf(await unknown.send(get('http://nobody.invalid/'), { sink: memorySink() }))).toMatchObject({
      phase: 'dns',
      cause: 'name_not_found',
      code: 'ENOTFOUND',
      mayHaveReachedServer: false,
    });
    const offline = engineOf({ lookup: failing('EAI_AGAIN') });
    expect(failureOf(await offline.send(get('http://nobody.invalid/'), { sink: memorySink() })).cause).toBe('dns_unreachable');
  });

  it('names a refused port and a connection that takes too long', async () => {
    const closed = await startHttp(() => undefined);
    await closed.close();
    expect(failureOf(await engineOf().send(get(closed.url), { sink: memorySink() }))).toMatchObject({
      phase: 'connect',
      cause: 'refused',
      code: 'ECONNREFUSED',
    });
    // TLS towards a server that never says a word.
    const silent = await keep(startRaw(() => undefined));
    const url = silent.url.replace('http:', 'https:');
    const outcome = await engineOf().send(get(url), { sink: memorySink(), limits: { connectMs: 100 } });
    expect(failureOf(outcome)).toMatchObject({ phase: 'tls', cause: 'connect_timeout', mayHaveReachedServer: false });
    await expect.poll(() => silent.open()).toBe(0);
  });
});

describe('a server that does not speak as it should', () => {
  it.each([
    ['garbage', () => 'SSH-2.0-OpenSSH_9.9\r\n', 'wait', 'not_http'],
    ['a contradiction about the length', () => 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'wait', 'not_http'],
    ['a silent close', () => '', 'wait', 'reset'],
    ['half a header', () => 'HTTP/1.1 200 OK\r\nContent-Le', 'wait', 'reset'],
  ])('%s', async (_name, reply, phase, cause) => {
    const peer = await keep(startRaw((socket) => socket.end(reply())));
    const outcome = await engineOf().send(get(peer.url), { sink: memorySink() });
    expect(failureOf(outcome)).toMatchObject({ phase, cause, mayHaveReachedServer: true });
  });

  it('a reset', async () => {
    const peer = await keep(startRaw((socket) => socket.resetAndDestroy()));
    const outcome = await engineOf().send({ ...get(peer.url), method: 'POST', body: 'x' }, { sink: memorySink() });
    expect(failureOf(outcome)).toMatchObject({ phase: 'wait', cause: 'reset' });
    expect(failureOf(outcome).remedy).toMatch(/check at the vendor/);
  });

  it('a large upload that nobody reads is named as sending', async () => {
    const server = createServer((socket) => socket.pause());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const body = new Uint8Array(30_000_000);
    const outcome = await engineOf().send(
      { ...get(`http://127.0.0.1:${port}`), method: 'POST', body },
      { sink: memorySink(), limits: { totalMs: 300 } },
    );
    expect(failureOf(outcome)).toMatchObject({ phase: 'send', cause: 'total_timeout' });
    server.close();
  });
});

describe('TLS', () => {
  const authority = createTestAuthority('Test Authority');
  const good = authority.issue(['shop.test', '127.0.0.1']);

  it('works with an authority that was added, tells what it saw, and keeps the connection', async () => {
    const peer = await keep(startHttps(good, (_request, response) => response.end('safe')));
    const engine = engineOf({ ca: authority.cert, lookup: loopback });
    const outcome = await engine.send(get(`https://shop.test:${peer.port}/`), { sink: memorySink() });
    expect(textOf(outcome)).toBe('safe');
    expect(outcome.timings.tlsMs).toBeGreaterThan(0);
    expect(outcome.timings.tls).toMatchObject({ protocol: 'TLSv1.3', issuer: 'Test Authority', subject: 'shop.test' });
    const again = await engine.send(get(`https://shop.test:${peer.port}/`), { sink: memorySink() });
    expect(again.timings).toMatchObject({ reusedConnection: true, tlsMs: null });
    expect(textOf(await engine.send(get(peer.url), { sink: memorySink() }))).toBe('safe');
  });

  it.each([
    ['an authority nobody knows', createTestAuthority('Inspection Box').issue(['shop.test']), 'tls_untrusted'],
    ['a self-signed certificate', createTestAuthority('shop.test', ['shop.test']), 'tls_self_signed'],
    ['another name', authority.issue(['other.test']), 'tls_hostname'],
    [
      'an expired one',
      authority.issue(['shop.test'], { from: new Date(Date.now() - 9 * day), to: new Date(Date.now() - 2 * day) }),
      'tls_expired',
    ],
    [
      'one from the future',
      authority.issue(['shop.test'], { from: new Date(Date.now() + 2 * day), to: new Date(Date.now() + 9 * day) }),
      'tls_expired',
    ],
  ])('stops at %s', async (_name, certificate, cause) => {
    let wasAsked = false;
    const peer = await keep(
      startHttps(certificate, (_request, response) => {
        wasAsked = true;
        response.end();
      }),
    );
    const engine = engineOf({ ca: authority.cert, lookup: loopback });
    const failure = failureOf(await engine.send(get(`https://shop.test:${peer.port}/`), { sink: memorySink() }));
    expect(failure).toMatchObject({ phase: 'tls', cause, mayHaveReachedServer: false });
    expect(failure.code).not.toBeNull();
    expect(wasAsked).toBe(false);
    if (cause === 'tls_untrusted') {
      expect(failure.happened).toContain('Inspection Box');
      expect(failure.remedy).toBe('Your company may inspect TLS: add its certificate in Settings.');
    }
    if (cause === 'tls_hostname') expect(failure.happened).toContain('other.test');
  });

  it('names https towards a port that speaks http, and the other way round', async () => {
    const plain = await keep(startHttp((_request, response) => response.end()));
    const engine = engineOf({ ca: authority.cert });
    expect(failureOf(await engine.send(get(plain.url.replace('http:', 'https:')), { sink: memorySink() }))).toMatchObject({
      phase: 'tls',
      cause: 'tls_protocol',
    });
    const secure = await keep(startHttps(good, (_request, response) => response.end()));
    expect(['not_http', 'reset']).toContain(
      failureOf(await engine.send(get(secure.url.replace('https:', 'http:')), { sink: memorySink() })).cause,
    );
  });

  it('speaks HTTP/2, side by side on one connection, and names what breaks there', async () => {
    const peer = await keep(
      startHttp2(good, (request, response) => {
        if (request.url === '/reset') response.destroy();
        else if (request.url === '/cut') {
          response.writeHead(200, { 'content-length': '100' });
          response.write('short');
          setTimeout(() => response.destroy(), 20);
        } else request.on('data', () => undefined).on('end', () => response.end(`${request.method} ${String(request.headers['x-mine'])}`));
      }),
    );
    const engine = engineOf({ ca: authority.cert });
    const first = await engine.send(get(peer.url, [['X-Mine', 'é']]), { sink: memorySink() });
    expect(textOf(first)).toBe('GET é');
    expect(first.timings.httpVersion).toBe('2');
    const post: HttpRequest = { method: 'POST', url: peer.url, headers: [], body: 'pay' };
    const all = await Promise.all([1, 2, 3, 4].map(() => engine.send(post, { sink: memorySink() })));
    expect(all.map((outcome) => answerOf(outcome).status)).toEqual([200, 200, 200, 200]);
    expect(peer.connections()).toBe(1);
    expect(failureOf(await engine.send(get(`${peer.url}/reset`), { sink: memorySink() }))).toMatchObject({ phase: 'wait', cause: 'reset' });
    expect(failureOf(await engine.send(get(`${peer.url}/cut`), { sink: memorySink() }))).toMatchObject({
      phase: 'download',
      cause: 'body_truncated',
    });
    const controller = new AbortController();
    const cancelled = await engine.send(get(`${peer.url}/cut`), {
      sink: memorySink(),
      signal: controller.signal,
      onPhase: (phase) => phase === 'download' && controller.abort(),
    });
    expect(failureOf(cancelled).cause).toBe('cancelled');
    expect(answerOf(await engine.send(post, { sink: memorySink() })).status).toBe(200);
    expect(peer.connections()).toBe(1);
  });
});

describe('how an HTTP/2 connection ends', () => {
  const authority = createTestAuthority('Test Authority');
  const good = authority.issue(['127.0.0.1']);

  it.each([
    ['the server goes away with notice', 'goodbye'],
    ['the server breaks the connection', 'break'],
    ['it is idle for long', 'idle'],
  ])('%s: the next request has a new one and nothing else happens', async (_name, how) => {
    let end: (() => void) | null = null as (() => void) | null;
    const peer = await keep(
      startHttp2(good, (request, response) => {
        const { session } = (request as unknown as { stream: { session: { close: () => void; destroy: () => void } } }).stream;
        end = () => (how === 'goodbye' ? session.close() : session.destroy());
        response.end('ok');
      }),
    );
    const engine = engineOf({ ca: authority.cert, idleMs: how === 'idle' ? 30 : 15_000 });
    expect(textOf(await engine.send(get(peer.url), { sink: memorySink() }))).toBe('ok');
    if (how !== 'idle') end?.();
    await expect.poll(() => peer.open()).toBe(0);
    expect(textOf(await engine.send(get(peer.url), { sink: memorySink() }))).toBe('ok');
    expect(peer.connections()).toBe(2);
  });

  it('broken off in the middle: every request on it fails by name', async () => {
    const peer = await keep(startHttp2(good, () => undefined));
    const engine = engineOf({ ca: authority.cert });
    const sends = [1, 2].map(() => engine.send({ ...get(peer.url), method: 'POST', body: 'x' }, { sink: memorySink() }));
    await expect.poll(() => peer.open()).toBeGreaterThan(0);
    setTimeout(() => void peer.close(), 50);
    for (const outcome of await Promise.all(sends))
      expect(failureOf(outcome)).toMatchObject({ phase: 'wait', cause: 'reset', mayHaveReachedServer: true });
  });
});

describe('what cannot be sent', () => {
  it.each([
    ['a line break in a value', { headers: [['X-Note', 'a\r\nX-Evil: 1']] }, 'headers.X-Note'],
    ['a NUL in a value', { headers: [['X-Note', 'a\0']] }, 'headers.X-Note'],
    ['a character that no header can carry', { headers: [['X-Note', '€']] }, 'headers.X-Note'],
    ['a line break in a name', { headers: [['X-\nNote', 'a']] }, 'headers.X-\\nNote'],
    ['a header of the connection', { headers: [['Transfer-Encoding', 'chunked']] }, 'headers.Transfer-Encoding'],
    ["a length that is not the body's", { headers: [['Content-Length', '5']], body: 'four' }, 'headers.Content-Length'],
    [
      'two hosts',
      {
        headers: [
          ['Host', 'a'],
          ['host', 'b'],
        ],
      },
      'headers.host',
    ],
    ['a method with a space', { method: 'GET /x HTTP/1.1\r\n' }, 'method'],
    ['a tunnel', { method: 'CONNECT' }, 'method'],
  ])('%s is refused by name before anything leaves', async (_name, change, path) => {
    const peer = await keep(startHttp((_request, response) => response.end()));
    const request = { ...get(peer.url), ...change } as HttpRequest;
    const error: unknown = await engineOf()
      .send(request, { sink: memorySink() })
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).data).toMatchObject({ code: 'bad_input', place: { path } });
    expect(peer.connections()).toBe(0);
  });

  it('the words of a failure never advise to turn verification off', () => {
    for (const cause of ['tls_untrusted', 'tls_self_signed', 'tls_hostname', 'tls_expired', 'tls_protocol'] as const) {
      const failure = describeFailure(cause, { phase: 'tls', host: 'a.test', mayHaveReachedServer: false });
      expect(`${failure.happened} ${failure.remedy}`).not.toMatch(/verif|turn off|disable|insecure|ignore/i);
    }
  });
});
