import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Postman 2.1 collection of one request with two tests; its file's path. */
export function writeNewmanCollection(folder: string, baseUrl: string): string {
  const script = [
    "pm.test('status', () => pm.expect(pm.response.code).to.eql(200));",
    "pm.test('order', () => pm.expect(pm.response.json().id).to.eql(pm.iterationData.get('orderId')));",
  ];
  const file = join(folder, 'orders.postman_collection.json');
  const collection = {
    info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [
      {
        name: 'Order',
        request: { method: 'GET', url: `${baseUrl}/orders/{{orderId}}` },
        event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }],
      },
    ],
  };
  writeFileSync(file, JSON.stringify(collection, null, 2));
  return file;
}

/** A Bruno collection of one request with two asserts, or with two tests; its folder. */
export function writeBrunoCollection(folder: string, baseUrl: string, kind: 'asserts' | 'tests'): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bruno.json'), JSON.stringify({ version: '1', name: 'Orders', type: 'collection' }));
  // Its asserts do not know the row, so the second compares with what is the same in all.
  const asserts = ['assert {', '  res.status: eq 200', '  res.body.status: eq paid', '}'];
  const tests = [
    'tests {',
    '  test("status", () => expect(res.getStatus()).to.equal(200));',
    '  test("order", () => expect(res.getBody().id).to.equal(bru.runner.iterationData.get("orderId")));',
    '}',
  ];
  const head = ['meta {', '  name: Order', '  type: http', '  seq: 1', '}', ''];
  const call = ['get {', `  url: ${baseUrl}/orders/{{orderId}}`, '  body: none', '  auth: none', '}', ''];
  writeFileSync(join(folder, 'order.bru'), [...head, ...call, ...(kind === 'asserts' ? asserts : tests), ''].join('\n'));
  return folder;
}
