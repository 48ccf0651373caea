import { describe, expect, it } from 'vitest';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import { coresForTests } from '../testing/test-core.ts';
import { json, type Answer, type Received } from '../testing/test-vendor.ts';
import { recoverCutOff } from './scheduler.ts';
import { csv, finished, sent, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const startWith = (answer: Answer) => startFlowWorld(tests, answer);
type World = Awaited<ReturnType<typeof startWith>>;

const postRow = (world: World) =>
  world.makeFlow([
    { id: 'post', name: 'Post', own: world.own({ method: 'POST', path: '/orders', body: '{"n":{{n}}}', mediaType: 'application/json' }) },
  ]);
const bodies = ({ vendor }: { vendor: { received: Received[] } }): string[] => vendor.received.map(({ body }) => body);
const numbered = (count: number): string => `n\n${Array.from({ length: count }, (_, at) => at + 1).join('\n')}\n`;
const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A run that was stopped by a person after three of its rows. */
async function stoppedRun(rows = 6): Promise<{ world: World; run: FlowRun }> {
  let world!: World;
  let run: FlowRun | null = null;
  world = await startWith((_request, response) => {
    if (world.vendor.received.length === 3 && run) void world.client.flows.stop({ id: run.id });
    setTimeout(() => json(response, { id: 1 }), 20);
  });
  run = await world.client.flows.start({ id: await postRow(world), data: csv(numbered(rows)) });
  await finished(world, run);
  return { world, run };
}

describe('a run that two go on with at once', () => {
  it('goes on once, and the other is told that it is under way', async () => {
    const { world, run } = await stoppedRun();
    const both = await Promise.allSettled([world.client.flows.resume({ id: run.id }), world.client.flows.resume({ id: run.id })]);
    await finished(world, run);
    await nap(200);
    expect(bodies(world)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `{"n":${n}}`));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('failures that are retried again', () => {
  it('leave out what an earlier retry did, also one of a retry', async () => {
    let broken = /[235]/;
    const world = await startWith((request, response) =>
      broken.test(request.body) ? json(response, {}, {}, 422) : json(response, { id: 1 }),
    );
    const first = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(numbered(6)) }));
    const retriable = async (): Promise<number> => (await world.client.flows.run({ id: first.id })).retriable;
    expect(await retriable()).toBe(3);
    broken = /[35]/;
    const second = await finished(world, await world.client.flows.retryFailures({ id: first.id }));
    expect(await retriable()).toBe(2);
    broken = /5/;
    await finished(world, await world.client.flows.retryFailures({ id: second.id }));
    broken = /0/;
    const before = world.vendor.received.length;
    const third = await finished(world, await world.client.flows.retryFailures({ id: first.id }));
    expect(bodies(world).slice(before)).toEqual(['{"n":5}']);
    expect(third.state).toBe('done');
    expect(await world.client.flows.run({ id: first.id })).toMatchObject({ canRetry: false, retriable: 0, counts: { failed: 3 } });
    await expect(world.client.flows.retryFailures({ id: first.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('leave out a change whose answer was more than is taken: the vendor has it', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }, { 'X-Debug': 'x'.repeat(300_000) }, 201));
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(numbered(1)) }));
    expect(run.counts).toMatchObject({ unknown: 1, failed: 0 });
    expect(await world.client.flows.run({ id: run.id })).toMatchObject({ canRetry: false, retriable: 0 });
    expect(world.vendor.received).toHaveLength(1);
  });

  it('are retried once when two ask at once', async () => {
    let isBroken = true;
    const world = await startWith((_request, response) => (isBroken ? json(response, {}, {}, 422) : json(response, { id: 1 })));
    const first = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(numbered(2)) }));
    isBroken = false;
    const both = await Promise.allSettled([1, 2].map(() => world.client.flows.retryFailures({ id: first.id })));
    await nap(300);
    expect(world.vendor.received).toHaveLength(4);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a run that ends by a fault', () => {
  it('ends for all of its rows, so that nothing is sent beside it', async () => {
    const world = await startWith((_request, response) => setTimeout(() => json(response, { id: 1 }), 15));
    const run = await world.client.flows.start({ id: await postRow(world), data: csv(numbered(90)), concurrency: 3 });
    // Read later than the others: rows are taken fifty at a time.
    world.engine.evidence.write([], (writer) => writer.run("UPDATE flow_run_rows SET data = '{' WHERE run_id = ? AND row = 55", run.id));
    const ended = await finished(world, run);
    const calls = world.vendor.received.length;
    expect(ended).toMatchObject({ state: 'stopped', isRunning: false });
    await nap(200);
    expect(world.vendor.received).toHaveLength(calls);
    expect(ended.counts.done).toBe(calls);
  });
});

