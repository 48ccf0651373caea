import { describe, expect, it } from 'vitest';
import type { mockSettings } from '../../../shared/contract/mock.ts';
import type { z } from 'zod';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { importNow } from '../testing/test-inventory.ts';
import { contractText, documentWith, adyen71, paypalOrders } from '../openapi/test-documents.ts';

const tests = coresForTests();
const idOf = (answer: { readonly json: Record<string, unknown> }): string => answer.json['id'] as string;

const order = {
  type: 'object',
  required: ['id', 'status', 'amount'],
  properties: {
    id: { type: 'string', format: 'uuid', readOnly: true },
    status: { type: 'string', enum: ['open', 'paid'] },
    amount: {
      type: 'object',
      required: ['value', 'currency'],
      properties: { value: { type: 'integer', minimum: 1 }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
    },
    secret: { type: 'string', writeOnly: true },
    note: { type: 'string' },
  },
};
const problem = {
  content: {
    'application/json': {
      schema: { type: 'object', required: ['message'], properties: { message: { type: 'string' }, field: { type: 'string' } } },
    },
  },
};
const ofOrder = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
});
const document = documentWith({
  info: { title: 'Testpay Orders', version: '1' },
  servers: [{ url: 'https://api.testpay.example/v1' }],
  security: [{ key: [] }],
  components: { schemas: { Order: order }, securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/orders': {
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: { 201: ofOrder('made'), 422: { description: 'wrong', ...problem } },
      },
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }],
        responses: {
          200: {
            description: 'all',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items', 'total'],
                  properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Order' } }, total: { type: 'integer' } },
                },
                examples: { none: { value: { items: [], total: 0 } } },
              },
            },
          },
        },
      },
    },
    '/orders/{id}': {
      get: { responses: { 200: ofOrder('one'), 404: { description: 'none', ...problem } } },
      patch: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: { 200: ofOrder('changed') } },
      delete: { responses: { 204: { description: 'gone' } } },
    },
    '/health': {
      get: {
        security: [],
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { type: 'object', required: ['up'], properties: { up: { type: 'boolean' } } } } },
          },
        },
      },
    },
  },
});

