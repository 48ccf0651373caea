import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, type Answer } from '../testing/test-vendor.ts';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import type { Received } from '../testing/test-vendor.ts';
import { flowsAttention } from './attention.ts';
import { recoverRun } from './recover.ts';
import { recoverCutOff } from './scheduler.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const startWith = (answer: Answer) => startFlowWorld(tests, answer);

describe('a run that ended early', () => {
  const rows = `n\n${Array.from({ length: 6 }, (_, at) => at + 1).join('\n')}\n`;
  const postRow = (world: Awaited<ReturnType<typeof startWith>>) =>
    world.makeFlow([
      { id: 'post', name: 'Post', own: world.own({ method: 'POST', path: '/orders', body: '{"n":{{n}}}', mediaType: 'application/json' }) },
    ]);
  const bodies = ({ vendor }: { vendor: { received: Received[] } }): string[] => vendor.received.map(({ body }) => body);

  it('is stopped in order by a person and goes on at the next row', async () => {
    let world!: Awaited<ReturnType<typeof startWith>>;
    let run: FlowRun | null = null;
    world = await startWith((_request, response) => {
      if (world.vendor.received.length === 3 && run) void world.client.flows.stop({ id: run.id });
      setTimeout(() => json(response, { id: 1 }), 20);
    });
    run = await world.client.flows.start({ id: await postRow(world), data: csv(rows) });
    const stopped = await finished(world, run);
    expect(stopped).toMatchObject({ state: 'stopped', canResume: true, counts: { done: 3, waiting: 3 } });
    const resumed = await finished(world, await world.client.flows.resume({ id: run.id }));
    expect(resumed).toMatchObject({ state: 'done', words: '6 of 6 rows done' });
    expect(bodies(world)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `{"n":${n}}`));
  });

  it('never sends again what was on its way, and goes on with a person’s word', async () => {
    let isCut = true;
    const world = await startWith((request, response, incoming) => {
      if (isCut && request.body === '{"n":3}') incoming.socket.destroy();
      else json(response, { id: 1 });
    });
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(rows) }));
    expect(run).toMatchObject({ state: 'unknown', counts: { done: 5, unknown: 1 }, canResume: false });
    expect((await faultFrom(world.client.flows.resume({ id: run.id }))).data.happened).toContain('for a person');
    isCut = false;
    await world.client.flows.settle({ runId: run.id, row: 3, as: 'not_sent' });
    expect(await finished(world, await world.client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(bodies(world).filter((body) => body === '{"n":3}')).toHaveLength(2);
  });

  it('finds the outcome of a call whose answer came, and calls unknown what had none', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(rows) }));
    // As a crash leaves it: the outcome of row 2 was not written, row 4 was on its way, row 5 had not left, row 6 had not begun.
    const db = world.engine.evidence;
    db.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run(
        "UPDATE flow_run_calls SET state = 'sending', exchange_id = NULL, took_effect = 0 WHERE run_id = ? AND row IN (2, 4, 5)",
        run.id,
      );
      writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ? AND row IN (2, 4, 5)", run.id);
      writer.run(
        "UPDATE exchanges SET state = 'unknown', status = NULL WHERE correlation_id = (SELECT correlation_id FROM flow_run_calls WHERE run_id = ? AND row = 4)",
        run.id,
      );
      writer.run("UPDATE flow_run_calls SET correlation_id = 'never-left' WHERE run_id = ? AND row = 5", run.id);
      writer.run('DELETE FROM flow_run_calls WHERE run_id = ? AND row = 6', run.id);
      writer.run("UPDATE flow_run_rows SET state = 'waiting', started_at = NULL WHERE run_id = ? AND row = 6", run.id);
    });
    expect(await world.client.flows.run({ id: run.id })).toMatchObject({ state: 'stopped', canResume: true });
    await recoverRun(world.engine, run.id);
    const before = world.vendor.received.length;
    const resumed = await finished(world, await world.client.flows.resume({ id: run.id }));
    expect(resumed).toMatchObject({ state: 'unknown', counts: { done: 5, unknown: 1 } });
    expect(bodies(world).slice(before)).toEqual(['{"n":5}', '{"n":6}']);
  });

  it('sends again what only reads and was on its way, where its step says that it may, and tells so', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const { client, engine } = world;
    const get = (id: string, mayRepeat?: boolean) => ({
      id,
      name: id,
      own: world.own({ method: 'GET', path: '/orders' }),
      ...(mayRepeat === undefined ? {} : { mayRepeat }),
    });
    const cutOff = async (flowId: string): Promise<FlowRun> => {
      const run = await finished(world, await client.flows.start({ id: flowId }));
      engine.evidence.write([], (writer) => {
        writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
        writer.run("UPDATE flow_run_calls SET state = 'sending', exchange_id = NULL WHERE run_id = ?", run.id);
        writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ?", run.id);
        writer.run(
          "UPDATE exchanges SET state = 'unknown', status = NULL WHERE correlation_id IN (SELECT correlation_id FROM flow_run_calls WHERE run_id = ?)",
          run.id,
        );
      });
      await recoverCutOff(engine);
      return client.flows.run({ id: run.id });
    };
    const asked = await cutOff(await world.makeFlow([get('a')]));
    expect(asked).toMatchObject({ state: 'unknown', canResume: false });

    const run = await cutOff(await world.makeFlow([get('a', true)]));
    expect(run).toMatchObject({ state: 'stopped', canResume: true });
    const before = world.vendor.received.length;
    expect(await finished(world, await client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
    expect(world.vendor.received).toHaveLength(before + 1);
    expect(await client.flows.calls({ runId: run.id, row: 1 })).toMatchObject([
      {
        state: 'not_sent',
        words: expect.stringContaining('may be sent again, so it is') as string,
        exchangeNumber: expect.any(Number) as number,
      },
      { state: 'done', words: 'answered 200' },
    ]);

    // A query of GraphQL is a POST, and only reads; what changes something may not say so.
    const graphql = (query: string) => ({ kind: 'graphql' as const, query, variables: '', operationName: null });
    const saved = (name: string, query: string) => world.save(name, { method: 'POST', path: '/orders', content: graphql(query) });
    const reads = await world.makeFlow([
      { id: 'q', name: 'q', savedRequestId: await saved('Reads', 'query { orders { id } }'), mayRepeat: true },
    ]);
    expect(await cutOff(reads)).toMatchObject({ state: 'stopped', canResume: true });
    const changes = await world.makeFlow([
      { id: 'm', name: 'm', savedRequestId: await saved('Changes', 'mutation { pay }'), mayRepeat: true },
    ]);
    expect((await client.flows.show({ id: changes })).problems).toMatchObject([
      { stepId: 'm', words: '“m” changes something: it may not be sent again by itself.' },
    ]);
    await expect(client.flows.start({ id: changes })).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('repeats only the rows that failed', async () => {
    let isBroken = true;
    const world = await startWith((request, response) =>
      isBroken && /[25]/.test(request.body) ? json(response, {}, {}, 422) : json(response, { id: 1 }),
    );
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(rows) }));
    expect(run).toMatchObject({ state: 'partial', words: '4 of 6 rows done, 2 failed' });
    isBroken = false;
    const again = await finished(world, await world.client.flows.retryFailures({ id: run.id }));
    expect(again).toMatchObject({ state: 'done', rows: 2, retryOf: run.number });
    expect(bodies(world).slice(6)).toEqual(['{"n":2}', '{"n":5}']);
    expect((await world.client.flows.rows({ id: again.id })).map(({ row }) => row)).toEqual([2, 5]);
  });

  it('runs several rows at once when asked, each once', async () => {
    let together = 0;
    let most = 0;
    const world = await startWith((_request, response) => {
      most = Math.max(most, (together += 1));
      setTimeout(() => {
        together -= 1;
        json(response, { id: 1 });
      }, 15);
    });
    const run = await finished(world, await world.client.flows.start({ id: await postRow(world), data: csv(rows), concurrency: 3 }));
    expect(run.state).toBe('done');
    expect(most).toBe(3);
    expect(new Set(bodies(world)).size).toBe(6);
    expect(world.vendor.received).toHaveLength(6);
  });
});

describe('what the app finds when it begins', () => {
  it('is told to a person, and nothing is sent', async () => {
    const world = await startWith((_request, response) => json(response, { id: 1 }));
    const flowId = await world.makeFlow([
      { id: 'post', name: 'Post', own: world.own({ method: 'POST', path: '/orders', body: '{"n":{{n}}}', mediaType: 'application/json' }) },
    ]);
    const run = await finished(world, await world.client.flows.start({ id: flowId, data: csv('n\n1\n2\n3\n') }));
    world.engine.evidence.write([], (writer) => {
      writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
      writer.run("UPDATE flow_run_rows SET state = 'waiting', started_at = NULL WHERE run_id = ? AND row = 3", run.id);
      writer.run('DELETE FROM flow_run_calls WHERE run_id = ? AND row = 3', run.id);
    });
    await recoverCutOff(world.engine);
    expect(world.vendor.received).toHaveLength(3);
    expect(await world.client.flows.run({ id: run.id })).toMatchObject({ state: 'stopped', canResume: true });
    const [line] = flowsAttention(world.engine.db, world.clock.now());
    expect(line?.attention.title).toMatch(/was cut off with a row left$/);
  });
});
