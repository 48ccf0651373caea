import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../../shared/contract/errors.ts';
import type { MockAnswer, MockCall } from './mock-call.ts';

const mostBytes = 5 * 1024 * 1024;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly now: () => number;
  readonly answer: (call: MockCall) => MockAnswer;
  readonly onAnswered: (call: MockCall, answer: MockAnswer, durationMs: number) => void;
  readonly onBug: (error: unknown) => void;
}

/** Listens on 127.0.0.1 and nowhere else. Faults: the port is taken. */
export async function serveMock({ port, now, answer, onAnswered, onBug }: ServeOptions): Promise<Listening> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const before = performance.now();
    const body = await readBody(request);
    const call: MockCall = { method: request.method ?? 'GET', target: request.url ?? '/', headers: request.headers, body, at: now() };
    const made = answer(call);
    await delay(made.delayMs, response);
    if (response.destroyed) return;
    const bytes = Buffer.from(made.text);
    const isBodiless = made.status === 204 || made.status === 304;
    response.writeHead(made.status, { ...made.headers, ...(isBodiless ? {} : { 'Content-Length': String(bytes.length) }) });
    response.end(call.method === 'HEAD' || isBodiless ? undefined : bytes);
    onAnswered(call, made, performance.now() - before);
  };
  const server = createServer((request, response) => {
    const refusal = refusalOf(request);
    if (refusal !== null) {
      response.writeHead(refusal.status, { 'Content-Type': 'text/plain', Connection: 'close' }).end(`${refusal.words}\n`);
      return;
    }
    handle(request, response).catch((error: unknown) => {
      // A caller that hangs up while it sends is its own affair.
      if (!request.destroyed || request.complete) onBug(error);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? portFault(port) : error),
    );
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ownHost = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

/** A page in a browser must not reach the mock: neither under a name that was pointed here (DNS rebinding) nor from a site of its own. */
function refusalOf({ headers }: IncomingMessage): { readonly status: number; readonly words: string } | null {
  if (!ownHost.test(headers.host ?? '')) return { status: 421, words: 'The mock answers to 127.0.0.1 and localhost only.' };
  const origin = headers.origin;
  const isOurs = origin === undefined || (URL.canParse(origin) && ownHost.test(new URL(origin).host));
  return isOurs ? null : { status: 403, words: 'The mock answers no page of another site.' };
}

const portFault = (port: number): Fault =>
  new Fault('conflict', {
    happened: `Port ${port} is taken by another program.`,
    remedy: 'Choose another port, or leave it out to take any that is free. Nothing was started.',
  });

/** Null when it is larger than the mock reads; the rest is thrown away. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
  }
  return length > mostBytes ? null : Buffer.concat(chunks).toString('utf8');
}

/** Ends early when the caller goes away. */
const delay = (ms: number, response: ServerResponse): Promise<void> =>
  ms <= 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        response.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
      });
