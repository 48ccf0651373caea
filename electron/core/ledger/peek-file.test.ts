import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';

const cores = coresForTests();
const orders = 'order_id,total,currency,paid_at\n50001,419.00,EUR,2026-11-03T06:00:00Z\n50002,3200,JPY,2026-11-03T06:01:00Z\n';

async function setUp(text = orders) {
  const { client } = await cores.startOpen();
  const path = join(cores.folder(), 'orders.csv');
  writeFileSync(path, text);
  const { sample } = await client.mappings.readSample({ file: new File([orders], 'orders.csv') });
  const template = (await client.mappings.templates({})).find(({ key }) => key === 'ledger-row');
  const destination = [...(template?.fields ?? [])];
  const { id } = await client.mappings.create({ name: 'Orders', sampleId: sample.id, destinationName: 'Ledger row', destination });
  return { client, path, id };
}

describe('looking into a file', () => {
  it('shows the fields of the mapping that a side is read through, so that a definition can name them', async () => {
    const { client, path, id } = await setUp();
    await client.mappings.pickGoldens({ id });
    await client.mappings.activate({ id });
    expect((await client.ledger.peek({ path })).columns).toEqual(['order_id', 'total', 'currency', 'paid_at']);
    const peeked = await client.ledger.peek({ path, mappingId: id });
    expect(peeked.columns).toEqual(expect.arrayContaining(['record_key', 'amount_minor', 'currency', 'booked_at']));
    expect(peeked.rows.map((row) => [row['record_key'], row['amount_minor']])).toEqual([
      ['50001', '41900'],
      ['50002', '3200'],
    ]);
    const { left } = await client.ledger.guess({ left: peeked, right: peeked });
    expect(left).toMatchObject({ key: ['record_key'], amount: { column: 'amount_minor', unit: 'minor' }, time: { column: 'booked_at' } });
  });

  it('says what to do when the mapping has no active revision, and when it lets no row through', async () => {
    const { client, path, id } = await setUp('number,sum\n1,2\n');
    expect(await faultFrom(client.ledger.peek({ path, mappingId: id }))).toMatchObject({ code: 'not_found' });
    await client.mappings.pickGoldens({ id });
    await client.mappings.activate({ id });
    const fault = await faultFrom(client.ledger.peek({ path, mappingId: id }));
    expect(fault).toMatchObject({
      code: 'bad_input',
      data: { happened: expect.stringContaining('No row of orders.csv comes through Orders') },
    });
  });
});
