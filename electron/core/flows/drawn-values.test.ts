import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, type Answer } from '../testing/test-vendor.ts';
import { recoverCutOff } from './scheduler.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const body = '{"n":"{{n}}","ref":"{{ref}}","again":"{{ref}}","stamp":"{{stamp}}"}';

async function start(answer: Answer) {
  const world = await startFlowWorld(tests, answer);
  const flow = (more: object = {}) =>
    world.makeFlow([
      {
        id: 'post',
        name: 'Post',
        own: world.own({ method: 'POST', path: '/orders', body, mediaType: 'application/json' }),
        values: [
          { name: 'ref', value: 'order-{{n}}-{{$uuid}}' },
          { name: 'stamp', value: '{{$epochMs}} \\{{$uuid}}' },
        ],
        checks: [{ of: 'body', path: '$.ref', op: 'eq', value: '{{ref}}' }],
        ...more,
      },
    ]);
  const sentBodies = () =>
    world.vendor.received.map((one) => JSON.parse(one.body) as { n: string; ref: string; again: string; stamp: string });
  return { ...world, flow, sentBodies };
}

const echo: Answer = (request, response) => json(response, JSON.parse(request.body || '{}'));

it('draws a value once for a row: the same in every place, in its check, and another one in the next row', async () => {
  const world = await start(echo);
  const run = await finished(world, await world.client.flows.start({ id: await world.flow(), data: csv('n\n1\n2\n') }));
  expect(run).toMatchObject({ state: 'done', checksHeld: 2 });
  const [first, second] = world.sentBodies();
  expect(first?.ref).toMatch(new RegExp(`^order-1-${uuid}$`));
  expect(first?.again).toBe(first?.ref);
  expect(first?.stamp).toMatch(/^\d{13} \{\{\$uuid\}\}$/);
  expect(second?.ref).not.toBe(first?.ref.replace('order-1', 'order-2'));
  // What was drawn is no capture.
  expect((await world.client.flows.calls({ runId: run.id, row: 1 }))[0]?.captures).toEqual([]);
});

it('sends the same value again when a person says that a call did not take effect, and judges a found answer by it', async () => {
  let isCut = true;
  const world = await start((request, response, incoming) => {
    if (isCut) incoming.socket.destroy();
    else echo(request, response, incoming);
  });
  const { client, engine } = world;
  const run = await finished(world, await client.flows.start({ id: await world.flow(), data: csv('n\n1\n') }));
  expect(run.state).toBe('unknown');
  isCut = false;
  await client.flows.settle({ runId: run.id, row: 1, as: 'not_sent' });
  expect(await finished(world, await client.flows.resume({ id: run.id }))).toMatchObject({ state: 'done' });
  const [before, after] = world.sentBodies();
  expect(after).toEqual(before);
  // As a crash leaves it, with the answer there and its outcome not.
  engine.evidence.write([], (writer) => {
    writer.run("UPDATE flow_runs SET state = 'running', finished_at = NULL WHERE id = ?", run.id);
    writer.run("UPDATE flow_run_calls SET state = 'sending', checks = '[]', took_effect = 0 WHERE run_id = ? AND state = 'done'", run.id);
    writer.run("UPDATE flow_run_rows SET state = 'running' WHERE run_id = ?", run.id);
  });
  await recoverCutOff(engine);
  const calls = await client.flows.calls({ runId: run.id, row: 1 });
  expect(calls.at(-1)).toMatchObject({ state: 'done', checks: [{ isHeld: true, seen: after?.ref }] });
  expect(world.vendor.received).toHaveLength(2);
});

it('refuses to draw what is named like a secret, because it is kept with the run', async () => {
  const world = await start(echo);
  const id = await world.flow({ values: [{ name: 'password', value: '{{$randomHex}}' }] });
  expect((await world.client.flows.show({ id })).problems.map(({ words }) => words)).toContain(
    '“Post”: what is drawn for the value “password” is kept with the run, so it cannot be a secret. Give it another name, or put it into the request.',
  );
  const key = await world.flow({ values: [{ name: 'idempotency_key', value: '{{$uuid}}' }] });
  expect((await world.client.flows.show({ id: key })).problems).toEqual([]);
});
