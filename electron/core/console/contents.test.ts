import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith() {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-files-'));
  tests.later(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const send = (content: unknown, more: object = {}): Promise<Exchange> =>
    started.client.console.send({
      environmentId: vendor.environmentId,
      method: 'POST',
      path: '/orders',
      content: content as never,
      ...more,
    });
  return { ...started, vendor, fileOf, folder, send };
}

describe('a body besides text', () => {
  it('a form goes urlencoded, without what is switched off, and is kept as it went but for secrets', async () => {
    const { vendor, send } = await startWith();
    const exchange = await send({
      kind: 'form',
      fields: [
        { name: 'amount', value: '10&x=1' },
        { name: 'note', value: 'a b' },
        { name: 'off', value: '1', isOff: true },
        { name: 'client_secret', value: 'pssst-1234' },
      ],
    });
    expect(vendor.received[0]).toMatchObject({
      body: 'amount=10%26x%3D1&note=a+b&client_secret=pssst-1234',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(exchange.requestBody?.text).toBe('amount=10%26x%3D1&note=a+b&client_secret=%5Bredacted%3A+field%5D');
  });

  it('a form with files is read when it is sent, has its length, and is kept as a description', async () => {
    const { vendor, client, fileOf, send } = await startWith();
    const path = fileOf('a "b".csv', 'id;name\n1;Ann\n');
    const exchange = await send({
      kind: 'multipart',
      parts: [
        { name: 'na"me\r\nX-Evil: 1', value: 'hello' },
        { name: 'file', path },
      ],
    });
    const [received] = vendor.received;
    if (!received) throw new Error('nothing was received');
    const { headers, body } = received;
    const boundary = /boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1] ?? 'none';
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(body).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="na%22me%0D%0AX-Evil: 1"\r\n\r\nhello\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a %22b%22.csv"\r\nContent-Type: text/csv\r\n\r\nid;name\n1;Ann\n\r\n--${boundary}--\r\n`,
    );
    expect(exchange.requestBody?.text).toContain('file: file a "b".csv, text/csv, 14 bytes, SHA-256 ');
    expect(exchange.requestBody?.text).not.toContain('Ann');
    expect(exchange.requestBody?.mediaType).toBe('text/plain');
    const again = await client.console.replay({ id: exchange.id });
    expect(again).toMatchObject({ isIncomplete: true, notes: [expect.stringContaining('choose them again')] });
    expect(again.draft.content).toMatchObject({
      kind: 'multipart',
      parts: [
        { value: 'hello', path: null },
        { name: 'file', path: '' },
      ],
    });
  });

  it('of a secret that a long part is cut in, no half is kept', async () => {
    const { client, vendor, send } = await startWith();
    const secret = 'sk_live_0123456789abcdefghijklmnopqrstuvwxyz';
    await client.credentials.add({ name: 'Key', kind: 'bearer', secret });
    for (const before of [1_960, 1_980, 1_995, 2_100]) {
      const value = `${'x'.repeat(before)}${secret}${'y'.repeat(500)}`;
      const exchange = await send({ kind: 'multipart', parts: [{ name: 'note', value }] });
      expect(vendor.received.at(-1)?.body).toContain(value);
      expect(exchange.requestBody?.text, `after ${before} letters`).not.toContain('sk_l');
    }
  });

  it('a 3 MB file goes out whole, and its bytes are not kept', async () => {
    const { vendor, engine, fileOf, send } = await startWith();
    const path = fileOf('photo.png', Buffer.alloc(3_145_728, 7));
    const exchange = await send({ kind: 'file', path });
    expect(vendor.received[0]?.headers).toMatchObject({ 'content-type': 'image/png', 'content-length': '3145728' });
    expect(vendor.received[0]?.body.length).toBe(3_145_728);
    expect(exchange.requestBody?.text).toMatch(/file photo\.png, 3,145,728 bytes, SHA-256 [0-9a-f]{64}/);
    expect(engine.db.get<{ n: number }>('SELECT sum(length(sealed)) AS n FROM bodies')?.n).toBeLessThan(2_000);
  });

  it('a file that is not there stops before anything leaves', async () => {
    const { vendor, client, folder, send } = await startWith();
    const fault = await faultFrom(send({ kind: 'multipart', parts: [{ name: 'f', path: join(folder, 'gone.pdf') }] }));
    expect(fault.data).toMatchObject({ code: 'bad_input', happened: expect.stringContaining('gone.pdf is not there') });
    expect((await faultFrom(send({ kind: 'file', path: folder }))).data.happened).toContain('is not a file');
    expect((await faultFrom(send({ kind: 'file', path: '' }))).data.happened).toContain('no file yet');
    expect(vendor.received).toEqual([]);
    expect((await client.console.exchanges({})).total).toBe(0);
  });

  it('GraphQL goes as JSON, with the operation that was chosen', async () => {
    const { vendor, send } = await startWith();
    const query = 'query A($id: ID!) { a(id: $id) } query B { b }';
    await send({ kind: 'graphql', query, variables: '{"id": "{{id}}"}', operationName: 'A' }, { variables: { id: '7"8' } });
    expect(JSON.parse(vendor.received[0]?.body ?? '')).toEqual({ query, variables: { id: '7"8' }, operationName: 'A' });
    const wordsOf = async (content: object): Promise<string> =>
      (await faultFrom(send({ kind: 'graphql', query, ...content }))).data.happened;
    expect(await wordsOf({})).toContain('2 operations');
    expect(await wordsOf({ operationName: 'C' })).toContain('no operation “C”');
    expect(await wordsOf({ operationName: 'B', variables: '[1]' })).toContain('not a JSON object');
    expect(await wordsOf({ operationName: 'B', variables: '{"a":' })).toContain('not JSON');
    expect(await wordsOf({ query: ' # nothing' })).toContain('no operation');
    expect(vendor.received).toHaveLength(1);
  });
});
