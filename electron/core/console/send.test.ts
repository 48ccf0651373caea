import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { contractFile, importDocument } from '../testing/test-inventory.ts';
import { json, startVendor, type Answer, type Received, type TestVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith(answer: Answer) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const send = (draft: { method?: string; path?: string; [more: string]: unknown } = {}, signal?: AbortSignal): Promise<Exchange> =>
    started.client.console.send(
      { environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft },
      signal ? { signal } : {},
    );
  return { ...started, vendor, send };
}

const canary = 'c4nary/"key"+Zz91==';
const secretForms = [
  canary,
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64'),
  Buffer.from(`ops:${canary}`).toString('base64'),
  JSON.stringify(canary).slice(1, -1),
];

const rows = ({ engine }: { engine: { db: { get<T>(sql: string): T | undefined } } }): number =>
  engine.db.get<{ n: number }>('SELECT count(*) AS n FROM exchanges')?.n ?? -1;

describe('sending', () => {
  it('keeps the intent while the call is on its way, and the outcome after it', async () => {
    let release: (() => void) | null = null;
    const { engine, client, vendor, send } = await startWith((_request, response) => {
      release = () => json(response, { id: 7 });
    });
    const sending = send();
    await until(() => release !== null, 'the vendor has the call');
    await until(() => rows({ engine }) === 1, 'the intent stands in the history');
    const { rows: inFlight } = await client.console.exchanges({});
    expect(inFlight).toMatchObject([
      { number: 1, state: 'sent', status: null, method: 'GET', host: new URL(vendor.peer.url).host, source: 'console' },
    ]);
    expect(vendor.received[0]?.headers['x-correlation-id']).toBe(inFlight[0]?.correlationId);
    (release as unknown as () => void)();
    const exchange = await sending;
    expect(exchange).toMatchObject({
      id: inFlight[0]?.id,
      state: 'answered',
      status: 200,
      errorClass: 'ok',
      verdict: 'fits',
      actor: engine.person.name,
      credentialName: null,
      violations: [],
      environmentName: 'Sandbox',
    });
    expect(exchange.answerBody?.text).toBe('{"id":7}');
    expect(exchange.endpointId).toBe(await vendor.endpointId('GET', '/orders'));
    expect(exchange.timings?.totalMs).toBeGreaterThan(0);
    expect(exchange.finishedAt).toBeGreaterThan(exchange.startedAt);
  });

  it('fills path, query and headers in, escaped, and sends the body as it was typed', async () => {
    const { vendor, send } = await startWith((_request, response) => json(response, { id: 1 }));
    const parameters = [
      { in: 'path', name: 'id', value: 'a/b?c#d\r\nX: y %2e%2e ü' },
      { in: 'query', name: 'q', value: 'x&y=1\r\n' },
      { in: 'header', name: 'X-Mine', value: 'yes' },
    ];
    const exchange = await send({ method: 'POST', path: '/orders/{id}', parameters, body: '{"a" : 1}', mediaType: 'application/json' });
    expect(vendor.received).toMatchObject([
      {
        method: 'POST',
        url: '/v1/orders/a%2Fb%3Fc%23d%0D%0AX%3A%20y%20%252e%252e%20%C3%BC?q=x%26y%3D1%0D%0A',
        body: '{"a" : 1}',
        headers: { 'x-mine': 'yes', 'content-type': 'application/json' },
      },
    ]);
    expect(exchange.requestBody?.text).toBe('{"a" : 1}');
  });

  it('keeps what the person typed as correlation id, and finds the exchange by it', async () => {
    const { client, vendor, send } = await startWith((_request, response) => json(response, { id: 1 }, { 'X-Request-Id': 'req-42' }));
    const exchange = await send({ parameters: [{ in: 'header', name: 'X-Correlation-ID', value: 'case-4711' }] });
    expect(vendor.received[0]?.headers['x-correlation-id']).toBe('case-4711');
    for (const correlationId of ['case-4711', 'req-42', exchange.id, '1'])
      expect(await client.console.find({ correlationId })).toMatchObject([{ id: exchange.id }]);
    expect(await client.console.find({ correlationId: 'req-4' })).toEqual([]);
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ['a path parameter without a value', { path: '/orders/{id}' }, 'bad_input'],
    ['a path parameter of dots', { path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '..' }] }, 'bad_input'],
    ['a path that climbs out of the base URL', { path: '/../admin' }, 'bad_input'],
    ['a path that climbs out, encoded', { path: '/%2e%2e/admin' }, 'bad_input'],
    ['a header value with a line break', { parameters: [{ in: 'header', name: 'X-A', value: 'b\r\nX-Evil: 1' }] }, 'bad_input'],
    ['a header name with a space', { parameters: [{ in: 'header', name: 'X A', value: 'b' }] }, 'bad_input'],
    ['a method that is none', { method: 'GET /x HTTP/1.1\r\n' }, 'bad_input'],
    ['an environment that is gone', { environmentId: '0190a000-0000-7000-8000-000000000000' }, 'not_found'],
  ];
  it.each(refused)('refuses %s before anything leaves, and keeps no row', async (_what, draft, code) => {
    const started = await startWith((_request, response) => json(response, {}));
    expect((await faultFrom(started.send(draft))).code).toBe(code);
    expect(started.vendor.received).toEqual([]);
    expect(rows(started)).toBe(0);
  });

  it('another host in the path stays a part of the path', async () => {
    const { vendor, send } = await startWith((_request, response) => json(response, {}));
    for (const path of ['//evil.example/x', '@evil.example/x', 'https://evil.example/x', '\\\\evil.example']) await send({ path });
    expect(vendor.received).toHaveLength(4);
  });
});

