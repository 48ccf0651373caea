import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { requestDraft } from '../../../shared/contract/console.ts';
import type { SendProgress } from '../../../shared/contract/workspace.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startLimited(limit: number | null, windowSeconds = 1, answer: Answer = (_request, response) => json(response, {})) {
  const started = await tests.startOpen();
  const times: number[] = [];
  const vendor = await startVendor(tests, started, (request, response, incoming) => {
    times.push(performance.now());
    answer(request, response, incoming);
  });
  const { client, engine } = started;
  if (limit !== null) {
    await client.inventory.saveLimit({ apiId: vendor.apiId, policy: 'second', unit: 'requests', limit, windowSeconds, sourceUrl: null });
  }
  const draft = (path = '/orders') => requestDraft.parse({ environmentId: vendor.environmentId, method: 'GET', path });
  const sendAs = (
    source: 'console' | 'flow' | 'monitor',
    path?: string,
    options: { signal?: AbortSignal; onProgress?: (progress: SendProgress) => void } = {},
  ) =>
    engine.console.send(
      draft(path),
      { actor: 'Ada', source },
      options.signal,
      options.onProgress ? { onProgress: options.onProgress } : {},
    );
  const budget = async () => {
    const [only] = (await client.resilience.budget({ apiId: vendor.apiId })).budgets;
    if (!only) throw new Error('no budget');
    return only;
  };
  return { ...started, vendor, times, sendAs, budget };
}

describe('a limit that was written down', () => {
  it('is kept to, whoever sends: never more calls than it allows in any second', async () => {
    const { times, sendAs, budget } = await startLimited(4);
    // The first call of a start loads what speaks HTTP and the contract; its vendor here is in the same process and stands still meanwhile.
    await sendAs('console');
    await until(async () => (await budget()).windows[0]?.left === 4, 'all of it is free again');
    times.length = 0;
    const standstill = monitorEventLoopDelay({ resolution: 5 });
    standstill.enable();
    await Promise.all(Array.from({ length: 10 }, (_none, call) => sendAs(call % 2 === 0 ? 'console' : 'flow')));
    expect(times).toHaveLength(10);
    const sorted = times.toSorted((a, b) => a - b);
    standstill.disable();
    // The vendor is in the same process: it sees a call later than it left by as long as that stood still. The arithmetic itself is
    // held by the property tests.
    const least = 900 - standstill.max / 1e6;
    for (let first = 0; first + 4 < sorted.length; first += 1)
      expect((sorted[first + 4] ?? 0) - (sorted[first] ?? 0)).toBeGreaterThan(least);
    expect((await budget()).windows).toMatchObject([{ policy: 'second', source: 'declared', limit: 4, windowMs: 1000 }]);
  });

  it('lets calls by hand go before flows, and those before monitors; who waits is told why and how many go first', async () => {
    const { vendor, sendAs, budget } = await startLimited(1, 0.4);
    await sendAs('console', '/first');
    const told: SendProgress[] = [];
    const monitor = sendAs('monitor', '/monitor', { onProgress: (progress) => told.push(progress) });
    const flow = sendAs('flow', '/flow');
    const byHand = sendAs('console', '/by-hand');
    await until(async () => (await budget()).waiting.length === 3, 'three wait');
    expect((await budget()).waiting.map(({ path }) => path)).toEqual(['/by-hand', '/flow', '/monitor']);
    await Promise.all([monitor, flow, byHand]);
    expect(vendor.received.map(({ url }) => url.replace('/v1', ''))).toEqual(['/first', '/by-hand', '/flow', '/monitor']);
    expect(told.some(({ before, words }) => before === 2 && words === 'Waits for Testpay Orders’ limit')).toBe(true);
    expect((await budget()).waiting).toEqual([]);
  });

  it('a call that waits can be cancelled: nothing was sent, and no row is kept', async () => {
    const { client, vendor, sendAs, budget } = await startLimited(1, 5);
    await sendAs('console');
    const controller = new AbortController();
    const waiting = faultFrom(sendAs('console', '/second', { signal: controller.signal }));
    await until(async () => (await budget()).waiting.length === 1, 'it waits');
    controller.abort();
    expect((await waiting).data).toMatchObject({ code: 'cancelled', remedy: expect.stringContaining('Nothing was sent') });
    expect(vendor.received).toHaveLength(1);
    expect((await client.console.exchanges({})).total).toBe(1);
  });

  it('that is used up for longer than a send may take refuses at once and says until when', async () => {
    const { client, vendor, sendAs } = await startLimited(1, 3600);
    await sendAs('console');
    const fault = await faultFrom(sendAs('console'));
    expect(fault.data).toMatchObject({
      code: 'held_back',
      happened: expect.stringMatching(/^Testpay Orders’ limit “second” is used up until \d\d:\d\d:\d\d\.$/),
    });
    await client.resilience.setPolicy({ apiId: vendor.apiId, holdsToLimits: false });
    await sendAs('console');
    expect(vendor.received).toHaveLength(2);
  });

  it('counts what was sent before it was written down, and says who used it up', async () => {
    const { client, vendor, sendAs, budget } = await startLimited(null);
    for (let call = 0; call < 3; call += 1) await sendAs('flow');
    await sendAs('console');
    await client.inventory.saveLimit({
      apiId: vendor.apiId,
      policy: 'hour',
      unit: 'requests',
      limit: 10,
      windowSeconds: 3600,
      sourceUrl: null,
    });
    const { windows, usedBy, credentialId } = await budget();
    expect(windows).toMatchObject([{ policy: 'hour', limit: 10, left: 6 }]);
    expect(usedBy).toMatchObject([
      { source: 'flow', actor: 'Ada', calls: 3, words: 'GET /orders' },
      { source: 'console', calls: 1 },
    ]);
    expect(credentialId).toBeNull();
  });

  it('on something other than calls does not hold calls back', async () => {
    const { client, vendor, sendAs, times } = await startLimited(null);
    await client.inventory.saveLimit({
      apiId: vendor.apiId,
      policy: 'cost',
      unit: 'points',
      limit: 1,
      windowSeconds: 3600,
      sourceUrl: null,
    });
    await sendAs('console');
    await sendAs('console');
    expect(times).toHaveLength(2);
  });
});

