import { expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json } from '../testing/test-vendor.ts';
import { updateFlow } from './flows.ts';
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
      remedy: expect.stringMatching(
        /^Yours still stands where you typed it.*the activity keeps every version\. Nothing was saved\.$/,
      ) as string,
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

it('refuses another name or folder over one that somebody else gave meanwhile, and takes what nobody touched', async () => {
  const { client, id, shown } = await begin();
  const base = { name: shown.name, folder: shown.folder, notes: shown.notes };
  await client.flows.update({ id, folder: 'Refunds', base });
  expect(await faultFrom(client.flows.update({ id, folder: 'Mine', notes: 'mine', base }))).toMatchObject({
    code: 'conflict',
    data: { happened: `The folder of “${shown.name}” was changed meanwhile: “Refunds”.`, place: { path: 'folder' } },
  });
  expect(await client.flows.show({ id })).toMatchObject({ folder: 'Refunds', notes: '' });
  await client.flows.update({ id, notes: 'mine', base });
  expect(await client.flows.show({ id })).toMatchObject({ folder: 'Refunds', notes: 'mine' });
});

it('lets a person save a file again and again in the terminal, but not over what was done in the window since', async () => {
  const { client, engine, id, shown } = await begin();
  const me = { name: engine.person.name, via: 'terminal' } as const;
  const save = (name: string) =>
    updateFlow(engine, me, {
      id,
      spec: { ...shown.spec, steps: shown.spec.steps.map((step) => ({ ...step, name })) },
      baseSha256: shown.specSha256,
    });
  await save('One');
  await save('Two');
  await expect(
    save('Three').then(() => updateFlow(engine, { ...me, name: 'Ines' }, { id, spec: shown.spec, baseSha256: 'x' })),
  ).rejects.toThrow();
  await client.flows.update({ id, spec: { ...shown.spec, steps: shown.spec.steps.toReversed() } });
  const fault = await faultFrom(save('Four'));
  expect(fault.data.happened).toContain(`${engine.person.name} changed`);
});