describe('the production guard', () => {
  async function inProduction() {
    const started = await startWith((_request, response) => json(response, { id: 1 }));
    const { environmentId: id, apiId, peer } = started.vendor;
    await started.client.inventory.saveEnvironment({ id, apiId, name: 'Live', baseUrl: `${peer.url}/v1`, kind: 'production' });
    return started;
  }

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post'])('holds a %s back until the environment was named', async (method) => {
    const started = await inProduction();
    for (const confirmProduction of [null, '', 'live', 'Sandbox']) {
      const fault = await faultFrom(started.send({ method, confirmProduction }));
      expect(fault).toMatchObject({ code: 'production_guarded' });
      expect(fault.data.remedy).toContain('Live');
    }
    expect(started.vendor.received).toEqual([]);
    expect(rows(started)).toBe(0);
    expect((await started.send({ method, confirmProduction: 'Live' })).state).toBe('answered');
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('lets a %s through', async (method) => {
    const { send } = await inProduction();
    expect((await send({ method })).state).toBe('answered');
  });
});

describe('a credential', () => {
  const bind = async ({ client, vendor }: { client: Awaited<ReturnType<typeof startWith>>['client']; vendor: TestVendor }, more: object) =>
    client.credentials.add({ name: 'Key', kind: 'api_key', secret: canary, environmentIds: [vendor.environmentId], ...more } as never);

  it.each([
    ['a header', { placement: { in: 'header', name: 'X-Api-Key' } }, (request: Received) => request.headers['x-api-key']],
    [
      'the query',
      { placement: { in: 'query', name: 'token' } },
      (request: Received) => new URL(request.url, 'http://x').searchParams.get('token'),
    ],
    ['a bearer token', { kind: 'bearer' }, (request: Received) => request.headers['authorization']?.replace('Bearer ', '')],
    [
      'a user and password',
      { kind: 'basic', username: 'ops' },
      (request: Received) =>
        Buffer.from(request.headers['authorization']?.replace('Basic ', '') ?? '', 'base64')
          .toString()
          .replace('ops:', ''),
    ],
  ] as const)('goes out in %s, and nothing of it is kept, whatever the vendor echoes', async (_where, more, seen) => {
    const started = await startWith((request, response) => {
      const all = [...secretForms, request.url, ...Object.values(request.headers)];
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'X-Echo': encodeURIComponent(canary),
        'X-Echo-Plain': Buffer.from(canary).toString('base64'),
      });
      const text = JSON.stringify({ id: 1, all });
      response.write(text.slice(0, 40));
      setTimeout(() => response.end(text.slice(40)), 20);
    });
    await bind(started, more);
    const exchange = await started.send({
      method: 'POST',
      body: JSON.stringify({ mine: canary }),
      parameters: [{ in: 'query', name: 'echo', value: canary }],
    });
    const [request] = started.vendor.received;
    expect(request && seen(request)).toBe(canary);
    expect(exchange.credentialName).toBe('Key');
    const everything = JSON.stringify(exchange);
    expect(everything).toContain('[redacted');
    for (const form of secretForms) expect(everything).not.toContain(form);
    await started.core.close();
    const files = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
      );
    for (const file of [...files(started.folder), ...files(started.logFolder)]) {
      const bytes = readFileSync(file);
      for (const form of secretForms) expect(bytes.includes(form), `${form} in ${file}`).toBe(false);
    }
  });

  it('is not sent to a host that it may not be sent to', async () => {
    const started = await startWith((_request, response) => json(response, {}));
    await bind(started, { secret: 'plain-secret-1', allowedHosts: ['api.testpay.example'] });
    const fault = await faultFrom(started.send());
    expect(fault.code).toBe('host_not_allowed');
    expect(fault.data.remedy).toContain('api.testpay.example');
    expect(started.vendor.received).toEqual([]);
    expect(rows(started)).toBe(0);
  });

  it('does not follow a redirect to another host', async () => {
    const elsewhere = await startVendor(tests, await tests.startOpen(), (_request, response) => json(response, { id: 1 }));
    const started = await startWith((_request, response) =>
      response.writeHead(302, { Location: `http://localhost:${elsewhere.peer.port}/v1/x` }).end(),
    );
    await bind(started, { secret: 'plain-secret-1', placement: { in: 'header', name: 'X-Api-Key' } });
    await started.send();
    for (const { headers } of elsewhere.received) expect(JSON.stringify(headers)).not.toContain('plain-secret-1');
  });

  it('whose secret is not on this computer is asked for, and nothing is sent', async () => {
    const started = await startWith((_request, response) => json(response, {}));
    const { id } = await bind(started, { secret: 'plain-secret-1' });
    await started.engine.secrets.remove(id);
    const fault = await faultFrom(started.send());
    expect(fault).toMatchObject({ code: 'secret_missing', data: { details: { credentialId: id } } });
    expect(rows(started)).toBe(0);
  });

  it('is allowed for the host of an environment whose address has variables', async () => {
    const started = await startWith((_request, response) => json(response, { id: 1 }));
    await bind(started, { secret: 'plain-secret-1' });
    started.engine.workspace.db.run(
      'UPDATE environments SET base_url = ?, variables = ?',
      `http://{host}:${started.vendor.peer.port}/v1`,
      '{"host":"127.0.0.1"}',
    );
    expect((await started.send()).state).toBe('answered');
  });
});

