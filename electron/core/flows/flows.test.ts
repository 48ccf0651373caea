import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json, type Answer } from '../testing/test-vendor.ts';
import type { FlowStepInput } from '../../../shared/domain/flows/flow-spec.ts';
import { csv, finished, sent, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const startWith = (answer: Answer) => startFlowWorld(tests, answer);

describe('a run', () => {
  it('passes captured values on, checks the answers and tells which exchange is which', async () => {
    const world = await startWith((request, response) =>
      request.method === 'POST'
        ? json(
            response,
            { id: 7, reference: (JSON.parse(request.body) as { reference: string }).reference },
            { 'X-Request-Id': 'req-7' },
            201,
          )
        : json(response, { id: 7, state: 'open' }),
    );
    const create = await world.save('Create an order', {
      method: 'POST',
      path: '/orders',
      body: '{"reference":"{{reference}}"}',
      mediaType: 'application/json',
    });
    const flowId = await world.makeFlow([
      {
        id: 'create',
        name: 'Create an order',
        savedRequestId: create,
        values: [{ name: 'reference', value: '{{order}}-R1' }],
        captures: [{ name: 'orderId', from: 'body', path: '$.id' }],
        checks: [
          { of: 'status', value: '201' },
          { of: 'body', path: '$.reference', op: 'contains', value: '{{order}}' },
        ],
      },
      {
        id: 'look',
        name: 'Look it up',
        own: world.own({ method: 'GET', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '{{orderId}}' }] }),
        checks: [{ of: 'body', path: '$.state', value: 'open' }, { of: 'schema' }],
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('order,amount\nA-1,5\nA-2,6\n') }));
    expect(run).toMatchObject({ state: 'done', words: '2 of 2 rows done', calls: 4, checks: 8, checksHeld: 8 });
    expect(sent(world.vendor)).toEqual(['POST /v1/orders', 'GET /v1/orders/7', 'POST /v1/orders', 'GET /v1/orders/7']);
    expect(world.vendor.received[0]?.body).toBe('{"reference":"A-1-R1"}');
    const [first] = await world.client.flows.rows({ id: run.id });
    expect(first).toMatchObject({ row: 1, state: 'done', dataWords: 'order A-1, amount 5', captures: { orderId: '7' }, status: 200 });
    const calls = await world.client.flows.calls({ runId: run.id, row: 1 });
    expect(calls).toMatchObject([
      { name: 'Create an order', state: 'done', tookEffect: true, vendorRequestId: 'req-7', captures: [{ name: 'orderId', value: '7' }] },
      { name: 'Look it up', state: 'done', tookEffect: false },
    ]);
    const exchange = await world.client.console.exchange({ id: calls[0]?.exchangeId ?? '' });
    expect(exchange).toMatchObject({ source: 'flow', number: calls[0]?.exchangeNumber });
    const found = async (text: string) => (await world.client.console.exchanges({ text })).rows.map(({ number }) => number);
    expect(await found('run:1 method:POST')).toEqual([3, 1]);
    expect(await found('run:1')).toHaveLength(4);
    expect(await found('run:2')).toEqual([]);
  });

  it('undoes what took effect in reverse order when a later step fails, and says what stands', async () => {
    const world = await startWith((request, response) =>
      request.method === 'GET' ? json(response, { error: 'gone' }, {}, 404) : json(response, { id: request.body === '' ? 0 : 1 }),
    );
    const step = (id: string, undo: string | null): FlowStepInput => ({
      id,
      name: `Make ${id}`,
      own: world.own({ method: 'POST', path: '/orders', body: `{"make":"${id}"}`, mediaType: 'application/json' }),
      compensation:
        undo === null
          ? null
          : {
              id: `undo-${id}`,
              name: `Take back ${id}`,
              own: world.own({ method: 'DELETE', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: undo }] }),
            },
    });
    const flowId = await world.makeFlow([
      step('a', 'a'),
      step('b', 'b'),
      step('c', null),
      { id: 'verify', name: 'Verify', own: world.own({ method: 'GET', path: '/orders' }) },
      { id: 'never', name: 'Never', own: world.own({ method: 'POST', path: '/orders' }) },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(sent(world.vendor)).toEqual([
      'POST /v1/orders',
      'POST /v1/orders',
      'POST /v1/orders',
      'GET /v1/orders',
      'DELETE /v1/orders/b',
      'DELETE /v1/orders/a',
    ]);
    expect(run.state).toBe('partial');
    expect(run.words).toBe(
      'Verify failed: answered 404, wanted status is less than 400. Make c took effect and stands. Make a was undone by Take back a. Make b was undone by Take back b',
    );
  });

  it('goes on after a failure where it should, and skips what its condition rules out', async () => {
    const world = await startWith((request, response) =>
      request.url.includes('optional') ? json(response, {}, {}, 422) : json(response, { id: 1 }),
    );
    const flowId = await world.makeFlow([
      { id: 'a', name: 'Optional', own: world.own({ method: 'GET', path: '/optional' }), onFailure: 'go on' },
      { id: 'b', name: 'Only large ones', own: world.own({ method: 'GET', path: '/orders' }), condition: 'double(row.amount) > 100.0' },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('amount\n5\n500\n') }));
    expect(sent(world.vendor)).toEqual(['GET /v1/optional', 'GET /v1/optional', 'GET /v1/orders']);
    expect(run).toMatchObject({ state: 'failed', counts: { failed: 2 }, canRetry: true });
    expect((await world.client.flows.calls({ runId: run.id, row: 1 })).map(({ state }) => state)).toEqual(['failed', 'skipped']);
  });

  it('goes over the pages of an answer and joins what they gave', async () => {
    const world = await startWith((request, response) => {
      const page = Number(new URL(request.url, 'http://x').searchParams.get('page') ?? '1');
      json(
        response,
        { items: [{ id: page * 10 }, { id: page * 10 + 1 }] },
        page < 3 ? { Link: `</v1/orders?page=${page + 1}&q=%7B%7Bx%7D%7D>; rel="next"` } : {},
      );
    });
    const flowId = await world.makeFlow([
      {
        id: 'list',
        name: 'List',
        own: world.own({ method: 'GET', path: '/orders' }),
        loop: { kind: 'link', maxPages: 5 },
        captures: [{ name: 'ids', from: 'body', path: '$.items[*].id' }],
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(run.state).toBe('done');
    expect(sent(world.vendor)).toEqual([
      'GET /v1/orders',
      'GET /v1/orders?page=2&q=%7B%7Bx%7D%7D',
      'GET /v1/orders?page=3&q=%7B%7Bx%7D%7D',
    ]);
    expect((await world.client.flows.calls({ runId: run.id, row: 1 })).map(({ page }) => page)).toEqual([1, 2, 3]);
  });

  it('stops at more pages than it may have, and never follows to another host', async () => {
    const world = await startWith((request, response) =>
      json(
        response,
        { items: [1] },
        { Link: request.url.includes('away') ? '<https://evil.example/next>; rel="next"' : `</v1${request.url.slice(3)}x>; rel="next"` },
      ),
    );
    const list = (path: string): FlowStepInput => ({
      id: 'list',
      name: 'List',
      own: world.own({ method: 'GET', path }),
      loop: { kind: 'link', maxPages: 2 },
    });
    const many = await finished(world, await world.client.flows.start({ id: await world.makeFlow([list('/orders')]) }));
    expect(many).toMatchObject({ state: 'failed', words: 'List failed: answered 200, there are more than 2 pages' });
    const away = await finished(world, await world.client.flows.start({ id: await world.makeFlow([list('/away')]) }));
    expect(away.words).toContain('the next page is on another host');
    expect(world.vendor.received).toHaveLength(3);
  });

  it('makes the setup once before the rows and the teardown once after them, and gives the rows what it captured', async () => {
    const world = await startWith((request, response) =>
      json(response, { id: 1, token: 'tok-4242-secret', seen: request.headers['x-token'] ?? '' }),
    );
    const get = (id: string, more: Partial<FlowStepInput> = {}): FlowStepInput => ({
      id,
      name: id,
      own: world.own({ method: 'GET', path: `/${id}`, parameters: [{ in: 'header', name: 'X-Token', value: '{{token}}' }] }),
      ...more,
    });
    const flowId = await world.makeFlow([get('row')], {
      setup: [
        {
          id: 'login',
          name: 'login',
          own: world.own({ method: 'GET', path: '/login' }),
          captures: [{ name: 'token', from: 'body', path: '$.token' }],
        },
      ],
      teardown: [get('logout')],
    });
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('a\n1\n2\n') }));
    expect(run.state).toBe('done');
    expect(sent(world.vendor)).toEqual(['GET /v1/login', 'GET /v1/row', 'GET /v1/row', 'GET /v1/logout']);
    expect(world.vendor.received.slice(1).map(({ headers }) => headers['x-token'])).toEqual(Array(3).fill('tok-4242-secret'));
    const written = JSON.stringify([
      world.engine.db.all('SELECT * FROM flow_run_calls'),
      world.engine.db.all('SELECT * FROM flow_run_rows'),
      world.engine.db.all('SELECT * FROM flow_runs'),
      world.engine.db.all("SELECT * FROM exchanges WHERE url NOT LIKE '%login'"),
    ]);
    expect(written).not.toContain('tok-4242-secret');
    expect(await world.client.flows.calls({ runId: run.id, row: 0 })).toMatchObject([
      { part: 'setup', captures: [{ name: 'token', value: null }] },
    ]);
  });

  it('asks for production once, before anything is sent', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const { environments } = await world.client.inventory.show({ id: world.vendor.apiId });
    await world.client.inventory.saveEnvironment({ ...environments[0]!, kind: 'production', name: 'Live' });
    const flowId = await world.makeFlow([{ id: 'a', name: 'Make', own: world.own({ method: 'POST', path: '/orders' }) }]);
    expect((await faultFrom(world.client.flows.start({ id: flowId, data: csv('a\n1\n2\n') }))).code).toBe('production_guarded');
    expect(world.vendor.received).toEqual([]);
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('a\n1\n2\n'), confirmProduction: ['Live'] }));
    expect(run).toMatchObject({ state: 'done', isProduction: true });
    const { entries } = await world.client.activity.list({ entity: 'flow', entityId: flowId });
    expect(entries[0]?.summary).toContain('changes in Live confirmed');
  });
});

