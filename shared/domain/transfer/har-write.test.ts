import { describe, expect, it } from 'vitest';
import { harOfExchanges, harOfRequests, type HarExchange } from './har-write.ts';
import { readHar } from './read-har.ts';

const exchange: HarExchange = {
  number: 7,
  correlationId: 'c-1',
  startedAt: Date.UTC(2026, 10, 21, 8),
  durationMs: 120,
  method: 'POST',
  url: 'https://x.test/a?b=1',
  status: 502,
  cutStatus: null,
  requestHeaders: [['Authorization', '[redacted: key]']],
  answerHeaders: [['Location', '/elsewhere']],
  requestBody: { byteLength: 7, sha256: 'x', mediaType: 'application/json', text: '{"a":1}', isCut: false, reason: null },
  answerBody: { byteLength: 9_000_000, sha256: 'abc', mediaType: 'text/plain', text: 'begin', isCut: true, reason: null },
  timings: {
    queueMs: 1,
    dnsMs: 2,
    tcpMs: 3,
    tlsMs: null,
    waitMs: 100,
    downloadMs: 14,
    totalMs: 120,
    isReused: false,
    remoteAddress: '127.0.0.1',
    httpVersion: 'HTTP/1.1',
  },
  failure: null,
  vendorRequestId: 'v-9',
};

describe('a HAR of exchanges', () => {
  it('has the phases, the redacted headers, and says where a body was cut', () => {
    const [entry] = harOfExchanges([exchange]).log.entries;
    expect(entry).toMatchObject({
      startedDateTime: '2026-11-21T08:00:00.000Z',
      time: 120,
      request: { method: 'POST', queryString: [{ name: 'b', value: '1' }], postData: { text: '{"a":1}' } },
      response: {
        status: 502,
        redirectURL: '/elsewhere',
        content: { size: 9_000_000, text: 'begin', comment: 'Cut: 9000000 bytes in all, SHA-256 abc.' },
      },
      timings: { blocked: 1, dns: 2, connect: 3, ssl: -1, wait: 100, receive: 14 },
      serverIPAddress: '127.0.0.1',
    });
    const proxied = { ...exchange, timings: exchange.timings && { ...exchange.timings, proxy: 'http://10.0.0.3:3128' } };
    expect(JSON.stringify(harOfExchanges([proxied]))).not.toMatch(/10\.0\.0\.3|127\.0\.0\.1/);
    expect(entry?.comment).toBe('Exchange 7, correlation id c-1; vendor’s request id v-9');
  });

  it('has status 0 and no timings for a call without an answer', () => {
    const [entry] = harOfExchanges([
      {
        ...exchange,
        status: null,
        timings: null,
        answerBody: null,
        failure: { phase: 'dns', cause: 'x', happened: 'No such host.', remedy: '' },
      },
    ]).log.entries;
    expect(entry).toMatchObject({ response: { status: 0, bodySize: -1 }, timings: { wait: 120 } });
    expect(entry?.comment).toContain('No such host.');
  });
});

it('a HAR of requests is read again with their names', () => {
  const har = harOfRequests(
    [{ method: 'GET', url: 'https://x.test/a', headers: [['X-A', '1']], postData: null, comment: 'My request' }],
    0,
  );
  expect(readHar(har).requests).toMatchObject([
    { name: 'My request', method: 'GET', url: 'https://x.test/a', headers: [{ name: 'X-A', value: '1' }] },
  ]);
});

it('a HAR keeps {{names}} as values to fill in, and other double braces as they are', () => {
  const postData = { mimeType: 'application/json', text: '{"id":{{id}},"t":"{{#if}}"}' };
  const har = harOfRequests([{ method: 'POST', url: 'https://x.test/a/{{b}}?c={{c}}', headers: [['X-A', '{{a}}']], postData }], 0);
  const form = { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'f', value: '%20{{f}}' }] };
  const forms = harOfRequests([{ method: 'POST', url: 'https://x.test/f', headers: [], postData: form }], 0);
  expect([...readHar(har).requests, ...readHar(forms).requests]).toMatchObject([
    {
      name: 'POST /a/{{b}}',
      url: 'https://x.test/a/{{b}}',
      query: [{ name: 'c', value: '{{c}}' }],
      headers: [{ name: 'X-A', value: '{{a}}' }],
      body: String.raw`{"id":{{id}},"t":"\{{#if}}"}`,
    },
    { content: { fields: [{ name: 'f', value: ' {{f}}' }] } },
  ]);
});
