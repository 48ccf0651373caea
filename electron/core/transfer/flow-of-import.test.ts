import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';

const tests = coresForTests();

describe('the flow of an import', () => {
  it('makes a flow of what is taken, in its order, with checks and captures, and one undo takes that back too', async () => {
    const { client } = await tests.startOpen();
    const test = (...exec: string[]) => [{ listen: 'test', script: { exec } }];
    const collection = {
      info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [
        {
          name: 'Make',
          event: test("pm.test('made', () => pm.response.to.have.status(201));", "pm.environment.set('orderId', pm.response.json().id);"),
          request: { method: 'POST', url: 'https://orders.example/orders' },
        },
        {
          name: 'Read',
          event: test("pm.test('same', () => pm.expect(pm.response.json().id).to.eql(pm.environment.get('orderId')));"),
          request: { method: 'GET', url: 'https://orders.example/orders/{{orderId}}' },
        },
        { name: 'List', request: { method: 'GET', url: 'https://orders.example/orders' } },
      ],
    };
    const files = [{ path: 'orders.json', text: JSON.stringify(collection) }];
    const { planId } = await client.transfer.plan({ files });
    const applied = await client.transfer.apply({ planId, flowName: 'Orders' });
    expect(applied.words).toBe('3 requests taken over from orders.json, with 2 checks; one API added; a flow “Orders” of them');
    const flow = await client.flows.show({ id: applied.flows[0]?.id ?? '' });
    expect(flow.spec.steps).toMatchObject([
      {
        name: 'Make',
        checks: [{ of: 'status', op: 'eq', value: '201' }],
        captures: [{ name: 'orderId', from: 'body', path: '$.id' }],
      },
      { name: 'Read', checks: [{ of: 'body', path: '$.id', op: 'eq', value: '{{orderId}}' }], captures: [] },
      { name: 'List', checks: [{ of: 'status', op: 'lt', value: '400' }], captures: [] },
    ]);
    expect(flow).toMatchObject({ asksFor: [], problems: [], environmentWords: expect.stringContaining('Orders') as string });
    await client.activity.undo({ entity: 'savedRequest', entityId: applied.firstRequestId });
    expect(await client.flows.list({})).toEqual([]);
  });

  it('makes a flow for each folder of more requests than one can have; none of a name that is taken, and changes nothing then', async () => {
    const { client } = await tests.startOpen();
    await client.flows.create({ name: 'Orders' });
    const short = await client.transfer.plan({ files: [{ path: '', text: 'curl https://orders.example/orders' }] });
    expect((await faultFrom(client.transfer.apply({ planId: short.planId, flowName: 'orders' }))).message).toContain('already');
    expect(await client.console.savedRequests({})).toEqual([]);
    await client.transfer.apply({ planId: short.planId, flowName: 'Orders again' });
    expect(await client.flows.list({})).toHaveLength(2);
    const folder = (name: string) => ({
      name,
      item: Array.from({ length: 40 }, (_, at) => ({ name: `${name} ${at}`, request: `https://orders.example/${name}/${at}` })),
    });
    const collection = { info: { name: 'Shop' }, item: [folder('Lines'), folder('Parcels')] };
    const long = await client.transfer.plan({ files: [{ path: 'shop.json', text: JSON.stringify(collection) }] });
    const applied = await client.transfer.apply({ planId: long.planId, flowName: 'Shop' });
    expect(applied.words).toMatch(/; 2 flows of them, by their folders$/);
    expect(applied.flows.map(({ name }) => name)).toEqual(['Shop / Lines', 'Shop / Parcels']);
    expect((await client.flows.show({ id: applied.flows[1]?.id ?? '' })).spec.steps).toHaveLength(40);
  });
});
