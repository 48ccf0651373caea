import { createServer, type RequestListener, type Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { createSpillSink, type BodySink } from '../body-sink.ts';
import type { HttpFailure, HttpOutcome, HttpRequest } from '../http-types.ts';
import type { TestCertificate } from './certificates.ts';

/** A server on loopback for one test; `close` ends its connections too. */
export interface Peer {
  readonly port: number;
  readonly url: string;
  /** Connections taken so far. */
  readonly connections: () => number;
  /** Connections open now. */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

async function listen(server: TcpServer, scheme: string, host: string): Promise<Peer> {
  const sockets = new Set<Socket>();
  let taken = 0;
  server.on('connection', (socket: Socket) => {
    taken += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${scheme}://${host}:${port}`,
    connections: () => taken,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function startHttp(listener: RequestListener, host = '127.0.0.1'): Promise<Peer> {
  const server: Server = createServer(listener);
  return listen(server, 'http', host);
}

export function startHttps(certificate: TestCertificate, listener: RequestListener, host = '127.0.0.1'): Promise<Peer> {
  return listen(createTlsServer(certificate, listener), 'https', host);
}

/** Speaks HTTP/2 only. */
export function startHttp2(certificate: TestCertificate, listener: RequestListener): Promise<Peer> {
  const server = createSecureServer({ ...certificate, allowHTTP1: false });
  server.on('request', listener as never);
  return listen(server, 'https', '127.0.0.1');
}

/** Speaks whatever the test says, after the first bytes of a request came. */
export function startRaw(speak: (socket: Socket, request: string) => void): Promise<Peer> {
  return listen(
    createTcpServer((socket) => socket.once('data', (data) => speak(socket, data.toString('latin1')))),
    'http',
    '127.0.0.1',
  );
}

export function get(url: string, headers: HttpRequest['headers'] = []): HttpRequest {
  return { method: 'GET', url, headers, body: null };
}

/** A sink whose bodies stay in memory, however large. */
export function memorySink(): BodySink {
  return createSpillSink({
    thresholdBytes: Number.POSITIVE_INFINITY,
    openFile: () => {
      throw new Error('No file is expected here');
    },
  });
}

/** A sink that counts and forgets: for bodies that no test should keep. */
export function countingSink(): BodySink & { readonly seen: () => number } {
  let byteLength = 0;
  const preview = new Uint8Array(0);
  return {
    seen: () => byteLength,
    write: (chunk) => {
      byteLength += chunk.length;
    },
    finish: () => Promise.resolve({ byteLength, sha256: '', preview, where: { kind: 'memory', bytes: preview } }),
    abandon: () => Promise.resolve({ byteLength, preview }),
  };
}

export function answerOf(outcome: HttpOutcome): Extract<HttpOutcome, { kind: 'answer' }>['answer'] {
  if (outcome.kind !== 'answer') throw new Error(`Expected an answer, got ${JSON.stringify(outcome.failure)}`);
  return outcome.answer;
}

export function failureOf(outcome: HttpOutcome): HttpFailure {
  if (outcome.kind !== 'failure') throw new Error(`Expected a failure, got status ${outcome.answer.status}`);
  return outcome.failure;
}

export function textOf(outcome: HttpOutcome): string {
  const { where } = answerOf(outcome).body;
  return where.kind === 'memory' ? Buffer.from(where.bytes).toString() : `in ${where.path}`;
}
