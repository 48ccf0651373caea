import { describe, expect, it } from 'vitest';
import type { RateLimitEvidence } from './evidence.ts';
import { readRateLimits } from './rate-limit.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);
const inSeconds = (seconds: number): number => receivedAt + seconds * 1000;

/** Header lines as they stand on the wire. */
function headersOf(lines: string): [string, string][] {
  return lines
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]);
}

function rowsOf(lines: string): readonly RateLimitEvidence[] {
  return readRateLimits(headersOf(lines), receivedAt).found;
}

/** policy unit limit remaining window reset(s from now) used% assumed */
function brief(row: RateLimitEvidence): unknown[] {
  const reset = row.resetAtMs === null ? null : (row.resetAtMs - receivedAt) / 1000;
  return [row.policy, row.unit, row.limit, row.remaining, row.windowSeconds, reset, row.usedPercent, row.assumed.join(' ')];
}

const samples: readonly [vendor: string, lines: string, rows: unknown[][]][] = [
  [
    'draft 11 with two policies',
    'RateLimit-Policy: "permin";q=50;w=60,"perhr";q=1000;w=3600\nRateLimit: "permin";r=20;t=30, "perhr";r=999',
    [
      ['permin', 'requests', 50, 20, 60, 30, 60, ''],
      ['perhr', 'requests', 1000, 999, 3600, null, 0.1, ''],
    ],
  ],
  [
    'draft 11 over several lines, with unit',
    'RateLimit-Policy: "bytes";q=65535;qu="content-bytes";w=10\nRateLimit-Policy: "conc";q=10;qu="concurrent-requests"\nRateLimit: "bytes";r=0',
    [
      ['bytes', 'content-bytes', 65535, 0, 10, null, 100, ''],
      ['conc', 'concurrent-requests', 10, null, null, null, null, ''],
    ],
  ],
  [
    'express-rate-limit, draft 8',
    'RateLimit-Policy: "5-in-1min"; q=5; w=60; pk=:NzYwNGNhODRmYjM2:\nRateLimit: "5-in-1min"; r=4; t=60',
    [['5-in-1min', 'requests', 5, 4, 60, 60, 20, '']],
  ],
  ['RateLimit alone', 'RateLimit: "default";r=50;t=30', [['default', 'requests', null, 50, null, 30, null, '']]],
  ['draft 7', 'RateLimit-Policy: 100;w=60\nRateLimit: limit=100, remaining=50, reset=5', [['60 s', 'requests', 100, 50, 60, 5, 50, '']]],
  ['draft 7 alone', 'RateLimit: limit=100, remaining=50, reset=5', [['default', 'requests', 100, 50, null, 5, 50, '']]],
  ['draft 6', 'RateLimit-Limit: 10\nRateLimit-Remaining: 1\nRateLimit-Reset: 7', [['default', 'requests', 10, 1, null, 7, 90, 'unit']]],
  [
    'draft 6 with windows',
    'RateLimit-Limit: 10, 10;w=1, 50;w=60\nRateLimit-Remaining: 9\nRateLimit-Reset: 1',
    [
      ['default', 'requests', 10, 9, 1, 1, 10, 'unit'],
      ['60 s', 'requests', 50, null, 60, null, null, 'unit'],
    ],
  ],
  [
    'GitHub',
    `x-ratelimit-limit: 5000\nx-ratelimit-remaining: 4987\nx-ratelimit-reset: ${inSeconds(1800) / 1000}\nx-ratelimit-resource: core\nx-ratelimit-used: 13`,
    [['core', 'requests', 5000, 4987, null, 1800, 0.26, 'unit']],
  ],
  [
    'GitLab',
    `RateLimit-Limit: 2000\nRateLimit-Name: throttle_authenticated_api\nRateLimit-Observed: 4\nRateLimit-Remaining: 1996\nRateLimit-Reset: ${inSeconds(60) / 1000}\nRateLimit-ResetTime: Sat, 21 Nov 2026 12:01:00 GMT`,
    [['throttle_authenticated_api', 'requests', 2000, 1996, null, 60, 0.2, 'unit']],
  ],
  [
    'X',
    `x-rate-limit-limit: 900\nx-rate-limit-remaining: 0\nx-rate-limit-reset: ${inSeconds(900) / 1000}`,
    [['default', 'requests', 900, 0, null, 900, 100, 'unit']],
  ],
  [
    'OpenAI',
    'x-ratelimit-limit-requests: 60\nx-ratelimit-limit-tokens: 150000\nx-ratelimit-remaining-requests: 59\nx-ratelimit-remaining-tokens: 149984\nx-ratelimit-reset-requests: 1s\nx-ratelimit-reset-tokens: 6m0s',
    [
      ['requests', 'requests', 60, 59, null, 1, 1.67, ''],
      ['tokens', 'tokens', 150000, 149984, null, 360, 0.01, ''],
    ],
  ],
  [
    'Anthropic',
    'anthropic-ratelimit-requests-limit: 50\nanthropic-ratelimit-requests-remaining: 49\nanthropic-ratelimit-requests-reset: 2026-11-21T12:00:02Z',
    [['requests', 'requests', 50, 49, null, 2, 2, '']],
  ],
  [
    'Discord',
    `X-RateLimit-Limit: 5\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: ${inSeconds(1) / 1000}.123\nX-RateLimit-Reset-After: 1.123\nX-RateLimit-Bucket: abcd1234`,
    [['abcd1234', 'requests', 5, 0, null, 1.123, 100, 'unit']],
  ],
  [
    'Reddit, reset of unknown unit',
    'X-Ratelimit-Used: 1\nX-Ratelimit-Remaining: 599.0\nX-Ratelimit-Reset: 254',
    [['default', 'requests', null, 599, null, 254, null, 'unit resetAtMs']],
  ],
  [
    'Kong',
    'X-RateLimit-Limit-Minute: 20\nX-RateLimit-Remaining-Minute: 18\nRateLimit-Limit: 20\nRateLimit-Remaining: 18\nRateLimit-Reset: 43',
    [['minute', 'requests', 20, 18, 60, 43, 10, 'unit']],
  ],
  [
    'WHOOP',
    'X-RateLimit-Limit: 100, 100;window=60, 10000;window=86400\nX-RateLimit-Remaining: 98\nX-RateLimit-Reset: 3',
    [
      ['default', 'requests', 100, 98, 60, 3, 2, 'unit resetAtMs'],
      ['86400 s', 'requests', 10000, null, 86400, null, null, 'unit'],
    ],
  ],
  [
    'BigCommerce',
    'X-Rate-Limit-Requests-Left: 149\nX-Rate-Limit-Time-Reset-Ms: 15000\nX-Rate-Limit-Requests-Quota: 150\nX-Rate-Limit-Time-Window-Ms: 30000',
    [['requests', 'requests', 150, 149, 30, 15, 0.67, '']],
  ],
  [
    'reset in epoch milliseconds',
    `X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 5\nX-RateLimit-Reset: ${inSeconds(2)}`,
    [['default', 'requests', 10, 5, null, 2, 50, 'unit']],
  ],
  [
    'lemlist, reset as words',
    'X-RateLimit-Limit: 20\nX-RateLimit-Remaining: 7\nX-RateLimit-Reset: Sat Nov 21 2026 13:00:02 GMT+0100 (Central European Standard Time)',
    [['default', 'requests', 20, 7, null, 2, 65, 'unit']],
  ],
  ['Zendesk', 'X-Rate-Limit: 700\nX-Rate-Limit-Remaining: 699', [['default', 'requests', 700, 699, null, null, 0.14, 'unit']]],
  ['Shopify', 'X-Shopify-Shop-Api-Call-Limit: 32/40', [['shop', 'requests', 40, 8, null, null, 80, '']]],
  [
    'HubSpot',
    'X-HubSpot-RateLimit-Daily: 500000\nX-HubSpot-RateLimit-Daily-Remaining: 499000\nX-HubSpot-RateLimit-Interval-Milliseconds: 10000\nX-HubSpot-RateLimit-Max: 100\nX-HubSpot-RateLimit-Remaining: 99',
    [
      ['daily', 'requests', 500000, 499000, 86400, null, 0.2, ''],
      ['interval', 'requests', 100, 99, 10, null, 1, ''],
    ],
  ],
  [
    'HubSpot with OAuth',
    'X-HubSpot-RateLimit-Interval-Milliseconds: 10000\nX-HubSpot-RateLimit-Max: 100\nX-HubSpot-RateLimit-Remaining: 0',
    [['interval', 'requests', 100, 0, 10, null, 100, '']],
  ],
  [
    'App Store Connect',
    'X-Rate-Limit: user-hour-lim:3500;user-hour-rem:500;',
    [['user-hour', 'requests', 3500, 500, 3600, null, 85.71, '']],
  ],
  [
    'Meta app',
    'X-App-Usage: {"call_count":28,"total_time":25,"total_cputime":0}',
    [
      ['app call_count', 'percent', null, null, null, null, 28, ''],
      ['app total_cputime', 'percent', null, null, null, null, 0, ''],
      ['app total_time', 'percent', null, null, null, null, 25, ''],
    ],
  ],
  [
    'Meta business use case',
    'X-Business-Use-Case-Usage: {"123":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":19}]}',
    [['business-use-case 123 pages call_count', 'percent', null, null, null, 1140, 100, '']],
  ],
  ['Amazon', 'x-amzn-RateLimit-Limit: 0.0167', [['default', 'requests', 0.0167, null, 1, null, null, '']]],
  ['none', 'Content-Type: application/json\nX-Rate-Card: gold', []],
];

