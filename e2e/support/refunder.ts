// The vendor of the flows’ tests: one call changes something, one reads.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Refunder {
  readonly origin: string;
  readonly received: string[];
  /** Rows whose refund is refused. */
  readonly refused: Set<string>;
  /** Told of each call before it is answered; what it waits for is waited for. */
  before: (call: string) => Promise<void>;
  close(): Promise<void>;
}

/** Refunds orders and gives them back, over a real server. */
export async function startRefunder(): Promise<Refunder> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const order =
        body === ''
          ? (new URL(request.url ?? '', 'http://x').searchParams.get('order') ?? '')
          : (JSON.parse(body) as { order: string }).order;
      const call = `${request.method} ${order}`;
      vendor.received.push(call);
      void vendor.before(call).then(() => {
        const isRefused = request.method === 'POST' && vendor.refused.has(order);
        response.writeHead(isRefused ? 422 : 200, { 'Content-Type': 'application/json', 'X-Request-Id': `req-${vendor.received.length}` });
        response.end(JSON.stringify(isRefused ? { error: 'refunded already' } : { id: `R-${order}`, order, state: 'refunded' }));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const vendor: Refunder = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    refused: new Set(),
    before: async () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return vendor;
}
