// A vendor on loopback that takes every kind of body, streams events and speaks GraphQL; and one over TLS that wants a client certificate.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import type { TestAuthority } from '../../electron/core/http/testing/certificates.ts';

export interface KindsVendor {
  readonly origin: string;
  readonly received: { readonly method: string; readonly url: string; readonly type: string; readonly body: string }[];
  /** Writes to every event stream that is open. */
  emit(text: string): void;
  close(): Promise<void>;
}

export async function startKindsVendor(): Promise<KindsVendor> {
  const received: KindsVendor['received'] = [];
  const streams = new Set<ServerResponse>();
  const yoga = createYoga({
    logging: false,
    schema: createSchema({
      typeDefs: 'type Query { order(name: String!): Order } type Order { name: String! total: Int }',
      resolvers: { Query: { order: (_root: unknown, { name }: { name: string }) => ({ name, total: 4990 }) } },
    }),
  });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url?.startsWith('/graphql')) {
      void yoga(request, response);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      received.push({ method, url, type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() });
      if (url.startsWith('/events')) {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        response.write('event: order\ndata: first\n\n');
        streams.add(response);
        return;
      }
      response
        .writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'visit=a-cookie-of-the-test; Path=/' })
        .end('{"ok":true}');
    });
  };
  const server = createServer(answer);
  return {
    origin: `http://127.0.0.1:${await listen(server)}`,
    received,
    emit: (text) => streams.forEach((stream) => stream.write(text)),
    close: () => closed(server),
  };
}

/** Lets in only callers with a certificate of the authority. */
export async function startStrictVendor(authority: TestAuthority): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createTlsServer(
    { ...authority.issue(['127.0.0.1']), ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    (_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"let":"in"}'),
  );
  return { origin: `https://127.0.0.1:${await listen(server)}`, close: () => closed(server) };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const closed = (server: Server & { closeAllConnections?(): void }): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections?.();
    server.close(() => resolve());
  });
