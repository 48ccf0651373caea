import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { flowsAttention } from './attention.ts';
import { runDueFlows } from './scheduler.ts';
import { startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const hour = 3_600_000;
const hourly = { cron: '0 * * * *', zone: 'UTC', isOn: true };

/** A flow that is sent once for each row of a file, every hour. */
async function withFile(kind: 'sandbox' | 'production' = 'sandbox') {
  const world = await startFlowWorld(tests, (_request, response) => json(response, { id: 1 }));
  const { client, engine, clock } = world;
  const [environment] = (await client.inventory.show({ id: world.vendor.apiId })).environments;
  await client.inventory.saveEnvironment({ ...environment!, kind, name: 'Target' });
  const id = await world.makeFlow([
    {
      id: 'a',
      name: 'Call',
      own: world.own({ method: 'POST', path: '/orders', parameters: [{ in: 'query', name: 'order', value: '{{order}}' }] }),
    },
  ]);
  const path = join(world.folder, 'orders.csv');
  writeFileSync(path, 'order\nA-1\nA-2\n');
  const received = (): string[] => world.vendor.received.map(({ url }) => new URL(url, 'http://x').searchParams.get('order') ?? '');
  const look = async (): Promise<string[]> => {
    clock.pass(hour);
    await runDueFlows(engine);
    await until(async () => !(await client.flows.runs({})).some(({ isRunning }) => isRunning), 'the runs ended');
    return received();
  };
  const told = (): string | undefined => flowsAttention(engine.db, clock.now())[0]?.attention.reason;
  return { ...world, id, path, look, told, received };
}

describe('the data file of a schedule', () => {
  it('gives a run its rows, each time, and the run says which file it was', async () => {
    const { client, id, path, look, told } = await withFile();
    const { schedule } = await client.flows.setSchedule({ id, schedule: { ...hourly, data: { path } } });
    expect(schedule?.data).toEqual({ path, fileName: 'orders.csv', rows: 2 });
    expect(await look()).toEqual(['A-1', 'A-2']);
    expect((await client.flows.runs({}))[0]).toMatchObject({ source: 'schedule', fileName: 'orders.csv', rows: 2, state: 'done' });
    // Other times, the same file; it is taken off only when that is said.
    expect((await client.flows.setSchedule({ id, schedule: { ...hourly, cron: '30 * * * *' } })).schedule?.data?.rows).toBe(2);
    expect((await client.flows.setSchedule({ id, schedule: { ...hourly, data: null } })).schedule?.data).toBeNull();
    expect(told()).toBeUndefined();
  });

  it.each([
    ['was changed', (path: string) => writeFileSync(path, 'order\nA-1\nA-2\nA-3\n'), 'it was changed since'],
    ['is gone', (path: string) => rmSync(path), 'There is no file orders.csv'],
  ])('that %s stops the run before anything is sent, and Today says so', async (_what, change, words) => {
    const { client, id, path, look, told } = await withFile();
    await client.flows.setSchedule({ id, schedule: { ...hourly, data: { path } } });
    change(path);
    expect(await look()).toEqual([]);
    expect(await client.flows.runs({})).toEqual([]);
    expect(told()).toContain(words);
    writeFileSync(path, 'order\nB-1\n');
    await client.flows.setSchedule({ id, schedule: { ...hourly, data: { path } } });
    expect(told()).toBeUndefined();
    expect(await look()).toEqual(['B-1']);
  });

  it('is looked at when it is chosen: its columns, its place, and that it holds no secret of ours', async () => {
    const { client, id, path } = await withFile();
    const refused = async (data: { path: string }) =>
      (await faultFrom(client.flows.setSchedule({ id, schedule: { ...hourly, data } }))).data.happened;
    expect(await refused({ path: 'orders.csv' })).toContain('not the whole path');
    expect(await refused({ path: `${path}.gone` })).toContain('There is no file');
    writeFileSync(path, 'name\nx\n');
    expect(await refused({ path })).toBe('orders.csv has no column for order.');
    await client.credentials.add({ name: 'Key', kind: 'api_key', secret: 'key-4242-secret' });
    writeFileSync(path, 'order\nkey-4242-secret\n');
    expect(await refused({ path })).toContain('holds the secret of one of your credentials');
    expect((await client.flows.show({ id })).schedule).toBeNull();
  });

  it('is part of what a person lets it change production with', async () => {
    const { client, id, path, look, told } = await withFile('production');
    await client.flows.setSchedule({ id, schedule: { ...hourly, data: { path } } });
    const arm = { id, isArmed: true, confirmProduction: ['Target'] };
    await client.flows.arm(arm);
    expect(await look()).toEqual(['A-1', 'A-2']);
    writeFileSync(path, 'order\nC-1\n');
    expect((await faultFrom(client.flows.arm(arm))).data.happened).toContain('it was changed since');
    const { schedule } = await client.flows.setSchedule({ id, schedule: { ...hourly, data: { path } } });
    expect(schedule).toMatchObject({ armedBy: null, disarmedWords: expect.stringMatching(/^Its data file was changed since/) as string });
    expect(await look()).toEqual(['A-1', 'A-2']);
    expect(told()).toContain('Its data file was changed since');
    await client.flows.arm(arm);
    expect(await look()).toEqual(['A-1', 'A-2', 'C-1']);
  });
});
