import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, utf8 } from './bytes-as-text.ts';
import { eventFact, isFactPath, valueAt } from './event-facts.ts';
import { guessScheme } from './guess-scheme.ts';
import { readDelivery } from './read-delivery.ts';
import { backoffMs } from './replay-backoff.ts';
import { listenedMs, silenceMs } from './silence.ts';
import { isLoopbackTarget, targetFault } from './target-rules.ts';

const read = (text: string) => {
  const { delivery, problem } = readDelivery(utf8(text));
  return delivery === null ? { problem } : { ...delivery, body: textOf(delivery.body) };
};

describe('a copied delivery', () => {
  it('is read from an HTTP message, byte for byte', () => {
    expect(read('POST /hooks HTTP/1.1\r\nX-A: 1\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\n\r\n{"a":\r\n1}\n\n')).toMatchObject({
      format: 'message',
      headers: [
        ['X-A', '1'],
        ['Date', 'Sat, 21 Nov 2026 08:00:00 GMT'],
      ],
      body: '{"a":\r\n1}\n\n',
      receivedAt: Date.UTC(2026, 10, 21, 8),
    });
  });

  it('is read from headers and body as a delivery log shows them', () => {
    expect(read('X-GitHub-Event: push\nX-Hub-Signature-256: sha256=ab\n\n{"a":1}')).toMatchObject({
      format: 'headers and body',
      body: '{"a":1}',
      receivedAt: null,
    });
  });

  it('is a body alone where its signature is inside, as Adyen’s is, and nowhere else', () => {
    const body = '{"notificationItems":[{"NotificationRequestItem":{"additionalData":{"hmacSignature":"x"}}}]}';
    expect(read(`\n${body}\n`)).toMatchObject({ headers: [], body, receivedAt: null, notes: [] });
    expect(guessScheme(body)).toBe('adyen');
    expect(read('{"id":1}').problem).toContain('the signature is in a header');
  });

  it('loses the line end that a copy added, when Content-Length says so', () => {
    expect(read('Content-Length: 7\nX-A: 1\n\n{"a":1}\n')).toMatchObject({
      body: '{"a":1}',
      notes: [expect.stringContaining('Content-Length')],
    });
    expect(read('Content-Length: 70\nX-A: 1\n\n{"a":1}')).toMatchObject({ body: '{"a":1}', notes: [expect.stringContaining('not whole')] });
  });

  it('is read from curl, a HAR, and the JSON of a tunnel', () => {
    expect(read(`curl -X POST http://127.0.0.1/hooks -H 'X-A: 1' -d '{"a":1}'`)).toMatchObject({ format: 'curl', body: '{"a":1}' });
    const entry = {
      startedDateTime: '2026-11-21T08:00:00Z',
      request: { method: 'POST', headers: [{ name: 'X-A', value: '1' }], postData: { text: '{"a": 1}' } },
    };
    expect(read(JSON.stringify({ log: { entries: [entry] } }))).toMatchObject({
      format: 'HAR',
      headers: [['X-A', '1']],
      body: '{"a": 1}',
      receivedAt: Date.UTC(2026, 10, 21, 8),
    });
    expect(read(JSON.stringify(entry))).toMatchObject({ format: 'HAR', body: '{"a": 1}' });
    expect(read(JSON.stringify({ headers: { 'X-A': ['1'] }, body: '{"a": 1}' }))).toMatchObject({
      format: 'JSON',
      headers: [['X-A', '1']],
      body: '{"a": 1}',
      notes: [],
    });
    expect(read(JSON.stringify({ headers: { 'X-A': '1' }, body: { a: 1 } }))).toMatchObject({
      body: '{"a":1}',
      notes: [expect.stringContaining('exact bytes')],
    });
  });

  it.each(['', '   ', '{"a":1}', 'just some words', 'curl', 'POST / HTTP/1.1\r\n\r\n'])('that is none says so: %j', (text) => {
    expect(read(text)).toMatchObject({ problem: expect.stringMatching(/\.$/) });
  });

  it('never throws, whatever bytes it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { delivery, problem } = readDelivery(bytes);
        expect((delivery === null) !== (problem === null)).toBe(true);
      }),
    );
  });
});

