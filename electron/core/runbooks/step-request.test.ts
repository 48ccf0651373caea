import { expect, it } from 'vitest';
import { listSavedRequests } from '../console/saved-requests.ts';
import { coresForTests } from '../testing/test-core.ts';
import { startVendor } from '../testing/test-vendor.ts';
import { confirmationForChoice } from './step-request.ts';

const tests = coresForTests();

it('asks before what changes production, by what the call does: vendor, environment and effect', async () => {
  const started = await tests.startOpen();
  const { client, engine } = started;
  const vendor = await startVendor(tests, started, (_request, response) => response.end('{}'));
  const [environment] = (await client.inventory.show({ id: vendor.apiId })).environments;
  await client.inventory.saveEnvironment({ ...environment!, kind: 'production', name: 'Live' });
  const save = (name: string, draft: Record<string, unknown>): Promise<unknown> =>
    client.console.saveRequest({
      name,
      apiId: vendor.apiId,
      environmentId: vendor.environmentId,
      draft: { method: 'POST', path: '/graphql', ...draft },
    });
  const graphql = (query: string) => ({ content: { kind: 'graphql', query, variables: '', operationName: null } });
  await save('Read', { method: 'GET', path: '/orders' });
  await save('Refund', { path: '/orders/{id}/refunds' });
  await save('Ask', graphql('query Shop { shop { name } }'));
  await save('Change', graphql('mutation Tag { tag(id: 1) { id } }'));
  await save('Hidden', {
    method: 'GET',
    path: '/orders/1',
    parameters: [{ in: 'header', name: 'X-HTTP-Method-Override', value: 'DELETE' }],
  });
  const request = { name: '', environment: null, values: [], expectations: [] } as never;
  const asked = listSavedRequests(engine.db).map((saved) => [
    saved.name,
    confirmationForChoice(engine.db, saved, request)?.effects[0] ?? null,
  ]);
  expect(Object.fromEntries(asked)).toEqual({
    Read: null,
    Refund: 'POST /orders/{id}/refunds refunds money',
    Ask: null,
    Change: 'The GraphQL mutation Tag changes data',
    Hidden: 'DELETE /orders/1 deletes data',
  });
  const refund = listSavedRequests(engine.db).find(({ name }) => name === 'Refund');
  expect(refund && confirmationForChoice(engine.db, refund, request)).toMatchObject({
    name: 'Live',
    words: 'Live of Testpay Orders Testpay Orders',
  });
});