describe('the teardown of a run that was stopped', () => {
  it('is made up for when the run is gone on with, although no row is left', async () => {
    let world!: World;
    let run: FlowRun | null = null;
    world = await startWith((_request, response) => {
      if (world.vendor.received.length === 2 && run) void world.client.flows.stop({ id: run.id });
      setTimeout(() => json(response, { id: 1 }), 20);
    });
    const get = (id: string, path: string) => ({ id, name: id, own: world.own({ method: 'POST', path }) });
    const id = await world.makeFlow([get('a', '/orders')], { teardown: [get('z', '/orders?last=1')] });
    run = await world.client.flows.start({ id, data: csv(numbered(2)) });
    const stopped = await finished(world, run);
    expect(stopped).toMatchObject({ state: 'stopped', canResume: true });
    const done = await finished(world, await world.client.flows.resume({ id: run.id }));
    expect(done.state).toBe('done');
    expect(sent(world.vendor)).toEqual(['POST /v1/orders', 'POST /v1/orders', 'POST /v1/orders?last=1']);
  });
});

describe('a workspace that is closed while a run is under way', () => {
  it('neither fails the row of a call that only reads, nor undoes anything for it', async () => {
    let world!: World;
    let isSlow = true;
    world = await startWith((request, response) => {
      if (request.method === 'GET' && isSlow) return;
      json(response, { id: 1 });
    });
    const id = await world.makeFlow([
      {
        id: 'a',
        name: 'Create',
        own: world.own({ method: 'POST', path: '/orders' }),
        compensation: { id: 'undo', name: 'Undo', own: world.own({ method: 'DELETE', path: '/orders/1' }) },
      },
      { id: 'b', name: 'Read', own: world.own({ method: 'GET', path: '/orders' }) },
    ]);
    const run = await world.client.flows.start({ id });
    while (world.vendor.received.length < 2) await nap(10);
    await world.core.close();
    isSlow = false;
    await world.core.open(world.folder);
    const { client, core } = world;
    expect(await client.flows.run({ id: run.id })).toMatchObject({ state: 'stopped', canResume: true });
    await recoverCutOff(core.requireEngine());
    expect(await client.flows.run({ id: run.id })).toMatchObject({ state: 'unknown', counts: { unknown: 1 } });
    expect(sent(world.vendor)).toEqual(['POST /v1/orders', 'GET /v1/orders']);
    await client.flows.settle({ runId: run.id, row: 1, as: 'not_sent' });
    expect(await finished(world, await client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(sent(world.vendor)).toEqual(['POST /v1/orders', 'GET /v1/orders', 'GET /v1/orders']);
  });
});

describe('a run that was stopped in its setup', () => {
  it('can be gone on with', async () => {
    let world!: World;
    let run: FlowRun | null = null;
    world = await startWith((_request, response) => {
      if (world.vendor.received.length === 1 && run) void world.client.flows.stop({ id: run.id });
      setTimeout(() => json(response, { id: 1 }), 20);
    });
    const step = (id: string) => ({ id, name: id, own: world.own({ method: 'GET', path: '/orders' }) });
    run = await world.client.flows.start({ id: await world.makeFlow([step('a')], { setup: [step('s'), step('t')] }) });
    expect(await finished(world, run)).toMatchObject({ state: 'stopped', canResume: true });
    expect(await finished(world, await world.client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(sent(world.vendor)).toHaveLength(3);
  });
});

describe('a run that ended in order', () => {
  it('does not say that it was cut off when somebody tries in vain to go on with it', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(numbered(2)) }));
    await expect(world.client.flows.resume({ id: run.id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await world.client.flows.run({ id: run.id })).toMatchObject({ state: 'done', words: run.words, finishedAt: run.finishedAt });
  });
});

describe('a call whose outcome is found after a crash', () => {
  it('is held against the values that it was sent with', async () => {
    const world = await startWith((request, response) =>
      json(response, request.body === '' ? { shop: 'north' } : JSON.parse(request.body)),
    );
    const check = (path: string, value: string) => ({ of: 'body' as const, path, op: 'eq' as const, value });
    const id = await world.makeFlow(
      [
        {
          id: 'post',
          name: 'Post',
          own: world.own({
            method: 'POST',
            path: '/orders',
            body: '{"n":"{{n}}","shop":"{{shop}}","key":"{{key}}"}',
            mediaType: 'application/json',
          }),
          values: [{ name: 'key', value: 'k-{{n}}' }],
          checks: [check('$.n', '{{n}}'), check('$.shop', '{{shop}}'), check('$.key', '{{key}}')],
        },
      ],
      {
        setup: [
          {
            id: 'shop',
            name: 'Shop',
            own: world.own({ method: 'GET', path: '/orders' }),
            captures: [{ name: 'shop', from: 'body', path: '$.shop' }],
          },
        ],
      },
    );
    const run = await finished(world, await world.client.flows.start({ id, data: csv('n\nseven\n') }));
    expect(run.state).toBe('done');
    world.engine.evidence.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run("UPDATE flow_run_calls SET state = 'sending', checks = '[]', took_effect = 0 WHERE run_id = ? AND row = 1", run.id);
      writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ? AND row = 1", run.id);
    });
    await recoverCutOff(world.engine);
    const [call] = await world.client.flows.calls({ runId: run.id, row: 1 });
    expect(call).toMatchObject({ state: 'done', words: 'answered 200' });
    expect(call?.checks.map(({ isHeld, seen }) => [isHeld, seen])).toEqual([
      [true, 'seven'],
      [true, 'north'],
      [true, 'k-seven'],
    ]);
    expect(await finished(world, await world.client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(world.vendor.received).toHaveLength(2);
  });
});

describe('a check against a captured secret whose call was cut off', () => {
  it('is not judged after the crash, and a person is asked in place of undoing or going on', async () => {
    const world = await startWith((request, response) =>
      json(response, request.method === 'GET' ? { token: 'opaque-4711-secret' } : { echoed: 'opaque-4711-secret', id: 7 }),
    );
    const id = await world.makeFlow([
      {
        id: 'get',
        name: 'Get token',
        own: world.own({ method: 'GET', path: '/orders' }),
        captures: [{ name: 'token', from: 'body', path: '$.token' }],
      },
      {
        id: 'post',
        name: 'Post',
        own: world.own({ method: 'POST', path: '/orders' }),
        values: [{ name: 'wanted', value: '{{token}}' }],
        checks: [
          { of: 'body', path: '$.echoed', op: 'eq', value: '{{wanted}}' },
          { of: 'body', path: '$.id', op: 'eq', value: '7' },
        ],
        compensation: { id: 'undo', name: 'Undo', own: world.own({ method: 'DELETE', path: '/orders/7' }) },
      },
    ]);
    const run = await finished(world, await world.client.flows.start({ id }));
    expect(run.state).toBe('done');
    world.engine.evidence.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run(
        "UPDATE flow_run_calls SET state = 'sending', checks = '[]', took_effect = 0 WHERE run_id = ? AND step_id = 'post'",
        run.id,
      );
      writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ? AND row = 1", run.id);
    });
    await recoverCutOff(world.engine);
    const calls = await world.client.flows.calls({ runId: run.id, row: 1 });
    expect(calls[1]).toMatchObject({ state: 'unknown', status: 200 });
    expect(calls[1]?.checks).toMatchObject([
      { isHeld: true, seen: '7' },
      { isHeld: false, words: '$.echoed is “{{wanted}}”', seen: 'not judged: its value was a secret that is gone' },
    ]);
    const [row] = await world.client.flows.rows({ id: run.id });
    expect(row).toMatchObject({ state: 'unknown' });
    expect(row?.words).toBe('Post: answered 200, $.echoed is “{{wanted}}” was not judged: its value was a secret that is gone');
    await expect(world.client.flows.resume({ id: run.id })).rejects.toMatchObject({ code: 'conflict' });
    expect(sent(world.vendor)).toEqual(['GET /v1/orders', 'POST /v1/orders']);
  });
});

