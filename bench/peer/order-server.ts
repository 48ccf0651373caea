import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A process of its own: an HTTP server on loopback that answers `GET /orders/{id}` as orders.json describes it, on one port at
// once and on another after a while. Prints the two ports as JSON on one line, and ends when its standard input is closed.
const delayMs = Number(process.argv[2] ?? 20);

async function serve(afterMs: number): Promise<number> {
  const server = createServer((request, response) => {
    const id = request.url?.split('/').at(-1) ?? '';
    const body = JSON.stringify({ id, status: 'paid', amount: { value: 4_900, currency: 'EUR' }, lines: [{ sku: 'A-1', quantity: 2 }] });
    const answer = (): void => void response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': `r-${id}` }).end(body);
    if (afterMs === 0) answer();
    else setTimeout(answer, afterMs);
  });
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ports = { atOnce: await serve(0), delayed: await serve(delayMs) };
process.stdout.write(`${JSON.stringify(ports)}\n`);
process.stdin.resume().on('end', () => process.exit(0));