describe('who signed it', () => {
  it.each([
    ['webhook-signature: v1,x\n\n{}', 'standard'],
    ['svix-signature: v1,x\n\n{}', 'standard'],
    ['stripe-signature: t=1,v1=2\n\n{}', 'stripe'],
    ['X-Hub-Signature: sha1=a\n\n{}', 'github'],
    ['X-Shopify-Hmac-SHA256: a\n\n{}', 'shopify'],
    ['X-Slack-Signature: v0=a\n\na=1', 'slack'],
    ['HmacSignature: a\n\n{}', 'adyen_header'],
    ['Content-Type: application/json\n\n{"notificationItems":[{"NotificationRequestItem":{}}]}', 'adyen'],
    ['X-Other: a\n\n{}', null],
    ['', null],
  ])('is told by %j', (text, scheme) => expect(guessScheme(text)).toBe(scheme));
});

describe('what an event is called', () => {
  it('is found in a header or at a path, and nowhere else', () => {
    expect(eventFact('X-Id', [['x-id', '7']], {})).toBe('7');
    expect(eventFact('$.data.items[1].id', [], { data: { items: [{}, { id: 9 }] } })).toBe('9');
    expect(eventFact('$.data.gone', [], { data: {} })).toBeNull();
    expect(valueAt('$.__proto__.x', {})).toBeUndefined();
    expect(valueAt('$.toString', {})).toBeUndefined();
  });

  it.each([
    ['$.data.id', true],
    ['X-Shopify-Topic', true],
    ['', true],
    ['$..id', false],
    ['a b', false],
    ['$', false],
  ])('%j may be written as a place: %s', (text, is) => expect(isFactPath(text)).toBe(is));
});

describe('pauses between attempts', () => {
  it('lie between nothing and twice the pause before, never above half a minute, and respect Retry-After', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (attempt, random) => {
        const ms = backoffMs(attempt, random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** (attempt - 1)));
        expect(backoffMs(attempt, random, 2_000)).toBeGreaterThanOrEqual(2_000);
        expect(backoffMs(attempt, random, 10 ** 9)).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});

describe('silence', () => {
  const span = fc.tuple(fc.nat(1000), fc.nat(200)).map(([startAt, length]) => ({ startAt, endAt: startAt + length }));

  it('is only the time in which somebody listened', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.nat(1000), fc.nat(1500), (spans, fromAt, now) => {
        const minutes = Array.from({ length: Math.max(0, now - fromAt) }, (_none, at) => fromAt + at);
        const slow = minutes.filter((at) => spans.some(({ startAt, endAt }) => startAt <= at && at < endAt)).length;
        expect(listenedMs(spans, fromAt, now)).toBe(slow);
      }),
    );
  });

  it('is told when it is longer than agreed, and never while nobody listened', () => {
    expect(silenceMs([], 0, 10, 1_000_000)).toBeNull();
    expect(silenceMs([{ startAt: 0, endAt: 10 }], 0, 10, 100)).toBeNull();
    expect(silenceMs([{ startAt: 0, endAt: 11 }], 0, 10, 100)).toBe(11);
  });
});

describe('a target', () => {
  it.each([
    ['http://127.0.0.1:3000/x', true],
    ['http://localhost/', true],
    ['http://[::1]:80/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['http://localhost.evil.example/', false],
    ['http://192.168.0.4/', false],
    ['ftp://127.0.0.1/', false],
    ['http://2130706433/', true],
  ])('%s is on this computer: %s', (url, is) => expect(isLoopbackTarget(url)).toBe(is));

  it('has no user name in it and is a web address', () => {
    expect(targetFault('http://a:b@127.0.0.1/')).not.toBeNull();
    expect(targetFault('file:///etc/passwd')).not.toBeNull();
    expect(targetFault('http://127.0.0.1:1/')).toBeNull();
  });
});
