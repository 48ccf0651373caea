// A vendor that answers in every form: JSON small and large, XML, HTML, CSV, an image, bytes, a problem, a vendor's own error.
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface AnswerServer {
  readonly origin: string;
  close(): Promise<void>;
}

const largeRows = 60_000;
/** What the last row of the large answer says; it has 11 MB. */
export const lastRow = { sku: `SKU-${largeRows - 1}` } as const;

const forms: Readonly<Record<string, (response: ServerResponse, call: number) => void>> = {
  '/order': (response, call) =>
    json(response, {
      id: `ord_${call}`,
      updatedAt: `2026-11-21T08:00:0${call % 10}Z`,
      items: [
        { sku: 'A', price: call },
        { sku: 'B', price: 5 },
      ],
    }),
  '/xml': (response) => send(response, 'application/xml', '<order id="1"><line sku="A"><qty>2</qty></line></order>'),
  '/page': (response) =>
    send(
      response,
      'text/html',
      '<title>Down</title><style>h1{color:red}</style><h1 onclick="alert(1)">We are down</h1><script>alert(1)</script><img src="https://example.com/x.png" alt="logo">',
      500,
    ),
  '/table': (response) => send(response, 'text/csv; charset=iso-8859-1', Buffer.from('order,city\n1,Köln\n2,"Graz, Mitte"\n', 'latin1')),
  '/image': (response) => send(response, 'image/png', readFileSync(join(import.meta.dirname, '../../resources/icon.png'))),
  '/bytes': (response) => send(response, 'application/octet-stream', Buffer.from([0, 72, 105, 33, 255, 254])),
  '/declined': (response) =>
    json(
      response,
      {
        error: {
          code: 'card_declined',
          message: 'No funds on the card.',
          type: 'card_error',
          doc_url: 'https://example.com/card-declined',
        },
      },
      402,
    ),
  '/problem': (response) =>
    send(
      response,
      'application/problem+json',
      JSON.stringify({ type: 'https://example.com/stock', title: 'Out of stock', detail: 'None left in Graz.' }),
      409,
    ),
  '/huge': pourHuge,
  '/large': (response) =>
    json(response, {
      rows: Array.from({ length: largeRows }, (_, id) => ({
        id,
        sku: `SKU-${id}`,
        note: 'x'.repeat(110),
        price: { value: id % 97, currency: 'EUR' },
      })),
    }),
};

/** What stands at the end of the answer of 100 MB. */
export const hugeEnd = 'the-very-last-of-all';
const hugeBytes = 100_000_000;

/** 100 MB of JSON on one line, as fast as they are taken. */
function pourHuge(response: ServerResponse): void {
  const row = (id: number): string =>
    `{"id":${id},"sku":"SKU-${id}","note":"${'x'.repeat(120)}","price":{"value":${id % 97},"currency":"EUR"}},`;
  const rows = Buffer.from(Array.from({ length: 6_000 }, (_, id) => row(id)).join(''));
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"rows":[');
  let left = hugeBytes;
  const go = (): void => {
    while (left > 0) {
      left -= rows.length;
      if (!response.write(rows)) return void response.once('drain', go);
    }
    response.end(`{"id":-1}],"end":"${hugeEnd}"}`);
  };
  go();
}

/** Starts it on loopback. */
export async function startAnswerServer(): Promise<AnswerServer> {
  let call = 0;
  const server = createServer((request, response) => {
    call += 1;
    const form = forms[(request.url ?? '').split('?')[0] ?? ''];
    if (form) form(response, call);
    else json(response, { error: 'not found' }, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const send = (response: ServerResponse, type: string, body: string | Buffer, status = 200): void =>
  void response.writeHead(status, { 'Content-Type': type }).end(body);
const json = (response: ServerResponse, body: unknown, status = 200): void =>
  send(response, 'application/json', JSON.stringify(body), status);
