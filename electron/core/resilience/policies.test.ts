import { describe, expect, it } from 'vitest';
import { usualPolicy } from '../../../shared/domain/resilience/policy.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith(answer: Answer) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const { environmentId } = vendor;
  const send = (method = 'GET') => started.client.console.send({ environmentId: vendor.environmentId, method, path: '/orders' });
  return { ...started, vendor, send, environmentId, apiId: vendor.apiId };
}

describe('a policy', () => {
  it('is the usual one until somebody sets it; what is set stays, can be taken back, and is in the activity', async () => {
    const { client, apiId } = await startWith((_request, response) => json(response, {}));
    expect(await client.resilience.policy({ apiId })).toMatchObject({ isUsual: true, policy: usualPolicy });
    const set = await client.resilience.setPolicy({ apiId, maxAttempts: 5 });
    expect(set).toMatchObject({ isUsual: false, policy: { ...usualPolicy, maxAttempts: 5 } });
    expect(set.words[0]).toBe(
      'Up to 5 attempts for reads and calls with an Idempotency-Key, after a random wait of up to 4 s, or as long as Retry-After asks.',
    );
    await client.resilience.setPolicy({ apiId, hedges: true });
    expect((await client.resilience.policy({ apiId })).policy).toMatchObject({ maxAttempts: 5, hedges: true });
    expect(await client.resilience.reset({ apiId })).toMatchObject({ isUsual: true, policy: usualPolicy });
    const { entries } = await client.activity.list({});
    expect(entries.map(({ summary }) => summary).slice(0, 2)).toEqual([
      'Resilience of Testpay Orders Testpay Orders is as usual again',
      'Resilience of Testpay Orders Testpay Orders set',
    ]);
  });

  it('is taken back by its last change, whether it was set or made usual again', async () => {
    const { client, apiId } = await startWith((_request, response) => json(response, {}));
    const { policyId } = await client.resilience.setPolicy({ apiId, maxAttempts: 5 });
    const undo = () => client.activity.undo({ entity: 'resiliencePolicy', entityId: policyId ?? '' });
    await client.resilience.reset({ apiId });
    await undo();
    expect(await client.resilience.policy({ apiId })).toMatchObject({ policyId, policy: { maxAttempts: 5 } });
    await client.resilience.setPolicy({ apiId, maxAttempts: 7 });
    await undo();
    expect((await client.resilience.policy({ apiId })).policy.maxAttempts).toBe(5);
  });

  it('whose parts contradict each other changes nothing', async () => {
    const { client, apiId } = await startWith((_request, response) => json(response, {}));
    const fault = await faultFrom(client.resilience.setPolicy({ apiId, baseDelayMs: 5000, maxDelayMs: 1000 }));
    expect(fault.code).toBe('bad_input');
    expect((await client.resilience.policy({ apiId })).isUsual).toBe(true);
  });
});

describe('a hedged GET', () => {
  it('takes the answer that comes first, cancels the other, and keeps both attempts in one send', async () => {
    let count = 0;
    const { client, apiId, vendor, send } = await startWith((_request, response) => {
      count += 1;
      if (count > 1) json(response, { id: 2 });
    });
    await client.resilience.setPolicy({ apiId, hedges: true });
    const exchange = await send();
    expect(exchange).toMatchObject({ status: 200, attemptCount: 2 });
    expect(exchange.attempts).toMatchObject([
      { status: null, cause: 'cancelled' },
      { status: 200, waitWords: expect.stringMatching(/^sent beside it, as no answer had come after 1000 ms$/) },
    ]);
    expect(exchange.answerBody?.text).toBe('{"id":2}');
    expect(vendor.received).toHaveLength(2);
    expect((await client.console.exchanges({})).total).toBe(1);
  });

  it.each([
    ['a mutation of GraphQL', { content: { kind: 'graphql', query: 'mutation M { pay }', variables: '', operationName: null } }],
    ['a method that a header asks for', { parameters: [{ in: 'header', name: 'X-HTTP-Method-Override', value: 'POST' }] }],
    ['a mutation in the address', { parameters: [{ in: 'query', name: 'query', value: 'mutation { pay }' }] }],
  ])('is never made of one that changes something: %s; nor is it repeated', async (_what, more) => {
    const answers = [1200, 0];
    const { client, apiId, environmentId, vendor } = await startWith(
      (_request, response) => void setTimeout(() => json(response, {}, {}, 503), answers.shift() ?? 0),
    );
    await client.resilience.setPolicy({ apiId, hedges: true, baseDelayMs: 50, maxDelayMs: 50 });
    const exchange = await client.console.send({ environmentId, method: 'GET', path: '/orders', ...more } as never);
    expect(exchange.attemptWords).toMatch(
      /^Not repeated: (a GET that changes something|POST) without an Idempotency-Key could take effect twice\.$/,
    );
    expect(vendor.received).toHaveLength(1);
  });

  it('is never made of anything but GET and HEAD, nor of a quick answer', async () => {
    let delay = 1200;
    const { client, apiId, vendor, send } = await startWith((_request, response) => void setTimeout(() => json(response, {}), delay));
    await client.resilience.setPolicy({ apiId, hedges: true });
    await send('POST');
    delay = 0;
    await send('GET');
    expect(vendor.received).toHaveLength(2);
  });
});

describe('the fallback', () => {
  it('shows the last good answer as stale beside the failure, which stays what it is', async () => {
    let status = 200;
    const { client, apiId, send } = await startWith((_request, response) => json(response, { rate: 1.1 }, {}, status));
    const good = await send();
    status = 503;
    await client.resilience.setPolicy({ apiId, maxAttempts: 1 });
    expect((await send()).fallback).toBeNull();
    await client.resilience.setPolicy({ apiId, fallsBack: true });
    const bad = await send();
    expect(bad).toMatchObject({ status: 503, errorClass: 'theirs', fallback: { exchangeId: good.id, number: good.number, status: 200 } });
    expect((await send('POST')).fallback).toBeNull();
  });

  it('is named too when nothing is sent because the host is paused, and ends with its age', async () => {
    let status = 200;
    const { client, apiId, send, clock } = await startWith((_request, response) => json(response, {}, {}, status));
    const good = await send();
    status = 500;
    await client.resilience.setPolicy({ apiId, maxAttempts: 1, breakerFailures: 1, fallsBack: true, fallbackMaxAgeMs: 60_000 });
    await send();
    const fault = await faultFrom(send());
    expect(fault.data.details).toMatchObject({ fallbackId: good.id });
    clock.pass(61_000);
    await client.resilience.setPolicy({ apiId, breakerFailures: 0 });
    expect((await send()).fallback).toBeNull();
  });
});