describe('data', () => {
  it('is shown as it would be sent, three rows of it, without sending', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const flowId = await world.makeFlow([
      {
        id: 'a',
        name: 'Make',
        own: world.own({ method: 'POST', path: '/orders', body: '{"n":"{{Order_no}}"}', mediaType: 'application/json' }),
        captures: [{ name: 'made', from: 'body', path: '$.id' }],
      },
      {
        id: 'b',
        name: 'Look',
        own: world.own({ method: 'GET', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '{{made}}' }] }),
      },
    ]);
    const peeked = await world.client.flows.peek({ id: flowId, data: csv('Order no\nA-1\nA-2\nA-3\nA-4\n') });
    expect(peeked).toMatchObject({ rows: 4, columns: [{ column: 'Order no', name: 'Order_no' }], missing: [] });
    expect(peeked.dry.map(({ calls }) => calls[0]?.body)).toEqual(['{"n":"A-1"}', '{"n":"A-2"}', '{"n":"A-3"}']);
    expect(peeked.dry[0]?.calls[1]?.url).toContain('/orders/‹made›');
    expect(await world.client.flows.peek({ id: flowId, data: csv('other\n1\n') })).toMatchObject({ missing: ['Order_no'] });
    expect(world.vendor.received).toEqual([]);
  });

  it.each([
    ['1-2, 5', ['1', '2', '5']],
    ['5-', ['5', '6']],
  ])('takes only the rows %s', async (range, expected) => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const flowId = await world.makeFlow([
      {
        id: 'a',
        name: 'Get',
        own: world.own({ method: 'GET', path: '/orders', parameters: [{ in: 'query', name: 'n', value: '{{n}}' }] }),
      },
    ]);
    await finished(world, await world.client.flows.start({ id: flowId, data: csv('n\n1\n2\n3\n4\n5\n6\n'), rows: range }));
    expect(world.vendor.received.map(({ url }) => new URL(url, 'http://x').searchParams.get('n'))).toEqual(expected);
  });
});