describe('a call whose exchange was purged before the run was looked at', () => {
  it('is unknown, and not taken for one that never left', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(numbered(2)) }));
    world.engine.evidence.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run("UPDATE flow_run_calls SET state = 'sending', exchange_id = NULL, took_effect = 0 WHERE run_id = ? AND row = 1", run.id);
      writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ? AND row = 1", run.id);
    });
    world.clock.pass(400 * 86_400_000);
    await world.client.settings.set({ retention: { bodyDays: null, exchangeDays: 365 } });
    await world.client.settings.applyRetention({});
    await recoverCutOff(world.engine);
    expect(await world.client.flows.run({ id: run.id })).toMatchObject({ state: 'unknown', counts: { unknown: 1, done: 1 } });
    await expect(world.client.flows.resume({ id: run.id })).rejects.toMatchObject({ code: 'conflict' });
    expect(world.vendor.received).toHaveLength(2);
  });
});

describe('a saved request that changes something by a header', () => {
  it('has taken effect also when its outcome is found after a crash', async () => {
    const world = await startWith((request, response) =>
      request.method === 'GET' ? json(response, { id: 1 }) : json(response, {}, {}, 422),
    );
    const savedRequestId = await world.save('Close an order', {
      method: 'GET',
      path: '/orders',
      parameters: [{ in: 'header', name: 'X-HTTP-Method-Override', value: 'POST' }],
    });
    const id = await world.makeFlow([{ id: 'a', name: 'Close', savedRequestId }]);
    const run = await finished(world, await world.client.flows.start({ id }));
    world.engine.evidence.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run("UPDATE flow_run_calls SET state = 'sending', took_effect = 0 WHERE run_id = ?", run.id);
      writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ?", run.id);
    });
    await recoverCutOff(world.engine);
    expect(await world.client.flows.calls({ runId: run.id, row: 1 })).toMatchObject([{ state: 'done', tookEffect: true }]);
  });
});

