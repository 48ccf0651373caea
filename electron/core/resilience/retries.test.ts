import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../shared/contract/console.ts';
import type { SendProgress } from '../../../shared/contract/workspace.ts';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json, startVendor, type Answer, type Received } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function startWith(answer: Answer) {
  const started = await tests.startOpen();
  const answers = { isGood: false };
  const times: number[] = [];
  const vendor = await startVendor(tests, started, (request, response, incoming) => {
    times.push(performance.now());
    if (answers.isGood) json(response, {});
    else answer(request, response, incoming);
  });
  const send = (draft: { method?: string; path?: string; [more: string]: unknown } = {}, signal?: AbortSignal): Promise<Exchange> =>
    started.client.console.send(
      { environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft },
      signal ? { signal } : {},
    );
  const setPolicy = (policy: object) => started.client.resilience.setPolicy({ apiId: vendor.apiId, ...policy });
  return { ...started, vendor, send, setPolicy, answers, times };
}

/** Answers the first calls with a status, the rest with 200. */
function failing(times: number, status: number, headers: Record<string, string> = {}): Answer {
  let count = 0;
  return (_request, response) => {
    count += 1;
    if (count <= times) json(response, { error: 'later' }, headers, status);
    else json(response, { id: 7 });
  };
}

const quick = { baseDelayMs: 50, maxDelayMs: 50 };
const withKey = { parameters: [{ in: 'header', name: 'Idempotency-Key', value: 'k-{{$uuid}}' }] };
const keysOf = (received: readonly Received[]): Set<unknown> => new Set(received.map(({ headers }) => headers['idempotency-key']));

describe('a send to a vendor that answers 429 twice with Retry-After: 1', () => {
  it('is three attempts in 2.0 to 2.5 s and one send in the history, each attempt kept with its wait', async () => {
    const { client, vendor, send, answers, times } = await startWith(failing(2, 429, { 'Retry-After': '1' }));
    // What speaks HTTP is loaded with the first send of a start.
    answers.isGood = true;
    await send({ path: '/warm' });
    answers.isGood = false;
    vendor.received.length = 0;
    const exchange = await send();
    // As the vendor saw it: from the first call to the third.
    const took = (times.at(-1) ?? 0) - (times.at(-3) ?? 0);
    expect(vendor.received).toHaveLength(3);
    expect(took).toBeGreaterThanOrEqual(2000);
    expect(took).toBeLessThan(2500);
    expect(exchange).toMatchObject({ status: 200, state: 'answered', attemptCount: 3, errorClass: 'ok' });
    expect(exchange.attempts).toMatchObject([
      { number: 1, status: 429, errorClass: 'limit', waitMs: 0 },
      { number: 2, status: 429, waitMs: 1000, waitWords: 'as Retry-After asked' },
      { number: 3, status: 200, errorClass: 'ok', waitMs: 1000 },
    ]);
    expect(exchange.answerBody?.text).toBe('{"id":7}');
    expect((await client.console.exchanges({ text: '/orders' })).total).toBe(1);
    expect(new Set(vendor.received.map(({ headers }) => headers['x-correlation-id']))).toEqual(new Set([exchange.correlationId]));
  });

  it('says when it may be sent again, where the wait is longer than a send may take; a date is read too', async () => {
    const { clock, send } = await startWith((_request, response) =>
      json(response, {}, { 'Retry-After': new Date(clock.now() + 3_600_000).toUTCString() }, 429),
    );
    const exchange = await send();
    expect(exchange).toMatchObject({ status: 429, attemptCount: 1 });
    expect(exchange.attemptWords).toMatch(/^Not repeated: the vendor asks us to wait (60 min|1 h), and a send ends after 1.5 min.$/);
    expect(exchange.sendAgainAt).toBeGreaterThan(clock.now() + 3_500_000);
  });
});

