import { createServer, request as forward } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { failureOf, get, memorySink, startHttp, startHttps, startRaw, textOf, type Peer } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const authority = createTestAuthority('Test Authority');

/** A proxy as companies have it: CONNECT for https, absolute addresses for http, a password on request. */
async function startProxy(password?: string): Promise<Peer & { readonly log: string[] }> {
  const log: string[] = [];
  const expected = password === undefined ? undefined : `Basic ${Buffer.from(password).toString('base64')}`;
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    if (request.headers['proxy-authorization'] !== expected) {
      response.writeHead(407).end();
      return;
    }
    const onward = forward(request.url ?? '', { method: request.method, headers: { host: request.headers.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    log.push(`CONNECT ${request.url}`);
    socket.on('error', () => undefined);
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    if (request.url?.startsWith('forbidden')) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    // Names are the proxy's business: all of them are here.
    const onward = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { port, url: `http://127.0.0.1:${port}`, connections: () => log.length, open: () => 0, close, log };
}

/** The cause with which a send through that proxy fails; the proxy's password is nowhere in it. */
async function causeThrough(proxyAddress: string, url: string) {
  const engine = engineOf({ proxyUrl: () => Promise.resolve(proxyAddress) });
  const outcome = await engine.send(get(url), { sink: memorySink() });
  expect(JSON.stringify(outcome)).not.toContain('me:pw');
  const failure = failureOf(outcome);
  expect(failure.phase).toBe('proxy');
  return failure.cause;
}

describe('through a proxy', () => {
  it('https goes through a tunnel that is kept, and the proxy looks the name up', async () => {
    const target = await keep(startHttps(authority.issue(['shop.test']), (_request, response) => response.end('through')));
    const proxy = await startProxy('me:p@ss');
    const engine = engineOf({
      ca: authority.cert,
      proxyUrl: () => Promise.resolve(`http://me:p%40ss@127.0.0.1:${proxy.port}`),
      lookup: () => Promise.reject(new Error('Nothing is looked up here')),
    });
    const outcome = await engine.send(get(`https://shop.test:${target.port}/`), { sink: memorySink() });
    expect(textOf(outcome)).toBe('through');
    expect(outcome.timings.proxyMs).not.toBeNull();
    expect(outcome.timings.dnsMs).toBeNull();
    await engine.send(get(`https://shop.test:${target.port}/`), { sink: memorySink() });
    expect(proxy.log).toEqual([`CONNECT shop.test:${target.port}`]);
    await proxy.close();
  });

  it('http is handed over with its whole address, and the target never sees the proxy password', async () => {
    let seen = '';
    const target = await keep(
      startHttp((request, response) => {
        seen = JSON.stringify(request.headers);
        response.end(request.url);
      }),
    );
    const proxy = await startProxy('me:pw');
    const engine = engineOf({ proxyUrl: () => Promise.resolve(`http://me:pw@127.0.0.1:${proxy.port}`) });
    expect(textOf(await engine.send(get(`${target.url}/p?q=1`), { sink: memorySink() }))).toBe('/p?q=1');
    expect(proxy.log).toEqual([`GET ${target.url}/p?q=1`]);
    expect(seen).not.toContain('Basic');
    await proxy.close();
  });

  it('each way to fail has its own cause', async () => {
    const target = await keep(startHttp((_request, response) => response.end()));
    const proxy = await startProxy('me:pw');
    const garbage = await keep(startRaw((socket) => socket.end('what?')));
    const open = `http://me:pw@127.0.0.1:${proxy.port}`;
    expect(await causeThrough(proxy.url, 'https://shop.test/')).toBe('proxy_auth_required');
    expect(await causeThrough(proxy.url, target.url)).toBe('proxy_auth_required');
    expect(await causeThrough(open, 'https://forbidden.test/')).toBe('proxy_refused');
    expect(await causeThrough(garbage.url, 'https://shop.test/')).toBe('proxy_refused');
    expect(await causeThrough('gopher://127.0.0.1:1', 'https://shop.test/')).toBe('proxy_unsupported');
    await proxy.close();
    expect(await causeThrough(open, 'https://shop.test/')).toBe('refused');
  });
});
