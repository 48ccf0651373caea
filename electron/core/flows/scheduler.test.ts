import { describe, expect, it } from 'vitest';
import { coresForTests, until } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { flowsAttention } from './attention.ts';
import { runDueFlows } from './scheduler.ts';

const tests = coresForTests();
const hour = 3_600_000;

async function scheduled(method: 'GET' | 'POST', kind: 'sandbox' | 'production') {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const { client, engine, clock } = started;
  const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
  await client.inventory.saveEnvironment({ ...environment!, kind, name: 'Target' });
  const spec = {
    environments: { [vendor.apiId]: vendor.environmentId },
    steps: [{ id: 'a', name: 'Call', own: { apiId: vendor.apiId, draft: { method, path: '/orders' } } }],
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
