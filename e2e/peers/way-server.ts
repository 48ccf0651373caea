// A vendor whose answers are about the way of a call: redirects, compression, limits, an end that is announced, time; and the same over HTTP/2.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { TestAuthority } from '../../electron/core/http/testing/certificates.ts';

export interface WayServer {
  readonly origin: string;
  /** "GET /orders?state=open". */
  readonly received: string[];
  close(): Promise<void>;
}

export const wayContract = (origin: string) => {
  const ok = { 200: { description: 'ok' } };
  const get = (summary: string) => ({ get: { summary, responses: ok } });
  const order = {
    type: 'object',
    required: ['currency', 'amount'],
    properties: { id: { type: 'string' }, currency: { enum: ['EUR', 'USD'] }, amount: { type: 'integer', minimum: 1 } },
  };
  const state = { name: 'state', in: 'query', required: true, schema: { type: 'string', enum: ['open', 'paid', 'refunded'] } };
  return {
    openapi: '3.1.0',
    info: { title: 'Way API', version: '3' },
    servers: [{ url: origin, description: 'Sandbox' }],
    paths: {
      '/orders': {
        get: { summary: 'List orders', parameters: [state], responses: ok },
        post: { summary: 'Create an order', requestBody: { content: { 'application/json': { schema: order } } }, responses: ok },
      },
      '/moved': get('Moved twice'),
      '/astray': get('Led astray'),
      '/gzip': get('Zipped'),
      '/brotli': get('Brotli'),
      '/limited': get('Limited'),
      '/slow': get('Slow'),
      '/inward': get('Led inward'),
      '/hang-up': get('Hung up'),
      '/garbled': get('Garbled'),
      '/bomb': get('Bomb'),
      '/no-chunks': get('Chunks that are none'),
      '/drip': get('Drips'),
    },
  };
};

const tenMegabytes = gzipSync(Buffer.alloc(10_000_000, ' '));

function answer(request: IncomingMessage, response: ServerResponse, call: number): void {
  const json = (headers: Record<string, string> = {}): void =>
    void response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': `way-${call}`, ...headers });
  const redirect = (status: number, to: string): void => void response.writeHead(status, { location: to }).end();
  switch (new URL(request.url ?? '/', 'http://x').pathname) {
    case '/moved':
      return redirect(302, '/moved-again');
    case '/moved-again':
      return redirect(307, '/orders?state=paid');
    case '/astray':
      return redirect(302, 'file:///etc/passwd');
    case '/gzip':
      json({ 'content-encoding': 'gzip' });
      return void response.end(gzipSync('{"came":"zipped"}'));
    case '/brotli':
      json({ 'content-encoding': 'br' });
      return void response.end(brotliCompressSync('{"came":"as brotli"}'));
    case '/limited':
      json({
        'ratelimit-limit': '100',
        'ratelimit-remaining': '3',
        'ratelimit-reset': '40',
        deprecation: '@1767225600',
        sunset: 'Sun, 31 Oct 2038 23:59:59 GMT',
      });
      return void response.end('{}');
    case '/slow':
      return;
    case '/inward':
      return redirect(302, 'http://10.255.0.1/private');
    case '/hang-up':
      return void request.socket.destroy();
    case '/garbled':
      return void request.socket.end('220 mail.example ESMTP\r\n\r\n');
    case '/no-chunks':
      return void request.socket.end('HTTP/1.1 200 OK\r\nX-Request-Id: way-cut\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n');
    case '/drip': {
      json();
      const drip = setInterval(() => response.write(' '), 50);
      return void response.on('close', () => clearInterval(drip));
    }
    case '/bomb':
      json({ 'content-encoding': 'gzip' });
      // 250 kB that unpack to 240 MB: members of gzip follow one another (RFC 1952 section 2.2).
      return void response.end(Buffer.concat(Array.from({ length: 24 }, () => tenMegabytes)));
    default:
      json();
      response.end(`{"call":${call}}`);
  }
}

export async function startWayServer(): Promise<WayServer> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response, received.length);
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, received, close: () => closed(server) };
}

/** Speaks HTTP/2, with a certificate of an authority that nobody trusts yet. */
export async function startWayServer2(authority: TestAuthority): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createSecureServer({ ...authority.issue(['127.0.0.1']), allowHTTP1: true }, (request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"spoke":"${request.httpVersion}"}`),
  );
  return { origin: `https://127.0.0.1:${await listen(server)}`, close: () => new Promise((done) => server.close(() => done())) };
}

async function listen(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}

const closed = (server: Server & { closeAllConnections?(): void }): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections?.();
    server.close(() => resolve());
  });
