import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../../shared/contract/errors.ts';
import { textOf } from '../../../shared/domain/webhooks/bytes-as-text.ts';
import { valueAt } from '../../../shared/domain/webhooks/event-facts.ts';
import type { HeaderList } from '../../../shared/domain/webhooks/header-list.ts';
import type { Engine } from '../engine.ts';
import { dropSilent } from './drop-silent.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import type { Judgement } from './judge.ts';
import { HalfRead, type GivenUp } from './half-read.ts';
import { keepDelivery } from './keep-delivery.ts';
import { usualLimits, type ReceiverLimits } from './receiver-limits.ts';

export interface Receiver {
  readonly port: number;
  /** Answers what is under way, then closes. */
  close(): Promise<void>;
  /** Closes at once. */
  drop(): void;
}

/**
 * Listens on loopback, and only there. A delivery is answered as a real receiver would: 200 when its signature holds, 401 when it does not,
 * 413 when it is too large.
 *
 * @throws Fault `conflict` when the port is taken.
 */
export async function createReceiver(engine: Engine, port: number, given: Partial<ReceiverLimits> = {}): Promise<Receiver> {
  const limits = { ...usualLimits, ...given };
  const halfRead = new HalfRead(limits);
  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: limits.headersMs,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(1_000, limits.requestMs),
      maxHeaderSize: 64 * 1024,
      insecureHTTPParser: false,
    },
    (request, response) => {
      receive(engine, request, response, limits, halfRead).catch((error: unknown) => {
        engine.log.bug(error);
        if (!response.headersSent) answer(response, 500, 'Internal error');
      });
    },
  );
  dropSilent(server);
  server.on('close', () => halfRead.close());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFault(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  server.on('error', (error) => void engine.log.bug(error));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      }),
    drop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function receive(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  limits: ReceiverLimits,
  halfRead: HalfRead,
): Promise<void> {
  const receivedAt = engine.clock.now();
  // A vendor's server sends neither of these two; a web page that tries its luck with loopback does.
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined)
    return refuse(request, response, 403, 'Not from a web page');
  const path = (request.url ?? '/').replace(/[?#].*$/s, '');
  const endpoint = engine.db.get<EndpointRow>('SELECT * FROM webhook_endpoints WHERE path = ?', path);
  if (!endpoint) return refuse(request, response, 404, 'No endpoint has this path');
  if (request.method !== 'POST' && request.method !== 'PUT') return refuse(request, response, 405, 'Deliveries are sent with POST');
  const headers = pairs(request.rawHeaders);
  const body = await read(request, limits.maxBodyBytes, halfRead);
  if (body === 'broken') return;
  // Nothing of it is kept: a vendor that means it sends it again.
  if (body === 'too slow') return hangUp(request, response, 408, 'Too slow');
  if (body === 'no room') return hangUp(request, response, 503, 'Too much at once');
  if (body === 'too large') {
    await keepDelivery(engine, endpoint, {
      raw: { headers, body: new Uint8Array(0) },
      source: 'receiver',
      receivedAt,
      notes: [`The body was not kept: it is larger than ${limits.maxBodyBytes / 1_000_000} MB.`],
      answer: () => 413,
      verdict: { state: 'fails', code: 'too_large', words: `Its body is larger than ${limits.maxBodyBytes / 1_000_000} MB.` },
    });
    return refuse(request, response, 413, 'Too large');
  }
  const { judgement, answered } = await keepDelivery(engine, endpoint, {
    raw: { headers, body },
    source: 'receiver',
    receivedAt,
    notes: [],
    answer: statusFor,
  });
  answer(response, answered ?? 200, wordsFor(endpoint, judgement, body));
}

/** What a receiver says to this judgement; without a secret it cannot tell, and asks to be sent it again. */
const statusFor = ({ state, code }: Judgement): number =>
  state === 'holds' ? 200 : state === 'unknown' ? 503 : code === 'unparsable' ? 400 : 401;

/** Adyen wants `[accepted]`, and Slack its challenge, in the answer. */
function wordsFor({ scheme }: EndpointRow, { state, code, words }: Judgement, body: Uint8Array): string {
  if (state !== 'holds') return code === 'no_secret' ? 'No secret' : words;
  if (scheme === 'adyen' || scheme === 'adyen_header') return '[accepted]';
  if (scheme === 'slack' && body.length < 10_000) {
    try {
      const document: unknown = JSON.parse(textOf(body));
      const challenge = valueAt('$.challenge', document);
      if (valueAt('$.type', document) === 'url_verification' && typeof challenge === 'string') return challenge;
    } catch {
      // A form, as Slack's commands are: there is no challenge in it.
    }
  }
  return 'ok';
}

/** The whole body, or that it is too large, or that the sender broke it off, or what it was given up for. */
function read(request: IncomingMessage, maxBytes: number, halfRead: HalfRead): Promise<Buffer | 'too large' | 'broken' | GivenUp> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isOver = false;
    const over = (what: Buffer | 'too large' | 'broken' | GivenUp): void => {
      if (isOver) return;
      isOver = true;
      chunks.length = 0;
      half.end();
      resolve(what);
    };
    const half = halfRead.begin((why) => {
      request.pause();
      over(why);
    });
    request.on('data', (chunk: Buffer) => {
      if (isOver) return;
      length += chunk.length;
      if (length > maxBytes) {
        request.pause();
        return over('too large');
      }
      chunks.push(chunk);
      half.add(chunk.length);
    });
    request.on('end', () => over(Buffer.concat(chunks)));
    request.on('error', () => over('broken'));
    request.on('close', () => over('broken'));
  });
}

/** Answers without reading on; the connection goes with it. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, words: string): void {
  response.setHeader('Connection', 'close');
  answer(response, status, words);
  request.resume();
  setTimeout(() => request.destroy(), 1_000).unref();
}

/** Answers, and lets go of the connection as soon as that is on its way. */
function hangUp(request: IncomingMessage, response: ServerResponse, status: number, words: string): void {
  response.setHeader('Connection', 'close');
  response.once('close', () => request.socket.destroy());
  response.once('finish', () => request.socket.destroySoon());
  answer(response, status, words);
}

function answer(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(`${words}\n`.replace(/^(\[accepted\])\n$/, '$1'));
}

const pairs = (raw: readonly string[]): HeaderList =>
  Array.from({ length: raw.length / 2 }, (_none, at) => [raw[at * 2] ?? '', raw[at * 2 + 1] ?? ''] as const);

function portFault(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Fault('conflict', {
      happened: `Port ${port} is taken by another program.`,
      remedy: 'Choose another port.',
      place: { path: 'port' },
    });
  if (error.code === 'EACCES')
    return new Fault('no_permission', {
      happened: `Port ${port} is not for everybody.`,
      remedy: 'Choose one from 1024 on.',
      place: { path: 'port' },
    });
  return error;
}
