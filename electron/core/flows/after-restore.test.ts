import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlowRun } from '../../../shared/contract/flows.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { runDueFlows } from './scheduler.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const hour = 3_600_000;
type World = Awaited<ReturnType<typeof startFlowWorld>>;

const step = (world: World) => [{ id: 'a', name: 'A', own: world.own({ method: 'POST', path: '/orders' }) }];

describe('a workspace that is restored', () => {
  it('does not run again by its schedule what ran after the backup, and says that it is not known', async () => {
    const world = await startFlowWorld(tests, (_request, response) => json(response, { id: 1 }));
    const { client, clock, core, folder, vendor } = world;
    const id = await world.makeFlow(step(world));
    await client.flows.setSchedule({ id, schedule: { cron: '0 * * * *', zone: 'UTC' } });
    const { file } = await client.workspace.backup({});
    clock.pass(hour);
    await runDueFlows(world.engine);
    await expect.poll(() => vendor.received.length).toBe(1);
    await client.workspace.restore({ folder, file });
    await runDueFlows(core.requireEngine());
    expect((await client.flows.show({ id })).schedule?.missedWords).toMatch(/^Whether it ran after 2026-11-21 \d\d:\d\d UTC is not known/);
    clock.pass(hour);
    await runDueFlows(core.requireEngine());
    await expect.poll(() => vendor.received.length).toBe(2);
    expect((await client.flows.show({ id })).schedule?.missedWords).toBe('');
  });

  it('does not go on with a run that was under way when the backup was made', async () => {
    let world!: World;
    let run: FlowRun | null = null;
    world = await startFlowWorld(tests, (_request, response) => {
      if (world.vendor.received.length === 2 && run) void world.client.flows.stop({ id: run.id });
      setTimeout(() => json(response, { id: 1 }), 20);
    });
    const { client, folder, vendor } = world;
    run = await client.flows.start({ id: await world.makeFlow(step(world)), data: csv('n\n1\n2\n3\n') });
    const { id } = await finished(world, run);
    const { file } = await client.workspace.backup({});
    await finished(world, await client.flows.resume({ id }));
    await client.workspace.restore({ folder, file });
    expect(await client.flows.run({ id })).toMatchObject({ state: 'partial', canResume: false, counts: { done: 2, closed: 1 } });
    await expect(client.flows.resume({ id })).rejects.toMatchObject({ code: 'conflict' });
    expect(vendor.received).toHaveLength(3);
  });

  it('runs failures again only when a person says so, for what was done about them after the backup is not known', async () => {
    let isBroken = true;
    const world = await startFlowWorld(tests, (_request, response) => (isBroken ? json(response, {}, {}, 422) : json(response, { id: 1 })));
    const { client, folder, vendor } = world;
    const run = await finished(world, await client.flows.start({ id: await world.makeFlow(step(world)), data: csv('n\n1\n2\n') }));
    expect((await client.flows.run({ id: run.id })).retryDoubt).toBe('');
    const { file } = await client.workspace.backup({});
    isBroken = false;
    await finished(world, await client.flows.retryFailures({ id: run.id }));
    expect(vendor.received).toHaveLength(4);
    await client.workspace.restore({ folder, file });
    const words =
      /^The workspace was restored from a backup of 2026-11-21 \d\d:\d\d UTC\. Whether the failures of run 1 were run again after that is not known/;
    expect(await client.flows.run({ id: run.id })).toMatchObject({
      canRetry: true,
      retriable: 2,
      retryDoubt: expect.stringMatching(words) as string,
    });
    const fault = await faultFrom(client.flows.retryFailures({ id: run.id }));
    expect(fault).toMatchObject({ code: 'conflict', data: { place: { path: 'despiteRestore' } } });
    expect(fault.data.happened).toMatch(words);
    expect(vendor.received).toHaveLength(4);
    // What begins in the restored workspace is known whole.
    isBroken = true;
    const later = await finished(world, await client.flows.retryFailures({ id: run.id, despiteRestore: true }));
    expect(vendor.received).toHaveLength(6);
    expect((await client.activity.list({ entity: 'flow' })).entries[0]?.summary).toContain('although a backup was restored since run 1');
    expect((await client.flows.run({ id: later.id })).retryDoubt).toBe('');
    await finished(world, await client.flows.retryFailures({ id: later.id }));
    expect(vendor.received).toHaveLength(8);
  });

  it('says of a row with an unknown outcome that what was done about it after the backup is not known', async () => {
    const world = await startFlowWorld(tests, (request, response) => {
      if (request.method === 'POST') response.destroy();
      else json(response, {});
    });
    const { client, folder } = world;
    const run = await finished(world, await client.flows.start({ id: await world.makeFlow(step(world)) }));
    expect(run.state).toBe('unknown');
    const { file } = await client.workspace.backup({});
    await client.workspace.restore({ folder, file });
    const [row] = await client.flows.rows({ id: run.id });
    expect(row?.words).toMatch(/the workspace was restored from a backup of .* UTC, and what was done about it after that is not known$/);
  });

  it('keeps the large answers of the file that it replaced, which can be brought back', async () => {
    const world = await startFlowWorld(tests, (_request, response) => json(response, { filler: 'x'.repeat(1_500_000) }));
    const { client, folder, clock } = world;
    const flowId = await world.makeFlow(step(world));
    const { file } = await client.workspace.backup({});
    clock.pass(hour);
    await finished(world, await client.flows.start({ id: flowId }));
    const bodies = (): string[] => readdirSync(join(folder, 'bodies'));
    expect(bodies()).toHaveLength(1);
    await client.workspace.restore({ folder, file });
    await finished(world, await client.flows.start({ id: flowId }));
    expect(bodies()).toHaveLength(2);
  });
});
