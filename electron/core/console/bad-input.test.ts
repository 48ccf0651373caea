import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';
import { travelOf } from './travel.ts';

// What the HTTP engine's own tests prove is not repeated here: a lying length, chunked garbage, a gzip bomb, redirects to
// files, in circles and into private networks (electron/core/http/*.test.ts); a 3 MB attachment is in contents.test.ts.
const tests = coresForTests();

async function startWith(answer: Answer = (_request, response) => json(response, { id: 1 })) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const send = (draft: object = {}): Promise<Exchange> =>
    started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft });
  return { ...started, vendor, send };
}

describe('bad input', () => {
  it('60 kB of JSON in one line goes out, comes back and is checked quickly', async () => {
    const line = JSON.stringify({ items: Array.from({ length: 3_000 }, (_, id) => ({ id, text: 'x"y' })) });
    expect(line.length).toBeGreaterThan(60_000);
    const { send } = await startWith((request, response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(request.body),
    );
    const cpu = process.cpuUsage();
    const exchange = await send({ method: 'POST', body: line, mediaType: 'application/json' });
    expect(exchange.answerBody?.text).toBe(line);
    // Of the processor: on a busy machine it waits longer.
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });

  it('text that breaks off within a character is kept as it came, and shown with a sign in its place', async () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"M'), Buffer.from([0xc3]), Buffer.from('"}'), Buffer.from([0xe2, 0x82])]);
    const { send } = await startWith((_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(bytes));
    const exchange = await send();
    expect(exchange).toMatchObject({ state: 'answered', status: 200, answerBody: { byteLength: bytes.length } });
    expect(exchange.answerBody?.text ?? '').toMatch(/^\{"name":"M\ufffd"\}\ufffd$/);
  });

  it.each([
    ['a header', { parameters: [{ in: 'header', name: 'X-Order', value: '{{evil}}' }] }],
    ['the name of a header', { parameters: [{ in: 'header', name: 'X-A\r\nX-Evil', value: '1' }] }],
    ['a header that was typed', { parameters: [{ in: 'header', name: 'X-A', value: '1\r\nX-Evil: 1' }] }],
    ['the method', { method: 'GET / HTTP/1.1\r\nX-Evil: 1' }],
    ['the media type', { method: 'POST', body: '{}', mediaType: 'text/plain\r\nX-Evil: 1' }],
    [
      'the type of a part',
      { method: 'POST', content: { kind: 'multipart', parts: [{ name: 'a', value: 'b', mediaType: 'text/{{evil}}' }] } },
    ],
  ])('a line break in %s cannot add a header, and nothing leaves', async (_where, draft) => {
    const { vendor, client, send } = await startWith();
    const fault = await faultFrom(send({ ...draft, variables: { evil: 'a\r\nX-Evil: 1' } })).catch((error: unknown) => error);
    expect(fault).toMatchObject({ data: { code: 'bad_input' } });
    expect(vendor.received).toEqual([]);
    expect((await client.console.exchanges({})).total).toBe(0);
  });

  it('values with line breaks stand escaped where they are allowed: path, query, form, JSON', async () => {
    const { vendor, send } = await startWith();
    const variables = { evil: 'a\r\nX-Evil: 1' };
    await send({ path: '/{{evil}}', parameters: [{ in: 'query', name: 'q', value: '{{evil}}' }], variables });
    await send({ method: 'POST', content: { kind: 'form', fields: [{ name: 'f', value: '{{evil}}' }] }, variables });
    await send({ method: 'POST', body: '{"a":"{{evil}}"}', variables });
    expect(vendor.received[0]?.url).toBe('/v1/a%0D%0AX-Evil%3A%201?q=a%0D%0AX-Evil%3A+1');
    expect(vendor.received[1]?.body).toBe('f=a%0D%0AX-Evil%3A+1');
    expect(JSON.parse(vendor.received[2]?.body ?? '')).toEqual({ a: variables.evil });
    for (const { headers } of vendor.received) expect(headers['x-evil']).toBeUndefined();
  });

  it.each([
    ['a template that is not closed', { path: '/orders/{{id' }, 'does not close it'],
    ['a template without a name', { path: '/orders/{{}}' }, 'without a name'],
    ['a value that nobody gave', { path: '/orders/{{id}}' }, 'needs a value for {{id}}'],
    ['an unknown made value', { path: '/orders/{{$never}}' }, 'not made on sending'],
    ['a path that climbs out', { path: '/../../admin' }, 'leads out of the environment'],
    ['a value of dots', { path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '..' }] }, 'cannot be a part of a path'],
    ['a value for JSON that is none', { method: 'POST', body: '{"a": {{x}}}', variables: { x: '1, "b": 2' } }, 'where JSON wants'],
    [
      'a length that is not the body’s',
      { method: 'POST', body: '{}', parameters: [{ in: 'header', name: 'Content-Length', value: '9' }] },
      'but the body has 2 bytes',
    ],
    [
      'a second opinion on the framing',
      { method: 'POST', body: '{}', parameters: [{ in: 'header', name: 'Transfer-Encoding', value: 'chunked' }] },
      'belongs to the connection',
    ],
  ])('%s is refused with its place, and leaves no trace', async (_what, draft, words) => {
    const { vendor, client, send } = await startWith();
    expect((await faultFrom(send(draft))).data.happened).toContain(words);
    expect(vendor.received).toEqual([]);
    expect((await client.console.exchanges({})).total).toBe(0);
  });

  it('a base URL that is none is named', async () => {
    const { client, vendor, engine, send } = await startWith();
    engine.commands.run({ name: 'test', via: 'app' }, (changes) =>
      changes.update('environment', vendor.environmentId, { base_url: 'https://exa mple.com:99999' }, 'broken'),
    );
    expect((await faultFrom(send())).data.happened).toContain('is not an address');
    expect((await client.console.check({ environmentId: vendor.environmentId, method: 'GET', path: '/' })).fault?.happened).toContain(
      'is not an address',
    );
  });

  it('an answer that drips ends at the time limit of the request', async () => {
    const { send } = await startWith((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const exchange = await send({ timeoutMs: 400 });
    expect(exchange.failure?.cause).toBe('total_timeout');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('a redirect takes no body with a secret to another origin unless that was allowed', async () => {
    const other = await tests.startOpen().then((started) => startVendor(tests, started, (_request, response) => json(response, {})));
    const elsewhere = `${other.peer.url}/v1/orders`;
    const { client, vendor, send } = await startWith((_request, response) => response.writeHead(307, { Location: elsewhere }).end());
    await client.credentials.add({ name: 'Key', kind: 'api_key', secret: 'body-4242-secret' });
    const draft = { method: 'POST', body: '{"key":"body-4242-secret"}', mediaType: 'application/json' };
    const form = { method: 'POST', content: { kind: 'form', fields: [{ name: 'password', value: 'nobody knows' }] } };
    for (const one of [draft, form]) expect((await send(one)).failure?.cause).toBe('redirect_needs_confirmation');
    expect(vendor.received).toHaveLength(2);
    expect(other.received).toEqual([]);
    expect((await send({ ...draft, travel: { allowedRedirects: [elsewhere] } })).status).toBe(200);
    expect((await send({ ...draft, body: '{"key":"harmless"}' })).status).toBe(200);
    expect(other.received).toHaveLength(2);
  });

  it('a reading call that asks to be taken for another is confirmed as that one', async () => {
    const { client, vendor, send } = await startWith();
    const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
    await client.inventory.saveEnvironment({ ...environment!, kind: 'production', name: 'Live' });
    const parameters = [{ in: 'header', name: 'X-HTTP-Method-Override', value: '{{method}}' }];
    const fault = await faultFrom(send({ parameters, variables: { method: 'DELETE' } }));
    expect(fault).toMatchObject({ code: 'production_guarded', data: { happened: expect.stringContaining('DELETE /orders deletes data') } });
    expect(vendor.received).toEqual([]);
    expect((await send({ parameters, variables: { method: 'GET' } })).status).toBe(200);
  });

  it('a redirect that asks is followed only to the origin that was allowed', () => {
    const tools = {
      cookiesOf: () => ({ headerFor: () => null, take: () => undefined }),
      now: () => 0,
      onEvents: () => undefined,
      redact: (text: string) => text,
    };
    const travel = {
      maxRedirects: 10,
      httpVersion: 'auto',
      usesCookies: true,
      allowedRedirects: ['http://10.0.0.5:8080', 'not an address'],
    } as const;
    const { allowedRedirect } = travelOf(
      { travel: { ...travel, allowedRedirects: [...travel.allowedRedirects] }, environmentId: 'e' },
      tools,
    );
    const asks = (to: string) => allowedRedirect?.({ from: 'https://api.example/', to, why: 'private_network' });
    expect(asks('http://10.0.0.5:8080/any/path')).toBe(true);
    expect(asks('http://10.0.0.5/')).toBe(false);
    expect(asks('https://10.0.0.5:8080/')).toBe(false);
  });
});
