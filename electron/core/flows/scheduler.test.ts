import { describe, expect, it } from 'vitest';
import { coresForTests, until } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { flowsAttention } from './attention.ts';
import { runDueFlows } from './scheduler.ts';
import { startRun } from './start-run.ts';

const tests = coresForTests();
const hour = 3_600_000;

async function scheduled(method: 'GET' | 'POST', kind: 'sandbox' | 'production') {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const { client, engine, clock } = started;
  const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
  await client.inventory.saveEnvironment({ ...environment!, kind, name: 'Target' });
  await client.console.setVariables({ environmentId: vendor.environmentId, variables: { shop: 'one', other: 'x' } });
  const spec = {
    environments: { [vendor.apiId]: vendor.environmentId },
    steps: [
      {
        id: 'a',
        name: 'Call',
        own: {
          apiId: vendor.apiId,
          draft: { method, path: '/orders', parameters: [{ in: 'query' as const, name: 'shop', value: '{{shop}}' }] },
        },
      },
    ],
  };
  const { id } = await client.flows.create({ name: 'Hourly', spec });
  await client.flows.setSchedule({ id, schedule: { cron: '0 * * * *', zone: 'UTC' } });
  const look = async (): Promise<number> => {
    await runDueFlows(engine);
    await until(async () => !(await client.flows.runs({})).some(({ isRunning }) => isRunning), 'the runs ended');
    return vendor.received.length;
  };
  return { client, engine, clock, vendor, id, spec, look };
}

