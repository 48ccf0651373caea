import { expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();

/** A flow of two steps, as two windows look at it. */
async function begin() {
  const world = await startFlowWorld(tests, (_request, response) => json(response, {}));
  const own = world.own({ method: 'GET', path: '/orders' });
  const id = await world.makeFlow([
    { id: 'a', name: 'Refund', own },
    { id: 'b', name: 'Look it up', own },
  ]);
  return { ...world, id, shown: await world.client.flows.show({ id }) };
}

it('refuses an edit that began before somebody else’s, says whose it was and of what, and saves nothing of it', async () => {
  const { client, engine, id, shown } = await begin();
  const [first, second] = shown.spec.steps;
  const { name } = await client.flows.update({
    id,
    spec: { ...shown.spec, steps: [first!, { ...second!, name: 'Look the refund up' }] },
    baseSha256: shown.specSha256,
  });
  const fault = await faultFrom(
    client.flows.update({ id, notes: 'mine', spec: { ...shown.spec, steps: [second!, first!] }, baseSha256: shown.specSha256 }),
  );
  expect(fault).toMatchObject({
    code: 'conflict',
    data: {
      happened: `${engine.person.name} changed “${name}” meanwhile: “Look the refund up”.`,
      remedy: 'Look at it again, then make your change. Nothing was saved.',
    },
  });
  const now = await client.flows.show({ id });
  expect(now.spec.steps.map((step) => step.name)).toEqual(['Refund', 'Look the refund up']);
  expect(now.notes).toBe('');
  // Upon what it is now it is taken.
  await client.flows.update({ id, spec: { ...now.spec, steps: now.spec.steps.toReversed() }, baseSha256: now.specSha256 });
  expect((await client.flows.show({ id })).spec.steps.map((step) => step.name)).toEqual(['Look the refund up', 'Refund']);
});

it('says that the order or an environment was changed, and who it was when more came since', async () => {
  const { client, id, shown } = await begin();
  const { spec } = shown;
  const stale = () => faultFrom(client.flows.update({ id, spec: { ...spec, steps: [] }, baseSha256: shown.specSha256 }));
  await client.flows.update({ id, spec: { ...spec, steps: spec.steps.toReversed() } });
  expect((await stale()).data.happened).toContain('meanwhile: the order of its steps.');
  await client.flows.update({ id, spec: { ...spec, environments: {} } });
  expect((await stale()).data.happened).toContain('meanwhile: its environments.');
  await client.flows.update({ id, spec: { ...spec, steps: spec.steps.slice(0, 1) } });
  expect((await stale()).data.happened).toContain('meanwhile: “Look it up”.');
});

it('takes an edit after another name or a schedule, after a change that was taken back, and one without a base', async () => {
  const { client, id, shown } = await begin();
  const base = shown.specSha256;
  await client.flows.update({ id, name: 'Another name' });
  await client.flows.setSchedule({ id, schedule: { cron: '0 6 * * *', zone: 'UTC' } });
  await client.flows.update({ id, spec: { ...shown.spec, steps: [] }, baseSha256: base });
  await client.activity.undo({ entity: 'flow', entityId: id });
  expect((await client.flows.show({ id })).specSha256).toBe(base);
  await client.flows.update({ id, spec: { ...shown.spec, steps: shown.spec.steps.slice(1) }, baseSha256: base });
  await client.flows.update({ id, spec: shown.spec });
  expect((await client.flows.show({ id })).steps).toBe(2);
});
