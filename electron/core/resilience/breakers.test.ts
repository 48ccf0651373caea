import { expect, it } from 'vitest';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { setTimeout as pause } from 'node:timers/promises';

const tests = coresForTests();

async function startFlaky() {
  const started = await tests.startOpen();
  const health = { status: 500 };
  const vendor = await startVendor(tests, started, (_request, response) => json(response, {}, {}, health.status));
  const send = (method = 'POST') =>
    started.client.console.send({ environmentId: vendor.environmentId, method, path: '/orders', body: '{}' });
  const setPolicy = (policy: object) => started.client.resilience.setPolicy({ apiId: vendor.apiId, ...policy });
  const breakers = async () => (await started.client.resilience.budget({ apiId: vendor.apiId })).breakers;
  const host = new URL(vendor.peer.url).host;
  return { ...started, vendor, health, send, setPolicy, breakers, host };
}

it('a host that failed often enough in a row is not sent to, is tried out by one call after the pause, and is free when that is good', async () => {
  const { client, vendor, health, send, setPolicy, breakers, host, clock } = await startFlaky();
  await setPolicy({ breakerFailures: 3, breakerPauseMs: 1000 });
  expect(await breakers()).toEqual([]);
  await send();
  await send();
  expect(await breakers()).toMatchObject([
    { host, state: 'closed', failures: 2, words: `2 calls in a row to ${host} failed; it stops after 1 more.` },
  ]);
  await send();
  expect(await breakers()).toMatchObject([{ host, state: 'open', failures: 3 }]);
  const fault = await faultFrom(send());
  expect(fault.data).toMatchObject({ code: 'held_back', happened: `Nothing is sent to ${host} for now: 3 calls in a row failed.` });
  expect(vendor.received).toHaveLength(3);
  expect((await client.console.exchanges({})).total).toBe(3);
  // The pause is over: one call goes, fails, and the pause begins again.
  await pause(1050);
  clock.pass(1050);
  expect(await breakers()).toMatchObject([{ state: 'half_open' }]);
  await send();
  expect((await faultFrom(send())).code).toBe('held_back');
  await pause(1050);
  clock.pass(1050);
  health.status = 200;
  expect((await send()).status).toBe(200);
  expect(await breakers()).toEqual([]);
});

it('can be tried at once by a person, who then sees whether it works again', async () => {
  const { client, vendor, health, send, setPolicy, breakers, host } = await startFlaky();
  await setPolicy({ breakerFailures: 1, breakerPauseMs: 60_000 });
  await send();
  expect((await faultFrom(send())).code).toBe('held_back');
  expect((await faultFrom(client.resilience.tryNow({ apiId: vendor.apiId, host: 'other.example' }))).code).toBe('not_found');
  await client.resilience.tryNow({ apiId: vendor.apiId, host });
  await send();
  expect((await faultFrom(send())).code).toBe('held_back');
  health.status = 204;
  await client.resilience.tryNow({ apiId: vendor.apiId, host });
  await send();
  expect(await breakers()).toEqual([]);
});

it('a monitor’s check goes through: it is the measurement, and its good answer ends the pause', async () => {
  const { engine, vendor, health, send, setPolicy, breakers } = await startFlaky();
  await setPolicy({ breakerFailures: 1 });
  await send();
  expect(await breakers()).toMatchObject([{ state: 'open' }]);
  const { requestDraft } = await import('../../../shared/contract/console.ts');
  const draft = requestDraft.parse({ environmentId: vendor.environmentId, method: 'GET', path: '/orders' });
  const check = () => engine.console.send(draft, { actor: 'Monitor', source: 'monitor' }, undefined);
  expect(await check()).toMatchObject({ status: 500, attemptCount: 1 });
  expect(await breakers()).toMatchObject([{ state: 'open' }]);
  health.status = 200;
  await check();
  expect(await breakers()).toEqual([]);
});

it('retries stop when the breaker opens, and the answer that is there stands', async () => {
  const { vendor, send, setPolicy } = await startFlaky();
  await setPolicy({ maxAttempts: 5, breakerFailures: 2, baseDelayMs: 50, maxDelayMs: 50 });
  const exchange = await send('GET');
  expect(exchange).toMatchObject({
    status: 500,
    attemptCount: 2,
    attemptWords: expect.stringMatching(/^Nothing is sent to .* for now: 2 calls in a row failed\.$/),
  });
  expect(vendor.received).toHaveLength(2);
});

it('0 failures switch it off; a refused request is no failure of the host', async () => {
  const { health, send, setPolicy, breakers } = await startFlaky();
  await setPolicy({ breakerFailures: 0 });
  for (let call = 0; call < 7; call += 1) await send();
  expect(await breakers()).toEqual([]);
  await setPolicy({ breakerFailures: 2 });
  health.status = 422;
  for (let call = 0; call < 3; call += 1) expect((await send()).status).toBe(422);
  expect(await breakers()).toEqual([]);
});
