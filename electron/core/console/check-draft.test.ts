import { expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const order = { type: 'object', properties: { currency: { enum: ['EUR', 'USD'] }, amount: { type: 'integer' } } };
const paths = {
  '/orders': {
    post: {
      parameters: [{ in: 'query', name: 'mode', schema: { enum: ['a', 'b'] } }],
      requestBody: { content: { 'application/json': { schema: order } } },
      responses: { default: { description: 'any' } },
    },
  },
};

it('judges a value only when it is there: one that is missing says so itself', async () => {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, (_request, response) => json(response, {}), { paths });
  const draft = {
    environmentId: vendor.environmentId,
    endpointId: await vendor.endpointId('POST', '/orders'),
    method: 'POST',
    path: '/orders',
    mediaType: 'application/json',
    body: '{"currency":"{{currency}}","amount":{{amount}}}',
    parameters: [{ in: 'query' as const, name: 'mode', value: '{{mode}}' }],
  };
  const bare = await started.client.console.check(draft);
  expect(bare).toMatchObject({ missing: ['mode', 'currency', 'amount'], violations: [] });
  const given = await started.client.console.check({ ...draft, variables: { mode: 'c', currency: 'GBP', amount: '"5"' } });
  expect(given.missing).toEqual([]);
  expect(given.violations.map(({ where, pointer }) => `${where} ${pointer}`)).toEqual(
    expect.arrayContaining(['parameter mode', 'body /currency', 'body /amount']),
  );
});