describe('a call with a correlation id of its own', () => {
  it('is unknown when it left and its answer could not be kept', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const parameters = [{ in: 'header', name: 'X-Correlation-ID', value: 'ours-4711' }];
    const id = await world.makeFlow([{ id: 'a', name: 'A', own: world.own({ method: 'POST', path: '/orders', parameters }) }]);
    const { evidence } = world.engine;
    const kept = { record: evidence.record.bind(evidence), recordLater: evidence.recordLater.bind(evidence) };
    const full = (): never => {
      Object.assign(evidence, kept);
      throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
    };
    Object.assign(evidence, { record: full, recordLater: full });
    const run = await finished(world, await world.client.flows.start({ id }));
    expect(world.vendor.received).toHaveLength(1);
    expect(run).toMatchObject({ state: 'unknown', canRetry: false });
  });
});

describe('a call that was tried twice', () => {
  const once = (world: World) =>
    world.makeFlow([
      {
        id: 'a',
        name: 'A',
        own: world.own({
          method: 'POST',
          path: '/orders',
          parameters: [{ in: 'header', name: 'Idempotency-Key', value: '{{$uuid}}' }],
        }),
      },
    ]);

  it('is unknown when its first attempt may have reached the vendor, although the last one did not leave', async () => {
    let world!: World;
    world = await startWith((_request, _response, incoming) => {
      void world.vendor.peer.close();
      incoming.socket.destroy();
    });
    const run = await finished(world, await world.client.flows.start({ id: await once(world) }));
    const exchange = await world.engine.console.show((await world.client.flows.rows({ id: run.id }))[0]?.exchangeId ?? '');
    expect(exchange.failure?.phase).toBe('connect');
    expect(run).toMatchObject({ state: 'unknown', canRetry: false });
  });

  it('is unknown when the last attempt was refused, and that says nothing of the one before', async () => {
    let attempts = 0;
    const world = await startWith((_request, response, incoming) => {
      if ((attempts += 1) === 1) incoming.socket.destroy();
      else json(response, {}, {}, 409);
    });
    const run = await finished(world, await world.client.flows.start({ id: await once(world) }));
    expect(attempts).toBe(2);
    expect(run).toMatchObject({ state: 'unknown', canRetry: false });
    expect(run.words).toContain('nobody knows whether that one took effect');
  });

  it('is done when the last attempt was', async () => {
    let attempts = 0;
    const world = await startWith((_request, response, incoming) => {
      if ((attempts += 1) === 1) incoming.socket.destroy();
      else json(response, { id: 1 });
    });
    const run = await world.client.flows.start({ id: await once(world) });
    expect(await finished(world, run)).toMatchObject({ state: 'done' });
  });

  it('has failed when none of its attempts left', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    await world.vendor.peer.close();
    const run = await finished(world, await world.client.flows.start({ id: await once(world) }));
    expect(run).toMatchObject({ state: 'failed', canRetry: true });
  });
});
