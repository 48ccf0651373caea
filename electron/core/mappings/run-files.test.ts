import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findTemplate } from '../../../shared/domain/mappings/destination-templates.ts';
import { tidy } from '../settings/keep-house.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { runFilesFolder } from './run-files.ts';

const tests = coresForTests();
const dayMs = 86_400_000;
const csv = ['Order number,Total,Currency,Created at', '50231,419.00,EUR,2026-11-20T13:14:02Z', '50232,,JPY,2026-11-20T14:00:00Z', ''].join(
  '\n',
);
const file = (): File => new File([csv], 'orders.csv');

it('takes away what runs wrote into the workspace with the retention, and never the run or a file elsewhere', async () => {
  const { client, engine, clock, folder } = await tests.startOpen();
  const { sample } = await client.mappings.readSample({ file: file() });
  const template = findTemplate('ledger-row');
  if (!template) throw new Error('no template');
  const { id } = await client.mappings.create({
    name: 'Orders',
    sampleId: sample.id,
    destinationName: template.name,
    destination: [...template.fields],
  });
  await client.mappings.pickGoldens({ id });
  await client.mappings.activate({ id });
  const run = await client.mappings.run({ id, input: { file: file() } });
  const files = runFilesFolder(folder);
  expect(readdirSync(files)).toHaveLength(2);
  const elsewhere = join(tests.folder(), `${run.id} mine.csv`);
  writeFileSync(elsewhere, 'mine');
  clock.set(run.finishedAt + 89 * dayMs);
  await tidy(engine);
  expect(readdirSync(files)).toHaveLength(2);
  const left = join(files, 'of-a-mapping-that-is-gone.csv');
  writeFileSync(left, 'x');
  utimesSync(left, run.finishedAt / 1000, run.finishedAt / 1000);
  clock.set(run.finishedAt + 91 * dayMs);
  await tidy(engine);
  expect(readdirSync(files)).toEqual([]);
  expect(existsSync(elsewhere)).toBe(true);
  const { runs } = await client.mappings.show({ id });
  expect(runs).toMatchObject([{ id: run.id, rowsIn: 2, hasOutput: false }]);
  expect((await faultFrom(client.mappings.runOutput({ runId: run.id, part: 'written' }))).code).toBe('not_found');
  await tidy(engine);
});
