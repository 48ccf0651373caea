import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { json, startVendor } from '../testing/test-vendor.ts';

const tests = coresForTests();
const day = 86_400_000;
const httpDate = (at: number): string => new Date(at).toUTCString();
const sunsetAt = Date.UTC(2026, 11, 15);

/** A vendor that says what the test sets. */
async function start() {
  const started = await tests.startOpen();
  let headers: Record<string, string> = {};
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }, headers));
  return {
    ...started,
    vendor,
    /** Sends one call, answered with these headers. */
    seen: (said: Record<string, string>, path = '/orders') => {
      headers = said;
      return started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path });
    },
    events: () => started.client.calendar.list({}),
  };
}

describe('a Sunset header', () => {
  it('seen fifty times is one event with fifty hits and one date', async () => {
    const { seen, events, client, vendor } = await start();
    const first = await seen({ Sunset: httpDate(sunsetAt), Link: '<https://docs.testpay.example/sunset>; rel="sunset"' });
    expect(first.updated).toEqual([
      { kind: 'calendar', words: '15 Dec 2026 on the calendar', door: { place: 'calendar', kind: 'event', id: expect.any(String) } },
    ]);
    for (let index = 1; index < 50; index += 1) await seen({ Sunset: httpDate(sunsetAt) });
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      kind: 'sunset',
      title: expect.stringContaining('GET /orders stops'),
      effectiveAt: sunsetAt,
      hits: 50,
      source: 'header',
      apiId: vendor.apiId,
      endpointId: await vendor.endpointId('GET', '/orders'),
      moreInfoUrl: 'https://docs.testpay.example/sunset',
      calls30d: 50,
      standing: { state: 'soon', words: '24 days left, test in the sandbox' },
    });
    expect(event?.lastSeenAt).toBeGreaterThan(event?.firstSeenAt ?? 0);
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates).toMatchObject([
      { effectiveAt: sunsetAt, source: 'Sunset header', raw: httpDate(sunsetAt), exchangeId: first.id },
    ]);
    expect((await client.activity.list({ entity: 'event' })).entries).toMatchObject([
      { via: 'evidence', actor: 'Quartermaster', operation: 'create' },
    ]);
  });

  it('that moves keeps both dates and must be acknowledged anew', async () => {
    const { seen, events, client } = await start();
    await seen({ Sunset: httpDate(sunsetAt) });
    const [before] = await events();
    expect(await client.calendar.acknowledge({ id: before?.id ?? '' })).toMatchObject({
      standing: { state: 'holds' },
      acknowledgedBy: expect.any(String),
    });
    await seen({ Sunset: httpDate(sunsetAt + 10 * day) });
    const [after] = await events();
    expect(after).toMatchObject({
      id: before?.id,
      effectiveAt: sunsetAt + 10 * day,
      acknowledgedAt: null,
      acknowledgedBy: null,
      hits: 2,
      standing: { state: 'soon' },
    });
    expect((await client.calendar.show({ id: after?.id ?? '' })).dates.map(({ effectiveAt }) => effectiveAt)).toEqual([
      sunsetAt + 10 * day,
      sunsetAt,
    ]);
    expect((await client.activity.list({ entity: 'event', limit: 1 })).entries[0]).toMatchObject({
      summary: expect.stringContaining('moved the date from 15 Dec 2026 to 25 Dec 2026'),
      via: 'evidence',
    });
  });

  it('on two endpoints is two events', async () => {
    const { seen, events } = await start();
    await seen({ Sunset: httpDate(sunsetAt) });
    await seen({ Sunset: httpDate(sunsetAt) }, '/orders/1');
    await seen({ Sunset: httpDate(sunsetAt) }, '/orders/2');
    expect((await events()).map(({ endpointWords, hits }) => [endpointWords, hits])).toEqual([
      ['GET /orders', 1],
      ['GET /orders/{id}', 2],
    ]);
  });

  it('on a path that no contract knows is kept for the path', async () => {
    const { seen, events } = await start();
    await seen({ Sunset: httpDate(sunsetAt) }, '/other?a=1');
    await seen({ Sunset: httpDate(sunsetAt) }, '/other?a=2');
    expect(await events()).toMatchObject([{ hits: 2, endpointId: null, title: expect.stringContaining('GET /v1/other stops') }]);
  });

  it('that cannot be read makes no event', async () => {
    const { seen, events } = await start();
    const exchange = await seen({ Sunset: 'soon' });
    expect(exchange.notices).toMatchObject([{ kind: 'unparsed' }]);
    expect(await events()).toEqual([]);
  });
});

