import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';

const tests = coresForTests();

it(
  'leaves nothing of a sample that is given up while it is built, and what was open before is open again',
  { timeout: 60_000 },
  async () => {
    const { core, client, folder: own } = await tests.startOpen();
    const folder = join(tests.folder(), 'sample');
    const giveUp = new AbortController();
    const made = client.workspace.sample({ folder }, { signal: giveUp.signal });
    await until(() => core.engine?.workspace.folder === folder, 'the sample is being built');
    giveUp.abort();
    await expect(made).rejects.toThrow();
    await until(() => core.engine?.workspace.folder === own, 'the former workspace is open');
    expect((await client.workspace.current({}))?.name).toBe('Test');
    expect(existsSync(join(folder, 'workspace.db'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    expect((await client.workspace.recent({})).map(({ name }) => name)).toEqual(['Test']);
    // The folder is free for another try, which is whole.
    const info = await client.workspace.sample({ folder });
    expect(info.counts.exchanges).toBeGreaterThan(5_000);
    expect((await client.workspace.recent({})).map(({ name }) => name)).toEqual(['Acme Mobile Shop', 'Test']);
  },
);

it('does not open what a sudden end left of a sample, and builds the next one in its place', { timeout: 60_000 }, async () => {
  const { core, client, clock, options } = tests.start();
  const folder = join(tests.folder(), 'sample');
  // As far as it comes before the job: the file is there, and nothing is in it.
  await core.create(folder, 'Acme Mobile Shop', { now: () => clock.now() - 86_400_000, newId: options.clock.newId });
  await core.close();
  expect(await faultFrom(client.workspace.open({ folder }))).toMatchObject({
    code: 'conflict',
    data: { happened: `The sample in ${folder} was cut off while it was built.` },
  });
  expect(await client.workspace.recent({})).toEqual([]);
  expect((await client.workspace.sample({ folder })).counts.exchanges).toBeGreaterThan(5_000);
  await client.workspace.close({});
  expect((await client.workspace.open({ folder })).name).toBe('Acme Mobile Shop');
});