describe('a flow with a schedule', () => {
  it('runs when it is due, once for all that was missed, and says how much that was', async () => {
    const { client, clock, look, id } = await scheduled('GET', 'sandbox');
    expect(await look()).toBe(0);
    clock.pass(hour);
    expect(await look()).toBe(1);
    expect(await look()).toBe(1);
    clock.pass(5 * hour);
    expect(await look()).toBe(2);
    expect((await client.flows.show({ id })).schedule?.missedWords).toBe(
      '4 runs were missed while nobody was there; one made up for them.',
    );
    expect((await client.flows.runs({}))[0]).toMatchObject({ source: 'schedule', startedBy: 'Quartermaster', state: 'done' });
    await client.flows.setSchedule({ id, schedule: { cron: '0 * * * *', zone: 'UTC', isOn: false } });
    clock.pass(hour);
    expect(await look()).toBe(2);
  });

  it('does not run again what it ran before the clock was set back, and counts anew when it was wrong by days', async () => {
    const { client, clock, look, id } = await scheduled('POST', 'sandbox');
    clock.pass(3 * hour);
    expect(await look()).toBe(1);
    clock.pass(-2 * hour);
    expect(await look()).toBe(1);
    clock.pass(3 * hour);
    expect(await look()).toBe(2);
    // A year ahead, for as long as it takes somebody to notice.
    clock.pass(365 * 24 * hour);
    expect(await look()).toBe(3);
    clock.pass(-365 * 24 * hour);
    expect(await look()).toBe(3);
    expect((await client.flows.show({ id })).schedule?.missedWords).toContain('was set back');
    clock.pass(hour);
    expect(await look()).toBe(4);
    expect((await client.flows.show({ id })).schedule?.missedWords).toBe('');
  });

  it('runs although another one cannot be read', async () => {
    const { client, engine, clock, look, spec } = await scheduled('GET', 'sandbox');
    const { id } = await client.flows.create({ name: 'A broken one', spec });
    await client.flows.setSchedule({ id, schedule: { cron: '0 * * * *', zone: 'UTC' } });
    engine.evidence.write([], (writer) =>
      writer.run(`UPDATE flows SET schedule = json_set(schedule, '$.zone', 'Mars/Phobos') WHERE id = ?`, id),
    );
    clock.pass(hour);
    expect(await look()).toBe(1);
  });

  it.each([
    ['becomes production', 'sandbox', { kind: 'production' }],
    ['has another address', 'production', { baseUrl: 'http://127.0.0.1:9' }],
  ] as const)('no longer changes anything by itself when its environment %s', async (_what, kind, edit) => {
    const { client, clock, look, id, vendor } = await scheduled('POST', kind);
    await client.flows.arm({ id, isArmed: true, confirmProduction: ['Target'] });
    clock.pass(hour);
    expect(await look()).toBe(1);
    const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
    await client.inventory.saveEnvironment({ ...environment!, ...edit });
    expect((await client.flows.show({ id })).schedule?.armedBy).toBeNull();
    clock.pass(hour);
    expect(await look()).toBe(1);
    expect((await client.flows.show({ id })).schedule?.missedWords).toContain('was changed since');
  });

  it.each<readonly [string, (world: Awaited<ReturnType<typeof scheduled>>) => Promise<unknown>, string | null]>([
    [
      'a value that it sends',
      ({ client, vendor }) => client.console.setVariables({ environmentId: vendor.environmentId, variables: { shop: 'two', other: 'x' } }),
      'A value of Target of Testpay Orders Testpay Orders was changed',
    ],
    [
      'a value that it does not send',
      ({ client, vendor }) => client.console.setVariables({ environmentId: vendor.environmentId, variables: { shop: 'one', other: 'y' } }),
      null,
    ],
    [
      'the credential',
      ({ client, vendor }) =>
        client.credentials.add({ name: 'New key', kind: 'bearer', secret: 'a-new-secret', environmentIds: [vendor.environmentId] }),
      'The credential of Target of Testpay Orders Testpay Orders was changed',
    ],
    [
      'the base URL and the name',
      async ({ client, vendor }) => {
        const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
        await client.inventory.saveEnvironment({ ...environment!, baseUrl: 'http://127.0.0.1:9', name: 'Live' });
      },
      'The name of Live of Testpay Orders Testpay Orders and the base URL of Live of Testpay Orders Testpay Orders were changed',
    ],
  ])('that was let is told what was changed since: %s', async (_what, change, words) => {
    const world = await scheduled('POST', 'production');
    const { client, clock, look, id } = world;
    await client.flows.arm({ id, isArmed: true, confirmProduction: ['Target'] });
    expect((await client.flows.show({ id })).schedule).toMatchObject({ armedBy: expect.any(String), disarmedWords: '' });
    await change(world);
    const schedule = (await client.flows.show({ id })).schedule;
    clock.pass(hour);
    if (words === null) {
      expect(schedule?.armedBy).not.toBeNull();
      expect(await look()).toBe(1);
      return;
    }
    expect(schedule?.armedBy).toBeNull();
    expect(schedule?.disarmedWords).toContain(words);
    expect(await look()).toBe(0);
    expect((await client.flows.show({ id })).schedule?.missedWords).toContain(`${words} since `);
  });

  it('changes nothing in production when the flow was changed while its run was about to begin', async () => {
    const { client, engine, id, spec, vendor } = await scheduled('POST', 'production');
    await client.flows.arm({ id, isArmed: true, confirmProduction: ['Target'] });
    await client.flows.update({ id, spec: { ...spec, steps: [{ ...spec.steps[0]!, name: 'Another call' }] } });
    // As the scheduler calls it, which had found the flow as it was let.
    const choice = { data: null, rows: '', concurrency: 1, confirmProduction: ['Target'] };
    const begun = startRun(engine, { name: 'Quartermaster', via: 'app', isMachine: true }, id, choice, 'schedule');
    await expect(begun).rejects.toMatchObject({ code: 'production_guarded' });
    expect(vendor.received).toHaveLength(0);
  });

  it('changes production only when a person let it, and no more when it was changed since', async () => {
    const { client, engine, clock, look, id, spec } = await scheduled('POST', 'production');
    clock.pass(hour);
    expect(await look()).toBe(0);
    expect((await client.flows.show({ id })).schedule?.missedWords).toBe(
      'It changes something in Target, and nobody let its schedule do so.',
    );
    expect(flowsAttention(engine.db, clock.now()).map(({ attention }) => attention.title)).toEqual(['Hourly did not run by its schedule']);
    await expect(client.flows.arm({ id, isArmed: true })).rejects.toMatchObject({ code: 'production_guarded' });
    await client.flows.arm({ id, isArmed: true, confirmProduction: ['Target'] });
    clock.pass(hour);
    expect(await look()).toBe(1);
    expect((await client.activity.list({ entity: 'flow', entityId: id })).entries.map(({ summary }) => summary)).toContain(
      'The schedule of “Hourly” may change Target',
    );
    await client.flows.update({ id, spec: { ...spec, steps: [{ ...spec.steps[0]!, name: 'Another call' }] } });
    expect((await client.flows.show({ id })).schedule?.armedBy).toBeNull();
    clock.pass(hour);
    expect(await look()).toBe(1);
    expect((await client.flows.show({ id })).schedule?.missedWords).toContain('was changed since');
  });
});