describe('a deprecation', () => {
  it('without a date is an event without one, and takes the date that comes later', async () => {
    const { seen, events, client } = await start();
    await seen({ Deprecation: 'true' });
    expect(await events()).toMatchObject([
      { kind: 'deprecation', effectiveAt: null, precision: 'unknown', standing: { state: 'soon', words: 'no date yet, not acknowledged' } },
    ]);
    await seen({ Deprecation: `@${Date.UTC(2026, 10, 1) / 1000}` });
    expect(await events()).toMatchObject([{ effectiveAt: Date.UTC(2026, 10, 1), precision: 'instant', hits: 2 }]);
    expect((await client.activity.list({ entity: 'event', limit: 1 })).entries[0]?.summary).toContain(
      'the vendor named a date, 1 Nov 2026',
    );
    await seen({ Deprecation: 'true' });
    const [event] = await events();
    expect(event).toMatchObject({ effectiveAt: Date.UTC(2026, 10, 1), hits: 3 });
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates).toHaveLength(2);
  });

  it.each([
    ['Warning: 299 with words of an end', { Warning: '299 - "Deprecated API : use v2"' }, 'GET /orders is deprecated', 'Warning header'],
    ['Warning: 299 with other words', { Warning: '299 - "Mind the gap"' }, 'GET /orders answers with a warning', 'Warning header'],
    [
      'a vendor’s own header',
      { 'X-Shopify-API-Deprecated-Reason': 'https://docs.testpay.example/x' },
      'GET /orders is deprecated',
      'x-shopify-api-deprecated-reason header',
    ],
  ])('announced by %s is an event without a date', async (_how, headers, title, source) => {
    const { seen, events, client } = await start();
    await seen(headers);
    const exchange = await seen(headers);
    expect(exchange.updated).toMatchObject([{ kind: 'calendar', words: 'no date on the calendar' }]);
    const [event] = await events();
    expect(event).toMatchObject({ kind: 'deprecation', effectiveAt: null, hits: 2, title: expect.stringContaining(title) });
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates).toMatchObject([{ source }]);
  });

  it.each([
    ['an ordinary warning', { Warning: '110 cache "Response is stale"' }],
    ['a header that says no', { 'X-Api-Deprecated': 'false' }],
  ])('is not made of %s', async (_what, headers) => {
    const { seen, events } = await start();
    await seen(headers);
    expect(await events()).toEqual([]);
  });

  it('announced by a warning and by its own header at once is one event', async () => {
    const { seen, events } = await start();
    await seen({ Warning: '299 - "deprecated"', Deprecation: `@${Date.UTC(2026, 10, 1) / 1000}`, Sunset: httpDate(sunsetAt) });
    await seen({ Warning: '299 - "deprecated"' });
    expect(await events()).toMatchObject([{ kind: 'sunset', hits: 2, effectiveAt: sunsetAt, deprecatedAt: Date.UTC(2026, 10, 1) }]);
  });

  it('that later stops stays one event, which remembers since when it is deprecated', async () => {
    const { seen, events, client } = await start();
    await seen({ Deprecation: `@${Date.UTC(2026, 10, 1) / 1000}` });
    await seen({ Sunset: httpDate(sunsetAt) });
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      kind: 'sunset',
      effectiveAt: sunsetAt,
      deprecatedAt: Date.UTC(2026, 10, 1),
      title: expect.stringContaining('stops'),
    });
    expect((await client.calendar.show({ id: event?.id ?? '' })).dates).toHaveLength(2);
  });
});
