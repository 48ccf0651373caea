import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();

it('never says of bodies that it cannot open that they are the same, or that one is new; equal fingerprints are proof', async () => {
  const started = await tests.startOpen();
  let price = 0;
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { price }));
  const send = () => started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
  const one = await send();
  const same = await send();
  price = 5;
  const other = await send();
  const { db } = started.core.requireEngine().workspace;
  db.run("UPDATE bodies SET key_id = 'another' WHERE side = 'answer' AND exchange_id IN (?, ?)", one.id, same.id);
  const reason = 'It was sealed with a key that is not on this computer.';
  const diff = (leftId: string, rightId: string) => started.client.answers.diff({ leftId, rightId });
  for (const [left, right] of [
    [one.id, other.id],
    [other.id, one.id],
  ] as const)
    expect(await diff(left, right)).toMatchObject({ differences: [], counts: { added: 0, removed: 0, changed: 0 }, reason });
  expect(await diff(one.id, same.id)).toMatchObject({ differences: [], reason: null });
  expect(await diff(other.id, other.id)).toMatchObject({ differences: [], reason: null });
});
