import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

// A process of its own: an HTTP server on loopback that answers `GET /orders/{id}` as orders.json describes it, on one port at
// once and on another after a while, and `GET /large` with 10 MB of JSON. Prints the two ports as JSON on one line; to each line of
// standard input it answers with what it has counted since the one before; ends when standard input is closed.
const delayMs = Number(process.argv[2] ?? 20);
const largeBytes = 10_000_000;
let counted = { requests: 0, connections: 0 };

function answerLarge(response: ServerResponse): void {
  const rows: string[] = [];
  for (let id = 0, written = 0; written < largeBytes; id += 1) {
    const row = `{"id":${id},"sku":"SKU-${id}","note":"${'x'.repeat(120)}","price":{"value":${id % 97},"currency":"EUR"}}`;
    rows.push(row);
    written += row.length + 1;
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"rows":[${rows.join(',')}]}`);
}

async function serve(afterMs: number): Promise<number> {
  const server = createServer((request, response) => {
    counted.requests += 1;
    if (request.url === '/large') return answerLarge(response);
    const id = request.url?.split('/').at(-1) ?? '';
    const body = JSON.stringify({ id, status: 'paid', amount: { value: 4_900, currency: 'EUR' }, lines: [{ sku: 'A-1', quantity: 2 }] });
    const answer = (): void => void response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': `r-${id}` }).end(body);
    if (afterMs === 0) answer();
    else setTimeout(answer, afterMs);
  });
  server.on('connection', () => {
    counted.connections += 1;
  });
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ports = { atOnce: await serve(0), delayed: await serve(delayMs) };
process.stdout.write(`${JSON.stringify(ports)}\n`);
createInterface({ input: process.stdin })
  .on('line', () => {
    process.stdout.write(`${JSON.stringify(counted)}\n`);
    counted = { requests: 0, connections: 0 };
  })
  .on('close', () => process.exit(0));
