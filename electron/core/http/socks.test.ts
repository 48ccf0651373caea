import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from './testing/certificates.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { failureOf, get, memorySink, startHttp, startHttps, textOf } from './testing/peers.ts';

const { engineOf, keep } = closeAfterEach();
const authority = createTestAuthority('Test Authority');

/** A SOCKS 5 proxy (RFC 1928, 1929) to which every name is this computer. */
async function startSocks(login?: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let step: 'hello' | 'login' | 'connect' | 'open' = 'hello';
    socket.on('data', (data) => {
      if (step === 'hello') {
        const method = login === undefined ? 0 : 2;
        if (!data.subarray(2).includes(method)) {
          socket.end(Buffer.from([5, 0xff]));
          return;
        }
        step = login === undefined ? 'connect' : 'login';
        socket.write(Buffer.from([5, method]));
      } else if (step === 'login') {
        const name = data.subarray(2, 2 + (data[1] ?? 0)).toString();
        const password = data.subarray(3 + (data[1] ?? 0)).toString();
        const isRight = `${name}:${password}` === login;
        step = 'connect';
        socket.write(Buffer.from([1, isRight ? 0 : 1]));
      } else if (step === 'connect') {
        const host = data[3] === 3 ? data.subarray(5, 5 + (data[4] ?? 0)).toString() : [...data.subarray(4, 8)].join('.');
        const port = data.readUInt16BE(data.length - 2);
        asked.push(`${host}:${port}`);
        if (host === 'forbidden.test') {
          socket.end(Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]));
          return;
        }
        step = 'open';
        const onward = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        sockets.add(onward);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  await keep(Promise.resolve({ port, url: '', connections: () => 0, open: () => 0, close }));
  return { url: `127.0.0.1:${port}`, asked };
}

describe('through a SOCKS proxy', () => {
  it('http and https go to a name that only the proxy knows, and the name is not looked up here', async () => {
    const secure = await keep(startHttps(authority.issue(['shop.test']), (_request, response) => response.end('safe')));
    const plain = await keep(startHttp((request, response) => response.end(`path ${request.url}`)));
    const { url, asked } = await startSocks('me:p@ss');
    const engine = engineOf({
      ca: authority.cert,
      proxyUrl: () => Promise.resolve(`socks5://me:p%40ss@${url}`),
      lookup: (name) => Promise.reject(new Error(`${name} was looked up here`)),
    });
    const answered = await engine.send(get(`https://shop.test:${secure.port}/`), { sink: memorySink() });
    expect(textOf(answered)).toBe('safe');
    // Which one it was is said, and its login is not.
    expect(answered.timings).toMatchObject({ proxy: `socks5://${url}`, proxyMs: expect.any(Number) });
    expect(textOf(await engine.send(get(`http://shop.test:${plain.port}/a?b=1`), { sink: memorySink() }))).toBe('path /a?b=1');
    expect(asked).toEqual([`shop.test:${secure.port}`, `shop.test:${plain.port}`]);
  });

  it('a login that is missing and a target that is not allowed are named', async () => {
    const { url } = await startSocks('me:pw');
    const open = await startSocks();
    const causeOf = async (proxy: string, target: string) =>
      failureOf(await engineOf({ proxyUrl: () => Promise.resolve(proxy) }).send(get(target), { sink: memorySink() }));
    expect(await causeOf(`socks5://me:wrong@${url}`, 'https://shop.test/')).toMatchObject({ phase: 'proxy', cause: 'proxy_auth_required' });
    expect(await causeOf(`socks5://${open.url}`, 'https://forbidden.test/')).toMatchObject({ phase: 'proxy', cause: 'proxy_refused' });
    expect(await causeOf('socks5://127.0.0.1:1', 'https://shop.test/')).toMatchObject({ phase: 'proxy', cause: 'refused' });
  });
});