it('the vendor’s own word wins over what was written down, until its window is over', async () => {
  let remaining = 3;
  const { sendAs, budget, times } = await startLimited(1, 60, (_request, response) => {
    remaining -= 1;
    json(response, {}, { 'RateLimit-Policy': '"minute";q=3;w=60', RateLimit: `"minute";r=${remaining};t=30` });
  });
  await sendAs('console');
  await sendAs('console');
  expect((await budget()).windows).toMatchObject([{ policy: 'minute', source: 'vendor', limit: 3, left: 1, windowMs: 60_000 }]);
  expect(times).toHaveLength(2);
});

it('a vendor that says nothing is left is asked again only when its window is over', async () => {
  const { sendAs, times } = await startLimited(null, 1, (_request, response) => json(response, {}, { RateLimit: '"default";r=0;t=1' }));
  await sendAs('console');
  await sendAs('console');
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
});

it('no more calls are under way to a host than the policy says', async () => {
  let [running, most] = [0, 0];
  const { client, vendor, sendAs } = await startLimited(null, 1, (_request, response) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      json(response, {});
    }, 30);
  });
  await client.resilience.setPolicy({ apiId: vendor.apiId, maxConcurrent: 2 });
  await Promise.all(Array.from({ length: 6 }, () => sendAs('console')));
  expect(most).toBe(2);
});

it('a monitor’s check waits 20 s at the most, and is not made then', async () => {
  const { sendAs, vendor } = await startLimited(1, 30);
  await sendAs('console');
  expect((await faultFrom(sendAs('monitor'))).code).toBe('held_back');
  expect(vendor.received).toHaveLength(1);
});
