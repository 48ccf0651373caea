import { describe, expect, it } from 'vitest';
import { coresForTests, until } from '../testing/test-core.ts';
import { json, type Answer } from '../testing/test-vendor.ts';
import { csv, finished, startFlowWorld } from './testing/flow-world.ts';

const tests = coresForTests();
const startWith = (answer: Answer) => startFlowWorld(tests, answer);

describe('checks of a saved request', () => {
  it('are held against every answer of it', async () => {
    const world = await startWith((_request, response) => json(response, { id: 7, state: 'open' }));
    const id = await world.save('Look', { method: 'GET', path: '/orders' });
    const checks = [
      { of: 'status', value: '200' },
      { of: 'body', path: '$.state', value: 'shut' },
    ] as const;
    expect(await world.client.flows.keepRequestChecks({ savedRequestId: id, checks: [...checks] })).toHaveLength(2);
    const exchange = await world.client.console.sendSaved({ id });
    const seen = [
      { words: 'status is 200', isHeld: true, seen: '200' },
      { words: '$.state is “shut”', isHeld: false, seen: 'open' },
    ];
    expect(await world.client.flows.exchangeChecks({ exchangeId: exchange.id })).toEqual(seen);
  });

  it('take the values of the request and of its environment, and say of which value there is none', async () => {
    const world = await startWith((_request, response) => json(response, { id: 7, state: 'open' }));
    const id = await world.save('Look', { method: 'GET', path: '/orders', variables: { state: 'open' } });
    const { environmentId } = world.vendor;
    await world.client.console.setVariables({ environmentId, variables: { order: '7', state: 'shut' } });
    const checks = ['{{order}}', '{{state}}', '{{row}}'].map((value, at) => ({
      of: 'body' as const,
      path: at === 0 ? '$.id' : '$.state',
      value,
    }));
    await world.client.flows.keepRequestChecks({ savedRequestId: id, checks });
    const exchange = await world.client.console.sendSaved({ id });
    expect(await world.client.flows.exchangeChecks({ exchangeId: exchange.id })).toMatchObject([
      { isHeld: true, seen: '7' },
      { isHeld: true, seen: 'open' },
      { words: '$.state is “{{row}}”', isHeld: false, seen: 'not judged: {{row}} has no value' },
    ]);
  });

  it('go with the request into a flow that is made of it, where the row has the values', async () => {
    const world = await startWith((request, response) => json(response, { id: Number(request.url.split('/').at(-1)) }));
    const id = await world.save('Look', { method: 'GET', path: '/orders/{{order}}' });
    await world.client.flows.keepRequestChecks({ savedRequestId: id, checks: [{ of: 'body', path: '$.id', value: '{{order}}' }] });
    const flow = await world.client.flows.create({ name: 'Look all', savedRequestIds: [id] });
    const run = await finished(world, await world.client.flows.start({ id: flow.id, data: csv('order\n7\n8\n') }));
    expect(run).toMatchObject({ state: 'done', checksHeld: 2 });
    const [call] = await world.client.flows.calls({ runId: run.id, row: 1 });
    const exchangeId = call?.exchangeId ?? '';
    expect(await world.client.flows.exchangeChecks({ exchangeId })).toEqual([{ words: '$.id is 7', isHeld: true, seen: '7' }]);
    // Judged once, with the values of the row, and not again without them.
    expect(world.engine.db.get("SELECT outcome ->> '$.requestChecks' AS kept FROM exchanges WHERE id = ?", exchangeId)).toEqual({
      kept: null,
    });
  });

  it('are evidence: what came out stays with the exchange, whatever is checked later, of a flow’s call too, with the contract’s version', async () => {
    const world = await startWith((_request, response) => json(response, { id: 7, state: 'open' }));
    const id = await world.save('Look', { method: 'GET', path: '/orders' });
    await world.client.flows.keepRequestChecks({
      savedRequestId: id,
      checks: [{ of: 'body', path: '$.state', value: 'shut' }, { of: 'schema' }],
    });
    const run = await finished(
      world,
      await world.client.flows.start({ id: await world.makeFlow([{ id: 'a', name: 'Look', savedRequestId: id }]) }),
    );
    const [call] = await world.client.flows.calls({ runId: run.id, row: 1 });
    const exchangeId = call?.exchangeId ?? '';
    const keptOf = (): string | null =>
      world.engine.db.get<{ kept: string | null }>("SELECT outcome ->> '$.requestChecks' AS kept FROM exchanges WHERE id = ?", exchangeId)
        ?.kept ?? null;
    await until(() => keptOf() !== null, 'the checks are kept');
    await world.client.flows.keepRequestChecks({ savedRequestId: id, checks: [{ of: 'status', value: '500' }] });
    expect(await world.client.flows.exchangeChecks({ exchangeId })).toEqual([
      { words: '$.state is “shut”', isHeld: false, seen: 'open' },
      { words: 'fits the contract', isHeld: true, seen: 'fits contract 1' },
    ]);
    expect(await world.client.console.exchange({ id: exchangeId })).toMatchObject({ verdict: 'fits', contractVersion: '1' });
  });

  it('stand beside the contract’s own verdict: an answer that drifts opens a finding by itself, from a saved request and from a flow', async () => {
    const world = await startWith((_request, response) => json(response, 'not an object'));
    const id = await world.save('Look', { method: 'GET', path: '/orders' });
    const exchange = await world.client.console.sendSaved({ id });
    expect(exchange).toMatchObject({ verdict: 'breaks', contractVersion: '1' });
    const findings = () => world.client.inventory.show({ id: world.vendor.apiId }).then(({ findings: all }) => all);
    expect(await findings()).toMatchObject([{ status: 'open', hits: 1, lastExchangeId: exchange.id }]);
    const run = await finished(
      world,
      await world.client.flows.start({ id: await world.makeFlow([{ id: 'a', name: 'Look', savedRequestId: id }]) }),
    );
    const [call] = await world.client.flows.calls({ runId: run.id, row: 1 });
    expect(await findings()).toMatchObject([{ status: 'open', hits: 2, lastExchangeId: call?.exchangeId }]);
  });
});