async function start(settings: z.input<ReturnType<typeof mockSettings.partial>> = {}, text = document) {
  const started = await tests.startOpen();
  const apiId = importNow(started.engine, text);
  const mock = await started.client.mock.start({ apiId, settings });
  const call = async (method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) => {
    const send = (): Promise<Response> =>
      fetch(`${mock.url}${path}`, {
        method,
        headers: { 'X-Key': 'k', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    // A connection that was kept open ends with the run before.
    const response = await send().catch(send);
    const answered = await response.text();
    let json: unknown = null;
    try {
      json = JSON.parse(answered) as unknown;
    } catch {
      // Not JSON: the test looks at the text.
    }
    return { status: response.status, headers: response.headers, text: answered, json: json as Record<string, unknown> };
  };
  return { ...started, apiId, mock, call };
}

const paid = { status: 'paid', amount: { value: 1250, currency: 'EUR' }, note: 'two shirts' };

describe('a mock', () => {
  it('listens on this computer alone, and ends when it is stopped', async () => {
    const { mock, client, apiId, call } = await start();
    expect(mock).toMatchObject({ isRunning: true, url: `http://127.0.0.1:${mock.port}`, standing: { words: 'runs' } });
    expect((await call('GET', '/health')).status).toBe(200);
    expect(await client.mock.stop({ apiId })).toMatchObject({ isRunning: false, url: null, port: mock.port });
    await expect(call('GET', '/health')).rejects.toThrow('fetch failed');
    // The next run listens where this one did, so that an environment that points there still does.
    expect((await client.mock.start({ apiId })).port).toBe(mock.port);
  });

  it('says so when its port is taken, and starts nothing', async () => {
    const { mock, client, engine } = await start();
    const other = importNow(engine, contractText(paypalOrders), 'orders.json');
    const fault = await faultFrom(client.mock.start({ apiId: other, port: mock.port ?? 0 }));
    expect(fault.data.happened).toBe(`Port ${mock.port} is taken by another program.`);
    expect(await client.mock.show({ apiId: other })).toMatchObject({ isRunning: false });
    expect((await client.mock.start({ apiId: other })).isRunning).toBe(true);
    expect((await client.mock.list({})).filter(({ isRunning }) => isRunning)).toHaveLength(2);
  });

  it('remembers what is created within a run', async () => {
    const { call, client, apiId } = await start();
    const created = await call('POST', '/orders', { body: paid });
    const second = await call('POST', '/orders', { body: { ...paid, amount: { value: 5, currency: 'USD' } } });
    expect(created).toMatchObject({ status: 201, json: paid });
    expect(created.json).not.toHaveProperty('secret');
    const path = `/orders/${idOf(created)}`;
    expect(created.headers.get('location')).toBe(path);
    expect(second.json['id']).not.toBe(created.json['id']);
    expect((await call('GET', path)).json).toEqual(created.json);
    expect((await call('GET', '/orders')).json).toEqual({ items: [created.json, second.json], total: 2 });
    expect((await call('PATCH', path, { body: { note: 'three shirts' } })).json).toMatchObject({ ...paid, note: 'three shirts' });
    expect((await call('GET', path)).json['note']).toBe('three shirts');
    expect(await call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await call('GET', path)).toMatchObject({ status: 404, json: { message: `${idOf(created)} was removed in this run.` } });
    expect((await call('GET', '/orders')).json).toMatchObject({ total: 1 });
    expect(await client.mock.show({ apiId })).toMatchObject({ records: 1 });
    await client.mock.stop({ apiId });
    await client.mock.start({ apiId });
    expect((await call('GET', '/orders')).json).toMatchObject({ total: 0 });
  });

  it('gives the same answers for the same seed, and others for another', async () => {
    const { call, client, apiId } = await start({ isStateful: false });
    const first = await call('GET', '/orders/7b1f4c1e-0000-4000-8000-000000000001');
    const again = async (seed: number) => {
      await client.mock.stop({ apiId });
      await client.mock.start({ apiId, seed });
      return call('GET', '/orders/7b1f4c1e-0000-4000-8000-000000000001');
    };
    expect(first.json['id']).toBe('7b1f4c1e-0000-4000-8000-000000000001');
    expect((await again(1)).json).toEqual(first.json);
    expect((await again(2)).json).not.toEqual(first.json);
  });

  it('gives the same answer for the same idempotency key', async () => {
    const { call } = await start();
    const headers = { 'Idempotency-Key': 'k-1' };
    const first = await call('POST', '/orders', { body: paid, headers });
    expect((await call('POST', '/orders', { body: paid, headers })).json).toEqual(first.json);
    expect((await call('GET', '/orders')).json).toMatchObject({ total: 1 });
  });

  it('gives the status and the example that a call prefers', async () => {
    const { call } = await start();
    expect((await call('GET', '/orders/1', { headers: { Prefer: 'code=404' } })).status).toBe(404);
    expect((await call('GET', '/orders', { headers: { Prefer: 'example=none' } })).json).toEqual({ items: [], total: 0 });
    expect((await call('GET', '/orders', { headers: { Prefer: 'example=other' } })).status).toBe(400);
    expect((await call('GET', '/orders', { headers: { Prefer: 'code=418' } })).json).toMatchObject({
      detail: 'The contract lists 200 for this call, not 418.',
    });
  });

  it('refuses what breaks the contract, and names the place', async () => {
    const { call } = await start();
    expect(await call('POST', '/orders', { body: { ...paid, amount: { value: 0, currency: 'EUR' } } })).toMatchObject({
      status: 422,
      json: { message: 'amount.value must be at least 1, got 0.', field: '#/amount/value' },
    });
    const asProblem = await call('POST', '/orders', { body: { status: 'paid' }, headers: { Accept: 'application/problem+json' } });
    expect(asProblem.headers.get('content-type')).toBe('application/problem+json');
    expect(asProblem.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#', detail: 'amount is missing, and contract 1 requires it' }],
    });
    expect((await call('GET', '/orders?limit=1000')).json).toMatchObject({ status: 400, errors: [{ name: 'limit' }] });
    expect((await call('POST', '/orders', { body: '{"status":' })).json).toMatchObject({
      message: expect.stringContaining('not valid JSON') as string,
    });
    expect((await call('POST', '/orders', { body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status).toBe(
      415,
    );
  });

  it('asks for credentials where the contract does', async () => {
    const { call, client, apiId } = await start();
    const refused = await call('GET', '/orders', { headers: { 'X-Key': '' } });
    expect(refused).toMatchObject({ status: 401, json: { detail: 'The contract asks for the header X-Key.' } });
    expect(refused.headers.get('www-authenticate')).toBe('ApiKey');
    expect((await call('GET', '/health', { headers: { 'X-Key': '' } })).status).toBe(200);
    await client.mock.change({ apiId, settings: { asksForCredentials: false } });
    expect((await call('GET', '/orders', { headers: { 'X-Key': '' } })).status).toBe(200);
  });

  it('knows what it does not have, HEAD and OPTIONS', async () => {
    const { call } = await start();
    expect(await call('GET', '/refunds')).toMatchObject({ status: 404, json: { detail: 'Testpay Orders 1 has no path /refunds.' } });
    const refused = await call('PUT', '/orders');
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect((await call('OPTIONS', '/orders')).headers.get('allow')).toContain('POST');
    const head = await call('HEAD', '/orders');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    expect((await call('GET', '/v1/health')).status).toBe(200);
    expect((await call('GET', '/health', { headers: { Accept: 'text/html' } })).status).toBe(406);
  });
});

describe('what a mock is made to do', () => {
  it('answers late, within the range', async () => {
    const { call } = await start({ latencyMinMs: 60, latencyMaxMs: 90 });
    const before = performance.now();
    await call('GET', '/health');
    expect(performance.now() - before).toBeGreaterThanOrEqual(58);
  });

  it('fails its share of the calls with the status, in the contract’s own shape', async () => {
    const { call } = await start({ errors: [{ percent: 50, status: 503 }] });
    const statuses = [];
    for (let at = 0; at < 60; at += 1) statuses.push((await call('GET', '/health')).status);
    const failed = statuses.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  it('counts a limit truly, and says when it opens again', async () => {
    const { call, clock } = await start({ limit: { count: 2, windowSeconds: 30 } });
    const one = await call('GET', '/health');
    expect(one.headers.get('ratelimit')).toBe('"mock";r=1;t=30');
    expect(one.headers.get('ratelimit-policy')).toBe('"mock";q=2;w=30');
    await call('GET', '/health');
    const refused = await call('GET', '/health');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    clock.pass(Number(refused.headers.get('retry-after')) * 1000);
    expect((await call('GET', '/health')).status).toBe(200);
  });

  it('announces an end on the chosen endpoints alone', async () => {
    const at = Date.UTC(2026, 11, 15);
    const { call } = await start({ sunset: { at, endpoints: ['GET /orders'] } });
    const orders = await call('GET', '/orders');
    expect(orders.headers.get('sunset')).toBe('Tue, 15 Dec 2026 00:00:00 GMT');
    expect(orders.headers.get('deprecation')).toMatch(/^@\d+$/);
    expect((await call('GET', '/health')).headers.get('sunset')).toBeNull();
  });

  it('cuts bodies off and changes the type of a field, while it runs', async () => {
    const { call, client, apiId } = await start({ malformedPercent: 100 });
    expect((await call('GET', '/health')).json).toBeNull();
    await client.mock.change({ apiId, settings: { malformedPercent: 0, drift: [{ endpoint: 'POST /orders', field: '/amount/value' }] } });
    expect((await call('POST', '/orders', { body: paid })).json).toMatchObject({ amount: { value: '1250' } });
    expect((await call('GET', '/health')).json).toMatchObject({ up: expect.any(Boolean) as boolean });
  });
});

describe('a mock in the workspace', () => {
  it('has an environment that is made in one step and taken back in one, and is used like any other', async () => {
    const { client, apiId, mock, engine } = await start();
    const { environmentId, isNew } = await client.mock.pointEnvironment({ apiId });
    expect(isNew).toBe(true);
    expect(await client.mock.show({ apiId })).toMatchObject({
      environment: { name: 'Mock', isPointed: true },
      settings: { asksForCredentials: false },
    });
    const endpoints = await client.inventory.endpoints({ apiId });
    const create = endpoints.find(({ method }) => method === 'POST');
    const exchange = await client.console.send({
      environmentId,
      endpointId: create?.id ?? null,
      method: 'POST',
      path: '/orders',
      mediaType: 'application/json',
      body: JSON.stringify(paid),
    });
    expect(exchange).toMatchObject({ status: 201, verdict: 'fits', environmentName: 'Mock' });
    await until(async () => (await client.mock.requests({ apiId })).total === 1, 'the request is listed');
    const { rows } = await client.mock.requests({ apiId });
    expect(rows).toMatchObject([
      {
        number: 1,
        method: 'POST',
        path: '/orders',
        status: 201,
        endpoint: 'POST /orders',
        endpointId: create?.id,
        kind: 'answered',
        correlationId: exchange.correlationId,
      },
    ]);
    expect(rows[0]?.why).toMatch(/^created [0-9a-f-]{36}, made up from the schema/);
    expect((await client.mock.requests({ apiId, after: 1 })).rows).toEqual([]);
    await client.activity.undo({ entity: 'environment', entityId: environmentId });
    expect(await client.mock.show({ apiId })).toMatchObject({ environment: null, settings: { asksForCredentials: true } });
    expect(engine.db.get<{ n: number }>('SELECT count(*) AS n FROM environments WHERE base_url = ?', mock.url ?? '')?.n).toBe(0);
  });

  it('of a limit is read by the console as any vendor’s limit is', async () => {
    const { client, apiId } = await start({ limit: { count: 4, windowSeconds: 60 } });
    const { environmentId } = await client.mock.pointEnvironment({ apiId });
    await client.console.send({ environmentId, method: 'GET', path: '/health' });
    expect((await client.inventory.show({ id: apiId })).limits).toMatchObject([{ limit: 4, remaining: 3 }]);
  });

  it('keeps a secret out of its list that was added after it was started', async () => {
    const { call, client, apiId } = await start();
    await client.credentials.add({ name: 'Key', kind: 'api_key', secret: 'later-4242-secret' });
    await call('GET', '/orders?note=later-4242-secret');
    await call('GET', '/orders/later-4242-secret');
    await call('POST', '/orders', { body: { ...paid, status: 'later-4242-secret' } });
    const { rows } = await client.mock.requests({ apiId });
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain('later-4242-secret');
  });

  it('keeps a secret that comes in an address out of its list', async () => {
    const { call, client, apiId } = await start();
    await call('GET', '/orders?api_key=sk_live_secret_1234567890');
    const { rows } = await client.mock.requests({ apiId });
    expect(JSON.stringify(rows)).not.toContain('sk_live_secret');
  });

  it('needs a contract', async () => {
    const { client } = await tests.startOpen();
    const { id } = await client.inventory.addApi({ vendorName: 'Nobody', name: 'Nothing' });
    expect((await faultFrom(client.mock.start({ apiId: id }))).data.happened).toBe('This API has no contract to be played.');
  });

  it('ends with the workspace', async () => {
    const { core, mock } = await start();
    await core.close();
    await expect(fetch(`${mock.url}/health`)).rejects.toThrow('fetch failed');
  });

  it('creates, reads and captures an order of PayPal’s contract, and a payment link of Adyen’s', async () => {
    const paypal = await start({}, contractText(paypalOrders));
    const token = { Authorization: 'Bearer t', 'PayPal-Request-Id': 'r-1' };
    const created = await paypal.call('POST', '/v2/checkout/orders', {
      headers: token,
      body: { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: '12.50' } }] },
    });
    expect(created).toMatchObject({ status: 201, json: { intent: 'CAPTURE' } });
    expect(
      await paypal.call('POST', '/v2/checkout/orders', { headers: { Authorization: 'Bearer t' }, body: { intent: 'CAPTURE' } }),
    ).toMatchObject({
      status: 422,
      json: {
        name: 'UNPROCESSABLE_ENTITY',
        details: [{ field: '#' }],
      },
    });
    const path = `/v2/checkout/orders/${idOf(created)}`;
    expect(await paypal.call('GET', path, { headers: token })).toMatchObject({
      status: 200,
      json: { id: created.json['id'], intent: 'CAPTURE' },
    });
    expect(await paypal.call('POST', `${path}/capture`, { headers: { ...token, 'PayPal-Request-Id': 'r-2' }, body: {} })).toMatchObject({
      status: 201,
      json: { id: created.json['id'] },
    });
    const adyen = await start({}, contractText(adyen71));
    const link = await adyen.call('POST', '/paymentLinks', {
      headers: { 'X-API-Key': 'k' },
      body: { merchantAccount: 'Acme', reference: 'ORDER-1', amount: { value: 4200, currency: 'EUR' } },
    });
    expect(link).toMatchObject({ status: 201, json: { reference: 'ORDER-1', amount: { value: 4200, currency: 'EUR' } } });
    expect((await adyen.call('GET', `/paymentLinks/${idOf(link)}`, { headers: { 'X-API-Key': 'k' } })).json).toMatchObject({
      id: link.json['id'],
      reference: 'ORDER-1',
    });
  });
});