describe('a call that changes something', () => {
  it.each([429, 500, 503])('without an Idempotency-Key is never sent twice, also not after %i', async (status) => {
    const { vendor, send } = await startWith(failing(9, status, { 'Retry-After': '0' }));
    const exchange = await send({ method: 'POST', body: '{}' });
    expect(exchange).toMatchObject({ status, attemptCount: 1 });
    expect(exchange.attemptWords).toBe('Not repeated: POST without an Idempotency-Key could take effect twice.');
    expect(vendor.received).toHaveLength(1);
  });

  it('without an Idempotency-Key is never sent twice, also not after a reset', async () => {
    const { vendor, send, setPolicy } = await startWith((_request, _response, incoming) => void incoming.socket.destroy());
    await setPolicy(quick);
    const exchange = await send({ method: 'POST', body: '{}' });
    expect(exchange).toMatchObject({ state: 'failed', attemptCount: 1, failure: { cause: 'reset' } });
    expect(vendor.received).toHaveLength(1);
  });

  it('with an Idempotency-Key is repeated with the same key and body', async () => {
    const { vendor, send, setPolicy } = await startWith(failing(2, 503));
    await setPolicy(quick);
    const exchange = await send({ method: 'POST', body: '{"at":"{{$now}}"}', ...withKey });
    expect(exchange).toMatchObject({ status: 200, attemptCount: 3 });
    expect(vendor.received).toHaveLength(3);
    expect(keysOf(vendor.received).size).toBe(1);
    expect(new Set(vendor.received.map(({ body }) => body)).size).toBe(1);
  });

  it.each(['PUT', 'DELETE'])('as %s is repeated only where the policy says so', async (method) => {
    const { vendor, send, setPolicy } = await startWith(failing(1, 503));
    await setPolicy(quick);
    expect((await send({ method })).attemptCount).toBe(1);
    await setPolicy({ repeatsPutAndDelete: true });
    vendor.received.length = 0;
    expect((await send({ method })).status).toBe(200);
  });

  it('that never reached the server may be repeated', async () => {
    const { client, vendor, send, setPolicy } = await startWith((_request, response) => json(response, {}));
    await setPolicy({ ...quick, maxAttempts: 2 });
    await vendor.peer.close();
    const exchange = await send({ method: 'POST', body: '{}' });
    expect(exchange).toMatchObject({ state: 'failed', attemptCount: 2, attemptWords: 'Given up after 2 attempts.' });
    expect(exchange.attempts).toMatchObject([{ cause: 'refused' }, { cause: 'refused' }]);
    expect((await client.console.exchanges({})).total).toBe(1);
  });
});

describe('a wait for the next attempt', () => {
  it('is told, and can be cancelled: what was answered stands', async () => {
    const { engine, vendor } = await startWith(failing(9, 503, { 'Retry-After': '30' }));
    const told: SendProgress[] = [];
    const controller = new AbortController();
    const draft = { environmentId: vendor.environmentId, method: 'GET', path: '/orders' };
    const { requestDraft } = await import('../../../shared/contract/console.ts');
    const sending = engine.console.send(requestDraft.parse(draft), { actor: 'Ada', source: 'console' }, controller.signal, {
      onProgress: (progress) => told.push(progress),
    });
    await until(() => told.length > 0, 'it waits');
    expect(told).toMatchObject([{ phase: 'waiting', attempt: 2, words: 'as Retry-After asked' }]);
    controller.abort();
    expect(await sending).toMatchObject({ status: 503, attemptCount: 1, attemptWords: 'Cancelled while it waited for attempt 2.' });
  });

  it('ends with the policy’s limit also where that is shorter than the request’s own, and so does an attempt that nobody answers', async () => {
    let isHeld = false;
    const { send, setPolicy } = await startWith((_request, response) => (isHeld ? undefined : json(response, {}, {}, 503)));
    await setPolicy({ totalMs: 1_000, baseDelayMs: 60_000, maxDelayMs: 60_000, maxAttempts: 10 });
    const begun = performance.now();
    expect(await send()).toMatchObject({ status: 503, attemptWords: 'Given up: a send ends after 1 s.' });
    isHeld = true;
    expect(await send()).toMatchObject({ state: 'failed', failure: { cause: 'answer_timeout' } });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('does not go beyond what a send may take', async () => {
    const { send, setPolicy, vendor } = await startWith(failing(9, 503, { 'Retry-After': '120' }));
    await setPolicy({ totalMs: 60_000 });
    const exchange = await send({ timeoutMs: 1000 });
    expect(exchange.attemptWords).toBe('Not repeated: the vendor asks us to wait 2 min, and a send ends after 1 min.');
    expect(vendor.received).toHaveLength(1);
    // What the vendor asked for holds for the next call too.
    expect((await faultFrom(send())).data).toMatchObject({ code: 'held_back', happened: expect.stringMatching(/asked us to wait until/) });
    await setPolicy({ holdsToLimits: false });
    expect((await send({ timeoutMs: 1000 })).status).toBe(503);
  });
});

it('the evidence of every attempt is kept: the limits of the 429', async () => {
  const headers = { 'Retry-After': '0', 'X-RateLimit-Limit': '10', 'X-RateLimit-Remaining': '3', 'X-RateLimit-Reset': '1' };
  const { engine, send } = await startWith(failing(1, 429, headers));
  const exchange = await send();
  expect(exchange).toMatchObject({ status: 200, attemptCount: 2 });
  expect(engine.db.get('SELECT limit_value, remaining FROM limits')).toEqual({ limit_value: 10, remaining: 3 });
});

it('Retry-After wins over a window that is said to be used up for longer', async () => {
  const { send } = await startWith(
    failing(1, 429, { 'Retry-After': '0', 'RateLimit-Policy': '"default";q=9;w=60', RateLimit: '"default";r=0;t=60' }),
  );
  expect(await send()).toMatchObject({ status: 200, attemptCount: 2 });
});
