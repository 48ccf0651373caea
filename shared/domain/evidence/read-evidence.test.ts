import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProblem } from './problem-details.ts';
import { readEvidence } from './read-evidence.ts';
import { readTraceParent, readVendorIds } from './vendor-ids.ts';
import { readVersions } from './version.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);

describe('readProblem', () => {
  const type = [['Content-Type', 'application/problem+json; charset=utf-8']] as const;

  it('reads members and extensions', () => {
    const body = {
      type: 'https://example.com/probs/out-of-credit',
      title: 'You do not have enough credit.',
      status: 403,
      detail: 'Your current balance is 30, but that costs 50.',
      instance: '/account/12345/msgs/abc',
      balance: 30,
      accounts: ['/account/12345', '/account/67890'],
    };
    expect(readProblem(type, body).found).toEqual([
      {
        kind: 'problem',
        type: body.type,
        title: body.title,
        status: 403,
        detail: body.detail,
        instance: body.instance,
        violatedPolicies: [],
        extensions: { balance: 30, accounts: body.accounts },
      },
    ]);
  });

  it('ignores members of a wrong type', () => {
    expect(readProblem(type, { type: 7, title: null, status: '403', detail: {} }).found).toMatchObject([
      { type: 'about:blank', title: null, status: null, detail: null, extensions: {} },
    ]);
  });

  it('reads the broken policies of a quota problem', () => {
    expect(readProblem(type, { 'violated-policies': ['permin', { policy: 'perhr' }, 3] }).found).toMatchObject([
      { violatedPolicies: ['permin', 'perhr'] },
    ]);
  });

  it('cuts extensions to small plain JSON', () => {
    const body = { zero: -0, text: 'x'.repeat(3000), list: Array(80).fill(1), deep: [[[[[[[1]]]]]]], gone: Number.NaN };
    const [problem] = readProblem(type, body).found;
    expect(Object.is(problem?.extensions['zero'], 0)).toBe(true);
    expect(problem?.extensions).toMatchObject({ text: `${'x'.repeat(2000)}…`, deep: [[[[[['…']]]]]], gone: null });
    expect(problem?.extensions['list']).toHaveLength(50);
  });

  it('finds nothing in other content, and keeps a problem that is no object', () => {
    expect(readProblem([['Content-Type', 'application/json']], { type: 'x' })).toEqual({ found: [], unparsed: [] });
    expect(readProblem(type, ['x'])).toMatchObject({ found: [], unparsed: [{ source: 'body' }] });
  });
});

describe('readVendorIds', () => {
  it.each([
    [
      [
        ['CF-Ray', '8a-FRA'],
        ['X-Request-ID', 'r1'],
      ],
      'x-request-id',
    ],
    [
      [
        ['X-Request-Id', 'r1'],
        ['Paypal-Debug-Id', 'f1'],
      ],
      'paypal-debug-id',
    ],
    [
      [
        ['x-amzn-RequestId', 'a1'],
        ['X-Correlation-Id', 'c1'],
      ],
      'x-amzn-requestid',
    ],
    [
      [
        ['X-Request-Id', 'r1'],
        ['pspReference', 'NC6HT9CRT65ZGN82'],
      ],
      'pspreference',
    ],
    [[['Request-Id', 'req_123']], 'request-id'],
  ] as [[string, string][], string][])('in %j names %s first', (headers, header) => {
    const { requestId, all } = readVendorIds(headers);
    expect(requestId?.header).toBe(header);
    expect(all).toHaveLength(headers.length);
  });

  it('finds none without a header, and keeps an endless one as unparsed', () => {
    expect(readVendorIds([['Server', 'x']])).toMatchObject({ requestId: null, all: [], traceParent: null });
    expect(readVendorIds([['x-request-id', 'r'.repeat(600)]])).toMatchObject({ all: [], unparsed: [{ source: 'x-request-id' }] });
  });

  it('reads traceparent', () => {
    const raw = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(readTraceParent(raw)).toEqual({
      raw,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentId: '00f067aa0ba902b7',
      sampled: true,
    });
    expect(
      readVendorIds([
        ['traceparent', 'nonsense'],
        ['traceparent', raw],
      ]),
    ).toMatchObject({
      traceParent: { sampled: true },
      unparsed: [{ raw: 'nonsense' }],
    });
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
  ])('refuses %s', (raw) => {
    expect(readTraceParent(raw)).toBeNull();
  });
});

