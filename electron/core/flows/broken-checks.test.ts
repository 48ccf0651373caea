import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();

it('tells of each row how many of its checks do not hold, and of a repetition which run it repeats', async () => {
  const world = await startFlowWorld(tests, ({ url }, response) => json(response, { state: url.endsWith('A-2') ? 'shut' : 'open' }));
  const look = world.own({ method: 'GET', path: '/orders/{id}', parameters: [{ in: 'path', name: 'id', value: '{{order}}' }] });
  const checks = [
    { of: 'body' as const, path: '$.state', value: 'open' },
    { of: 'status' as const, value: '200' },
  ];
  const goesOn = await world.makeFlow([{ id: 'look', name: 'Look it up', own: look, checks, onFailure: 'go on' }]);
  const run = await finished(world, await world.client.flows.start({ id: goesOn, data: csv('order\nA-1\nA-2\n') }));
  expect(run).toMatchObject({ checks: 4, checksHeld: 3 });
  expect((await world.client.flows.rows({ id: run.id })).map(({ row, brokenChecks }) => [row, brokenChecks])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect((await world.client.flows.run({ id: run.id })).retryOfId).toBeNull();

  const stops = await world.makeFlow([{ id: 'look', name: 'Look it up', own: look, checks }]);
  const failed = await finished(world, await world.client.flows.start({ id: stops, data: csv('order\nA-2\n') }));
  const again = await finished(world, await world.client.flows.retryFailures({ id: failed.id }));
  expect(await world.client.flows.run({ id: again.id })).toMatchObject({ retryOf: failed.number, retryOfId: failed.id });
});
