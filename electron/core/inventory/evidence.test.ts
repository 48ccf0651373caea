import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';
import { driftFingerprint } from './drift.ts';

const tests = coresForTests();
const day = 86_400_000;

async function start() {
  const started = await tests.startOpen();
  let said: { headers: Record<string, string>; body: unknown; status: number } = { headers: {}, body: { id: 1 }, status: 200 };
  const vendor = await startVendor(tests, started, (_request, response) => json(response, said.body, said.headers, said.status));
  return {
    ...started,
    vendor,
    answers: (next: Partial<typeof said>, path = '/orders') => {
      said = { headers: {}, body: { id: 1 }, status: 200, ...next };
      return started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path });
    },
    detail: () => started.client.inventory.show({ id: vendor.apiId }),
  };
}

const limit = (remaining: number, total = 100): { headers: Record<string, string> } => ({
  headers: { 'X-RateLimit-Limit': String(total), 'X-RateLimit-Remaining': String(remaining) },
});

describe('limits', () => {
  it('show the newest reading, and the peak with the call that reached it', async () => {
    const { answers, detail, client } = await start();
    await answers(limit(90));
    await answers(limit(5));
    const last = await answers(limit(60));
    const { limits, api } = await detail();
    expect(limits).toMatchObject([{ unit: 'requests', limit: 100, remaining: 60, peakPercent: 95, exchangeId: last.id }]);
    expect(api.limitPeakPercent).toBe(95);
    expect(last.updated).toMatchObject([{ kind: 'limit' }]);
    expect((await client.inventory.list({}))[0]?.limitPeakPercent).toBe(95);
  });

  it('forget a peak after thirty days', async () => {
    const { answers, detail, clock } = await start();
    await answers(limit(5));
    clock.pass(29 * day);
    await answers(limit(50));
    expect((await detail()).limits[0]?.peakPercent).toBe(95);
    clock.pass(2 * day);
    await answers(limit(70));
    expect((await detail()).limits[0]?.peakPercent).toBe(30);
  });

  it('from a cache are not taken for today’s', async () => {
    const { answers, detail } = await start();
    await answers({ headers: { ...limit(1).headers, Age: '900' } });
    expect((await detail()).limits).toEqual([]);
  });
});

describe('drift', () => {
  it('is one finding, however often and at however many places of a list it is seen', async () => {
    const { answers, detail, client } = await start();
    const first = await answers({ body: { id: 'text' } });
    const second = await answers({ body: { id: 'other text' } });
    expect(first).toMatchObject({ verdict: 'breaks', updated: [{ kind: 'drift' }] });
    const { findings, api } = await detail();
    expect(findings).toMatchObject([{ kind: 'contract drift', hits: 2, status: 'open', lastExchangeId: second.id }]);
    expect(api.standing).toMatchObject({ state: 'soon', words: '1 drift' });
    expect((await client.activity.list({ entity: 'finding' })).total).toBe(1);
  });

  it('of another kind or on another endpoint is another finding', async () => {
    const { answers, detail } = await start();
    await answers({ body: { id: 'text' } });
    await answers({ body: {} });
    await answers({ body: { id: 'text' } }, '/orders/1');
    expect((await detail()).findings).toHaveLength(3);
  });

  it('that was closed opens again when it is seen again; accepted stays accepted', async () => {
    const { answers, detail, engine } = await start();
    await answers({ body: { id: 'text' } });
    for (const [status, becomes] of [
      ['closed', 'open'],
      ['accepted', 'accepted'],
    ] as const) {
      engine.workspace.db.run('UPDATE findings SET status = ?', status);
      await answers({ body: { id: 'text' } });
      expect((await detail()).findings).toMatchObject([{ status: becomes }]);
    }
  });

  it('has a fingerprint without the place in a list, but with the status', () => {
    const at = (pointer: string, where: 'body' | 'status' = 'body', message = 'm') =>
      driftFingerprint('e', { where, pointer, line: null, message });
    expect(at('/rows/0/id')).toBe(at('/rows/17/id', 'body', 'other'));
    expect(at('/rows/0')).toBe(at('/rows/3'));
    expect(at('/rows/0/id')).not.toBe(at('/rows/0/name'));
    expect(at('/v1')).not.toBe(at('/v2'));
    expect(at('', 'status', '418')).not.toBe(at('', 'status', '500'));
  });
});

describe('the evidence of an API', () => {
  it('lists what was seen, newest first, each line with its record', async () => {
    const { answers, detail } = await start();
    await answers(limit(5));
    await answers({ headers: { Sunset: new Date(Date.UTC(2026, 11, 15)).toUTCString() } });
    const broken = await answers({ body: { id: 'text' } });
    await answers({ status: 503, body: {} });
    const { evidence } = await detail();
    expect(evidence.map(({ kind }) => kind).toSorted()).toEqual(
      expect.arrayContaining(['contract', 'drift', 'failure', 'header', 'limit']),
    );
    expect(evidence.map(({ at }) => at)).toEqual(evidence.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(evidence.filter(({ kind }) => kind === 'drift').map(({ door }) => door)).toContainEqual({
      place: 'console',
      kind: 'exchange',
      id: broken.id,
    });
  });
});