describe('reports', () => {
  it('are the same run in every form, and ask no server for anything', async () => {
    const world = await startWith((request, response) =>
      request.body.includes('"=x') ? json(response, { e: '<b>' }, {}, 422) : json(response, { id: 1 }, { 'X-Request-Id': 'req & 1' }),
    );
    const flowId = await world.makeFlow([
      {
        id: 'a',
        name: 'Make <one>',
        own: world.own({ method: 'POST', path: '/orders', body: '{"n":"{{n}}"}', mediaType: 'application/json' }),
        captures: [{ name: 'made', from: 'body', path: '$.id' }],
        checks: [{ of: 'status', value: '200' }],
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('n\nA\n=x\n') }));
    const text = async (format: 'junit' | 'json' | 'html' | 'csv' | 'receipt'): Promise<string> =>
      Buffer.from((await world.client.flows.export({ id: run.id, format })).base64, 'base64').toString('utf8');
    const junit = await text('junit');
    expect(junit).toContain('<testsuite name="Row 2: n =x" tests="1" failures="1" errors="0"');
    expect(junit).toContain('name="Make &lt;one&gt;"');
    expect(junit).toContain('vendor request id req &amp; 1');
    const table = (await text('csv')).split('\r\n');
    expect(table[0]).toBe('row,state,status,n,made,vendor request id,exchange,words,started,finished');
    expect(table[1]).toMatch(/^1,done,200,A,1,req & 1,1,,20/);
    expect(table[2]).toMatch(/^2,failed,422,'=x,,,2,/);
    expect(JSON.parse(await text('json'))).toMatchObject({
      run: { number: 1 },
      rows: [{ row: 1, calls: [{ state: 'done' }] }, { row: 2 }],
    });
    const html = await text('html');
    expect(html).not.toMatch(/(?:src|href)=/);
    expect(html).toContain('Make &lt;one&gt;');
    expect(html).toContain('Row 2 (n =x): failed');
    expect(await text('receipt')).toContain('1 took effect');
    expect((await world.client.flows.export({ id: run.id, format: 'receipt-pdf' })).base64.length).toBeGreaterThan(1000);
  });
});

describe('while it runs', () => {
  it('says how far it is', async () => {
    const world = await startWith((_request, response) => setTimeout(() => json(response, { id: 1 }), 60));
    const flowId = await world.makeFlow([{ id: 'a', name: 'Get', own: world.own({ method: 'GET', path: '/orders' }) }]);
    const run = await world.client.flows.start({ id: flowId, data: csv('n\n1\n2\n3\n4\n5\n6\n7\n8\n') });
    const seen: number[] = [];
    for await (const one of await world.client.flows.watch({ id: run.id })) seen.push(one.calls);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(8);
    await until(async () => (await world.client.flows.list({}))[0]?.lastRuns[0]?.state === 'done', 'the list says so');
  });
});

describe('columns that stand for the same name', () => {
  it('are refused where the flow asks for it, and do no harm where it does not', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const flow = (name: string) =>
      world.makeFlow([
        {
          id: 'a',
          name: 'A',
          own: world.own({ method: 'POST', path: '/orders', body: `{"n":"{{${name}}}"}`, mediaType: 'application/json' }),
        },
      ]);
    const data = csv('Amount €,Amount $,Order no.\n1,2,3\n');
    const fault = await faultFrom(world.client.flows.start({ id: await flow('Amount'), data }));
    expect(fault.data.happened).toContain('“Amount €” and “Amount $” would both be {{Amount}}');
    expect(world.vendor.received).toHaveLength(0);
    expect((await finished(world, await world.client.flows.start({ id: await flow('Order_no'), data }))).state).toBe('done');
  });
});
