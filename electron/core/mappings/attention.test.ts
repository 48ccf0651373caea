import { expect, it } from 'vitest';
import { findTemplate } from '../../../shared/domain/mappings/destination-templates.ts';
import { coresForTests } from '../testing/test-core.ts';
import { mappingsAttention } from './attention.ts';
import { listMappings } from './service.ts';

const tests = coresForTests();
const rows = [
  'Order number,Total,Currency,Created at,Financial status,Email',
  '50231,419.00,EUR,2026-11-20T13:14:02Z,PAID,ada@example.com',
  '50232,3200,JPY,2026-11-20T14:00:00Z,REFUNDED,grace@example.com',
  '50234,,EUR,2026-11-20T16:30:00Z,PAID,',
  '',
];
const file = (): File => new File([rows.join('\n')], 'orders.csv');

it('says of a mapping what its list says, through its whole life', async () => {
  const { client, engine } = await tests.startOpen();
  const { sample } = await client.mappings.readSample({ file: file() });
  const template = findTemplate('ledger-row');
  if (!template) throw new Error('no template');
  const { id } = await client.mappings.create({
    name: 'Orders',
    sampleId: sample.id,
    destinationName: template.name,
    destination: [...template.fields],
  });
  const kinds: string[] = [];
  const compare = (): void => {
    const [row] = listMappings(engine.db);
    if (!row) throw new Error('no mapping');
    const isKept = row.standing.words.includes('kept back');
    const expected = [
      ...(row.failing > 0 ? ['golden'] : []),
      ...(isKept ? ['kept'] : []),
      ...(row.active && !row.draft && row.unreviewed > 0 ? ['unreviewed'] : []),
    ];
    const items = mappingsAttention(engine.db, 0);
    expect(items.map(({ attention }) => attention.key)).toEqual(expected.map((kind) => `${kind}:${id}`));
    if (row.failing > 0) expect(items[0]?.attention.title).toContain(`${row.failing} golden`);
    if (isKept) expect(items[0]?.attention.title).toContain(`${row.lastRun?.kept} row`);
    if (expected.includes('unreviewed')) expect(items.at(-1)?.attention.title).toContain(`${row.unreviewed} source field`);
    kinds.push(...expected);
  };
  compare();
  await client.mappings.pickGoldens({ id });
  compare();
  const { goldens } = await client.mappings.show({ id });
  const [golden] = goldens;
  if (!golden) throw new Error('no golden sample');
  await client.mappings.setExpected({ id: golden.id, expected: { outcome: 'held', values: {} } });
  compare();
  await client.mappings.setExpected({ id: golden.id, expected: golden.expected });
  await client.mappings.pickGoldens({ id });
  compare();
  await client.mappings.activate({ id, reason: 'agreed' });
  compare();
  await client.mappings.run({ id, input: { file: file() }, format: 'csv' });
  compare();
  const [row] = listMappings(engine.db);
  await client.mappings.reviewRun({ runId: row?.lastRun?.id ?? '' });
  compare();
  expect(new Set(kinds)).toEqual(new Set(['golden', 'kept', 'unreviewed']));
});