describe('readVersions', () => {
  it('reads what answered and what is listed', () => {
    const headers = [
      ['X-Shopify-API-Version', '2026-04'],
      ['api-supported-versions', '1.0, 2.0'],
      ['Stripe-Version', ' '],
    ] as const;
    expect(readVersions(headers)).toEqual([
      { kind: 'version', header: 'x-shopify-api-version', value: '2026-04', role: 'resolved' },
      { kind: 'version', header: 'api-supported-versions', value: '1.0', role: 'supported' },
      { kind: 'version', header: 'api-supported-versions', value: '2.0', role: 'supported' },
    ]);
  });
});

describe('readEvidence', () => {
  it('joins all that one answer says', () => {
    const evidence = readEvidence({
      status: 429,
      url: 'https://api.example.com/v1/orders',
      receivedAt,
      headers: [
        ['Date', 'Sat, 21 Nov 2026 12:00:45 GMT'],
        ['Content-Type', 'application/problem+json'],
        ['Deprecation', '@1688169599'],
        ['Sunset', 'Fri, 30 Jun 2023 00:00:00 UTC'],
        ['Link', '</docs/v2>; rel="successor-version"'],
        ['Warning', '299 - "v1 is deprecated"'],
        ['RateLimit', '"default";r=0;t=30'],
        ['Retry-After', '30'],
        ['X-Request-Id', 'req-1'],
        ['X-GitHub-Api-Version-Selected', '2022-11-28'],
        ['X-RateLimit-Limit', 'plenty'],
      ],
      body: { type: 'https://iana.org/assignments/http-problem-types#quota-exceeded', title: 'Too many' },
    });
    expect(evidence).toMatchObject({
      deprecation: { form: 'epoch', inEffect: true },
      sunset: { contradiction: true },
      links: [{ rel: 'successor-version', href: 'https://api.example.com/docs/v2' }],
      warnings: [{ code: 299, signal: 'deprecation' }],
      rateLimits: { limits: [{ policy: 'default', remaining: 0 }], fromCache: false },
      retryAfter: { delayMs: 30_000 },
      problem: { title: 'Too many' },
      ids: { requestId: { value: 'req-1' } },
      versions: [{ value: '2022-11-28' }],
      clockSkewMs: 45_000,
      verdict: { class: 'limit' },
      unparsed: [{ source: 'x-ratelimit-limit', raw: 'plenty' }],
    });
  });

  it('does not judge by the limits or the clock of a cached answer', () => {
    const headers = [
      ['Age', '60'],
      ['x-ratelimit-limit', '60'],
      ['x-ratelimit-remaining', '0'],
      ['Date', 'Sat, 21 Nov 2026 11:00:00 GMT'],
    ] as const;
    expect(readEvidence({ status: 403, url: 'https://a.example/', headers, receivedAt })).toMatchObject({
      verdict: { class: 'auth' },
      clockSkewMs: null,
      rateLimits: { fromCache: true },
    });
  });

  it('never throws, and gives plain data that survives JSON', () => {
    const name = fc.constantFrom(
      'Deprecation',
      'sunset',
      'Link',
      'Warning',
      'RateLimit',
      'RateLimit-Policy',
      'ratelimit-limit',
      'ratelimit-reset',
      'X-RateLimit-Limit',
      'x-ratelimit-reset',
      'X-RateLimit-Remaining',
      'X-Rate-Limit',
      'X-App-Usage',
      'Retry-After',
      'Age',
      'X-Business-Use-Case-Usage',
      'X-HubSpot-RateLimit-Daily',
      'X-Shopify-Shop-Api-Call-Limit',
      'traceparent',
      'X-Request-Id',
      'Content-Type',
      'X-Old-Deprecated',
      'Date',
      'api-supported-versions',
      'x-ratelimit-__proto__',
      'ratelimit-constructor-limit',
    );
    const value = fc.oneof(
      fc.string(),
      fc.json(),
      fc.integer().map(String),
      fc.constantFrom(
        '@-0',
        '-0',
        '@1',
        '"a";q=-0',
        '"a";r=1;t=999999999999999',
        '1/2',
        '99999999999999999999',
        'application/problem+json',
        '</a>; rel=next',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(name, fc.string()), value), { maxLength: 12 }),
        fc.oneof(fc.jsonValue(), fc.anything()),
        fc.oneof(fc.integer({ min: 100, max: 599 }), fc.nat()),
        fc.webUrl(),
        (headers, body, status, url) => {
          const evidence = readEvidence({ status, url, headers, body, receivedAt });
          expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