describe('readRateLimits', () => {
  it.each(samples)('reads %s', (_vendor, lines, rows) => {
    const { found, unparsed } = readRateLimits(headersOf(lines), receivedAt);
    expect(found.map(brief)).toEqual(rows);
    expect(unparsed).toEqual([]);
  });

  it('keeps source names and raw values', () => {
    expect(rowsOf('X-Shopify-Shop-Api-Call-Limit: 32/40')).toMatchObject([
      { sources: ['x-shopify-shop-api-call-limit'], raw: '32/40', partition: null },
    ]);
    expect(rowsOf('RateLimit-Policy: "a";q=5;pk=:YQ==:\nRateLimit: "a";r=1;pk=:YQ==:')).toMatchObject([
      { partition: 'YQ==', sources: ['ratelimit-policy', 'ratelimit'], limit: 5, remaining: 1 },
    ]);
  });

  it('keeps partitions of one policy apart', () => {
    const rows = rowsOf('RateLimit-Policy: "a";q=5;pk=:YQ==:, "a";q=9;pk=:Yg==:\nRateLimit: "a";r=1;pk=:Yg==:');
    expect(rows.map((row) => [row.partition, row.limit, row.remaining])).toEqual([
      ['YQ==', 5, null],
      ['Yg==', 9, 1],
    ]);
  });

  it('does not guess to which of two partitions a limit without one belongs', () => {
    const rows = rowsOf('RateLimit-Policy: "a";q=5;pk=:YQ==:, "a";q=9;pk=:Yg==:\nRateLimit: "a";r=1');
    expect(rows.map((row) => [row.partition, row.limit, row.remaining])).toEqual([
      ['YQ==', 5, null],
      ['Yg==', 9, null],
      [null, null, 1],
    ]);
    const [only] = rowsOf('RateLimit-Policy: "a";q=5;pk=:YQ==:\nRateLimit: "a";r=1');
    expect(only).toMatchObject({ partition: 'YQ==', limit: 5, remaining: 1 });
  });

  it.each([
    ['RateLimit: "default";r=50;t=', 'ratelimit'],
    ['RateLimit: "default";t=5', 'ratelimit'],
    ['RateLimit-Policy: "a";q="5"', 'ratelimit-policy'],
    ['RateLimit: limit=1, remaining=x', 'ratelimit'],
    ['X-Shopify-Shop-Api-Call-Limit: 32', 'x-shopify-shop-api-call-limit'],
    ['X-App-Usage: {"call_count"', 'x-app-usage'],
    ['X-App-Usage: []', 'x-app-usage'],
    ['x-amzn-RateLimit-Limit: fast', 'x-amzn-ratelimit-limit'],
    ['X-Rate-Limit: user-hour:none', 'x-rate-limit'],
    ['X-RateLimit-Limit: many', 'x-ratelimit-limit'],
  ])('keeps %s as unparsed', (line, source) => {
    const { found, unparsed } = readRateLimits(headersOf(line), receivedAt);
    expect(found).toEqual([]);
    expect(unparsed).toMatchObject([{ source, raw: line.slice(line.indexOf(':') + 2) }]);
  });

  it('reads the rest of a family when one value is broken', () => {
    const { found, unparsed } = readRateLimits(
      headersOf('X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 3\nX-RateLimit-Reset: tomorrow'),
      receivedAt,
    );
    expect(found).toMatchObject([{ limit: 10, remaining: 3, resetAtMs: null }]);
    expect(unparsed).toMatchObject([{ source: 'x-ratelimit-reset', raw: 'tomorrow' }]);
  });

  it('says when the answer came from a cache', () => {
    const lines = 'X-Shopify-Shop-Api-Call-Limit: 1/40\nAge: ';
    expect(readRateLimits(headersOf(`${lines}12`), receivedAt)).toMatchObject({ fromCache: true, ageSeconds: 12 });
    expect(readRateLimits(headersOf(`${lines}12`), receivedAt).found).toHaveLength(1);
    expect(readRateLimits(headersOf(`${lines}0`), receivedAt)).toMatchObject({ fromCache: false, ageSeconds: 0 });
    expect(readRateLimits(headersOf(`${lines}old`), receivedAt)).toMatchObject({ fromCache: false, ageSeconds: null });
  });

  it('reads Shopify’s GraphQL budget from the body', () => {
    const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 100 };
    const { found } = readRateLimits([], receivedAt, { extensions: { cost: { requestedQueryCost: 9, throttleStatus } } });
    expect(found.map(brief)).toEqual([['graphql cost', 'points', 2000, 1900, 20, 1, 5, '']]);
  });
});
