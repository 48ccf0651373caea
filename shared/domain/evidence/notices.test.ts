import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationWords, noticesOf } from './notices.ts';
import { readEvidence } from './read-evidence.ts';

const receivedAt = Date.UTC(2026, 10, 21, 8);
const said = (headers: [string, string][], status = 200, body?: unknown): string[] =>
  noticesOf(readEvidence({ status, url: 'https://api.testpay.example/v1/orders', headers, body, receivedAt })).map(
    ({ kind, words }) => `${kind}: ${words}`,
  );

describe('what an answer’s headers say, in words', () => {
  it.each<[string, [string, string][], string[]]>([
    ['nothing', [['Content-Type', 'application/json']], []],
    [
      'a limit',
      [
        ['X-RateLimit-Limit', '5000'],
        ['X-RateLimit-Remaining', '4999'],
      ],
      ['limit: 4,999 of 5,000 requests left'],
    ],
    [
      'a standard limit with its window',
      [
        ['RateLimit-Policy', '"default";q=100;w=60'],
        ['RateLimit', '"default";r=50;t=30'],
      ],
      ['limit: 50 of 100 requests left in 1 min'],
    ],
    ['a sunset', [['Sunset', 'Tue, 15 Dec 2026 00:00:00 GMT']], ['sunset: Stops 15 Dec 2026']],
    ['a deprecation that has begun', [['Deprecation', `@${Date.UTC(2026, 9, 1) / 1000}`]], ['deprecation: Deprecated since 1 Oct 2026']],
    ['a deprecation to come', [['Deprecation', `@${Date.UTC(2027, 0, 1) / 1000}`]], ['deprecation: Deprecated from 1 Jan 2027']],
    ['a deprecation without a date', [['Deprecation', 'true']], ['deprecation: Deprecated']],
    ['a warning', [['Warning', '299 - "Use v2"']], ['warning: Use v2']],
    ['when to come again', [['Retry-After', '120']], ['retry_after: Try again in 2 min']],
  ])('%s', (_what, headers, words) => {
    expect(said(headers)).toEqual(words);
  });

  it('puts what runs out first, then what goes away, then the rest', () => {
    const kinds = said(
      [
        ['Warning', '299 - "x"'],
        ['Deprecation', 'true'],
        ['Sunset', 'Tue, 15 Dec 2026 00:00:00 GMT'],
        ['Retry-After', '1'],
        ['X-RateLimit-Limit', '5'],
        ['X-RateLimit-Remaining', '4'],
        ['Content-Type', 'application/problem+json'],
      ],
      429,
      { title: 'Too many' },
    ).map((words) => words.split(':')[0]);
    expect(kinds).toEqual(['limit', 'retry_after', 'sunset', 'deprecation', 'problem', 'warning']);
  });

  it('says what could not be read, and shows it as it came', () => {
    const [notice] = noticesOf(readEvidence({ status: 200, url: 'https://x.example', headers: [['Sunset', 'next spring']], receivedAt }));
    expect(notice).toMatchObject({ kind: 'unparsed', raw: 'next spring', words: expect.stringContaining('could not be read') });
  });

  it('never throws, whatever the headers are', () => {
    const names = fc.constantFrom(
      'Sunset',
      'Deprecation',
      'Warning',
      'RateLimit',
      'RateLimit-Policy',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'Retry-After',
      'Link',
      'Date',
    );
    fc.assert(fc.property(fc.array(fc.tuple(names, fc.string())), (headers) => void said(headers)));
  });
});

describe('durations in words', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_500, '1.5 s'],
    [60_000, '1 min'],
    [90_000, '1.5 min'],
    [3_600_000, '1 h'],
    [86_400_000, '24 h'],
    [2 * 86_400_000, '2 days'],
    [30 * 86_400_000, '30 days'],
  ])('%i ms is %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
