import { describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { coresForTests } from '../testing/test-core.ts';
import { json, type Received } from '../testing/test-vendor.ts';
import { recoverRun } from './recover.ts';
import { draftOfPage } from './send-call.ts';
import { finished, sent, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
/** What is looked for stands behind it. `small` is cut for the screen only, `large` is kept in a file. */
const filler = { small: 'x'.repeat(700_000), large: 'x'.repeat(1_500_000) };
const get = (world: Awaited<ReturnType<typeof startFlowWorld>>) => world.own({ method: 'GET', path: '/orders' });
type World = Awaited<ReturnType<typeof startFlowWorld>>;

const callsOf = async (world: World, run: { id: string }) => world.client.flows.calls({ runId: run.id, row: 1 });

describe('an answer that is larger than what is read as it comes', () => {
  it('gives its values to the steps after it, from all of its body', async () => {
    const world = await startFlowWorld(tests, (_request, response) =>
      json(response, { filler: filler.large, id: 'order-77', tags: ['a', 'b'] }, { 'X-Part': 'of-the-head' }),
    );
    const flowId = await world.makeFlow([
      {
        id: 'list',
        name: 'List',
        own: get(world),
        captures: [
          { name: 'orderId', from: 'body', path: '$.id' },
          { name: 'tags', from: 'body', path: '$.tags[*]' },
          { name: 'part', from: 'header', path: 'X-Part' },
          { name: 'code', from: 'status' },
          { name: 'count', from: 'jsonata', path: '$count(tags)' },
        ],
      },
      {
        id: 'one',
        name: 'One',
        own: world.own({ method: 'GET', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '{{orderId}}-{{part}}' }] }),
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(run).toMatchObject({ state: 'done' });
    expect(sent(world.vendor)).toEqual(['GET /v1/orders', 'GET /v1/orders/order-77-of-the-head']);
    expect((await callsOf(world, run))[0]?.captures).toMatchObject([
      { name: 'orderId', value: 'order-77' },
      { name: 'tags', value: '["a","b"]' },
      { name: 'part', value: 'of-the-head' },
      { name: 'code', value: '200' },
      { name: 'count', value: '2' },
    ]);
  });

  it('says what of it cannot be taken: what is not in it, a secret, what has a secret in it; and leaves nothing of them', async () => {
    const world = await startFlowWorld(tests, (_request, response) =>
      json(response, {
        filler: filler.large,
        token: 'fresh-4242-secret',
        grant: { access_token: 'nested-4242-secret' },
        echo: 'you sent key-4242-secret',
      }),
    );
    await world.client.credentials.add({
      name: 'Key',
      kind: 'api_key',
      secret: 'key-4242-secret',
      placement: { in: 'header', name: 'X-Key' },
      environmentIds: [world.vendor.environmentId],
    });
    const own = get(world);
    const stepWith = (name: string, path: string) => ({ id: name, name, own, captures: [{ name, from: 'body' as const, path }] });
    const seenOf = async (name: string, path: string) => {
      const run = await finished(world, await world.client.flows.start({ id: await world.makeFlow([stepWith(name, path)]) }));
      return (await callsOf(world, run)).map(({ state, checks }) => [state, ...checks.map(({ seen }) => seen)]);
    };
    expect(await seenOf('gone', '$.gone')).toEqual([['failed', 'not in the answer']]);
    expect(await seenOf('token', '$.token')).toEqual([
      ['failed', 'not taken: the answer is larger than 1 MB, and a secret is taken only out of a smaller one'],
    ]);
    expect(await seenOf('echo', '$.echo')).toEqual([
      ['failed', 'not taken: it holds a secret, which is cut out of an answer larger than 1 MB as it comes'],
    ]);
    expect(await seenOf('grant', '$.grant')).toEqual([['done']]);
    const written = JSON.stringify(
      ['flow_run_calls', 'flow_run_rows', 'exchanges', 'jobs'].map((table) => world.engine.db.all(`SELECT * FROM ${table}`)),
    );
    expect(written).toContain('judge answer');
    expect(written).not.toContain('4242-secret');
    const ids = world.engine.db.all<{ id: string }>('SELECT id FROM exchanges').map(({ id }) => id);
    const bundle = await world.client.answers.supportBundle({ ids, note: '', withNames: false });
    const files = Object.values(unzipSync(Buffer.from(bundle.base64, 'base64')));
    expect(Buffer.concat(files).includes('nested-4242-secret')).toBe(false);
  });

  it.each([
    [
      'a cursor',
      { kind: 'cursor', path: '$.next', parameter: 'cursor', maxPages: 5 },
      ['GET /v1/orders', 'GET /v1/orders?cursor=c2', 'GET /v1/orders?cursor=c3'],
    ],
    [
      'an offset',
      { kind: 'offset', counts: 'pages', path: '$.items', parameter: 'page', size: 2, maxPages: 5 },
      ['GET /v1/orders', 'GET /v1/orders?page=2', 'GET /v1/orders?page=3'],
    ],
  ] as const)('leads to the next page by %s that stands at its end', async (_what, loop, expected) => {
    let page = 0;
    const world = await startFlowWorld(tests, (_request, response) => {
      page += 1;
      json(response, { filler: filler.large, items: page < 3 ? [page, page] : [page], ...(page < 3 ? { next: `c${page + 1}` } : {}) });
    });
    const captures = [{ name: 'items', from: 'body' as const, path: '$.items[*]' }];
    const flowId = await world.makeFlow([{ id: 'list', name: 'List', own: get(world), loop, captures }]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(run).toMatchObject({ state: 'done' });
    expect(sent(world.vendor)).toEqual(expected);
    expect((await callsOf(world, run)).map(({ captures: taken }) => taken.map(({ value }) => value))).toEqual([
      ['[1,1]'],
      ['[2,2]'],
      ['[3]'],
    ]);
  });

  it('does not end a loop over pages where it cannot be read', async () => {
    const world = await startFlowWorld(tests, (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"filler":"${filler.large}","next":"c2"`);
    });
    const loop = { kind: 'cursor', path: '$.next', parameter: 'cursor', maxPages: 5 } as const;
    const run = await finished(
      world,
      await world.client.flows.start({ id: await world.makeFlow([{ id: 'list', name: 'List', own: get(world), loop }]) }),
    );
    expect((await callsOf(world, run))[0]).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('the body is no JSON') as string,
    });
  });
});

describe('a call that is recovered after a crash', () => {
  it.each(['small', 'large'] as const)('is judged by all of its %s answer', async (size) => {
    const world = await startFlowWorld(tests, (request: Received, response) =>
      json(response, request.method === 'POST' ? { filler: filler[size], id: 'order-77', state: 'open', next: null } : {}),
    );
    const flowId = await world.makeFlow([
      {
        id: 'make',
        name: 'Make',
        own: world.own({ method: 'POST', path: '/orders', body: '{}', mediaType: 'application/json' }),
        captures: [{ name: 'orderId', from: 'body', path: '$.id' }],
        checks: [{ of: 'body', path: '$.state', value: 'open' }],
      },
      {
        id: 'one',
        name: 'One',
        own: world.own({ method: 'GET', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '{{orderId}}' }] }),
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId }));
    expect(run).toMatchObject({ state: 'done' });
    // As a crash leaves it: the answer came, and what it came to was not written.
    world.engine.evidence.write([], (db) => {
      db.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      db.run(
        "UPDATE flow_run_calls SET state = 'sending', exchange_id = NULL, captures = '{}', checks = '[]' WHERE run_id = ? AND seq = 1",
        run.id,
      );
      db.run('DELETE FROM flow_run_calls WHERE run_id = ? AND seq = 2', run.id);
      db.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ?", run.id);
    });
    await recoverRun(world.engine, run.id);
    expect((await callsOf(world, run))[0]).toMatchObject({
      state: 'done',
      checks: [{ isHeld: true, seen: 'open' }],
      captures: [{ name: 'orderId', value: 'order-77' }],
    });
    expect(await finished(world, await world.client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(sent(world.vendor)).toEqual(['POST /v1/orders', 'GET /v1/orders/order-77', 'GET /v1/orders/order-77']);
  });
});

it('keeps no cursor that is a secret: the loop goes on with it, and a later start says that it is gone', async () => {
  let page = 0;
  const world = await startFlowWorld(tests, (_request, response) => {
    page += 1;
    json(response, page < 3 ? { token: `cursor-${page}-4242-secret` } : {});
  });
  const own = get(world);
  const loop = { kind: 'cursor', path: '$.token', parameter: 'after', maxPages: 5 } as const;
  const captures = [{ name: 'token', from: 'body' as const, path: '$.token' }];
  const flowId = await world.makeFlow([{ id: 'list', name: 'List', own, loop, captures }]);
  const run = await finished(world, await world.client.flows.start({ id: flowId }));
  expect(sent(world.vendor)).toEqual([
    'GET /v1/orders',
    'GET /v1/orders?after=cursor-1-4242-secret',
    'GET /v1/orders?after=cursor-2-4242-secret',
  ]);
  const tables = ['flow_run_calls', 'flow_run_rows', 'exchanges'];
  expect(JSON.stringify(tables.map((table) => world.engine.db.all(`SELECT * FROM ${table}`)))).not.toContain('4242-secret');
  expect(run.state).toBe('failed');
  expect(draftOfPage(own.draft, 'https://a.example', { kind: 'parameter', name: 'after', value: '[redacted: token]' })).toEqual({
    fault: 'where the next page is was a secret, kept in memory only, and it is gone',
  });
});