describe('the contract verdict', () => {
  it('comes from the real Adyen contract: an answer that fits, and one that breaks it, with the line', async () => {
    let body: unknown = { paymentMethods: [{ name: 'Cards', type: 'scheme' }] };
    const started = await tests.startOpen();
    const { client } = started;
    const vendor = await startVendor(tests, started, (_request, response) => json(response, body));
    const { apiId } = await importDocument(client, contractFile('adyen/CheckoutService-v71.json'));
    const environment = await client.inventory.saveEnvironment({ apiId, name: 'Stand-in', baseUrl: vendor.peer.url, kind: 'sandbox' });
    const endpoint = (await client.inventory.endpoints({ apiId })).find(({ path }) => path === '/paymentMethods');
    const draft = {
      endpointId: endpoint?.id ?? null,
      environmentId: environment.id,
      method: 'POST',
      path: '/paymentMethods',
      body: '{"merchantAccount":"Acme"}',
    };
    expect(await client.console.send(draft)).toMatchObject({ verdict: 'fits', violationCount: 0, contractVersion: '71' });
    body = { paymentMethods: [{ name: 7, type: 'scheme' }] };
    const broken = await client.console.send(draft);
    expect(broken).toMatchObject({
      verdict: 'breaks',
      violationCount: 1,
      violations: [{ where: 'body', pointer: '/paymentMethods/0/name' }],
    });
    expect(broken.updated).toContainEqual(expect.objectContaining({ kind: 'drift' }));
    const form = await client.console.form({ endpointId: endpoint?.id ?? '' });
    expect(form).toMatchObject({
      vendorName: 'Adyen',
      method: 'POST',
      bodyMediaTypes: ['application/json'],
      sampleBody: expect.stringContaining('merchantAccount'),
    });
  });

  it('is about the path that was sent, not the endpoint the draft began with', async () => {
    const { vendor, send } = await startWith((_request, response) => json(response, { id: 1 }));
    const exchange = await send({ endpointId: await vendor.endpointId('GET', '/orders'), path: '/orders/77' });
    expect(exchange.endpointId).toBe(await vendor.endpointId('GET', '/orders/{id}'));
    expect(await send({ endpointId: await vendor.endpointId('GET', '/orders'), path: '/elsewhere' })).toMatchObject({
      endpointId: null,
      verdict: 'not_checked',
      verdictReason: 'The contract has no such endpoint.',
    });
  });
});
