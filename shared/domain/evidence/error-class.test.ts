import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallFailure, classifyOutcome } from './error-class.ts';
import { readProblem } from './problem-details.ts';
import { readRateLimits } from './rate-limit.ts';
import { readRetryAfter } from './retry-after.ts';

describe('classifyOutcome', () => {
  it.each([
    [200, 'ok'],
    [204, 'ok'],
    [304, 'ok'],
    [302, 'unknown'],
    [400, 'ours'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'ours'],
    [407, 'network'],
    [410, 'contract'],
    [418, 'ours'],
    [422, 'ours'],
    [429, 'limit'],
    [430, 'limit'],
    [500, 'theirs'],
    [503, 'theirs'],
    [511, 'network'],
    [599, 'theirs'],
    [600, 'unknown'],
    [0, 'unknown'],
    [Number.NaN, 'unknown'],
  ])('puts status %s in class %s', (status, expected) => {
    expect(classifyOutcome({ status }).class).toBe(expected);
  });

  it.each<[CallFailure, string]>([
    ['dns', 'network'],
    ['proxy', 'network'],
    ['connect', 'network'],
    ['tls', 'network'],
    ['timeout', 'network'],
    ['reset', 'network'],
    ['cancelled', 'ours'],
    ['redirect', 'ours'],
    ['astray', 'theirs'],
    ['too_large', 'ours'],
    ['contract', 'contract'],
    ['unknown', 'unknown'],
  ])('puts failure %s in class %s, whatever the status', (failure, expected) => {
    expect(classifyOutcome({ failure, status: 200 }).class).toBe(expected);
  });

  it('sees a limit behind a 403 with nothing left or with a wait', () => {
    const limits = readRateLimits(
      [
        ['x-ratelimit-limit', '60'],
        ['x-ratelimit-remaining', '0'],
      ],
      0,
    ).found;
    const [retryAfter] = readRetryAfter([['Retry-After', '60']], 0).found;
    expect(classifyOutcome({ status: 403, limits }).class).toBe('limit');
    expect(classifyOutcome({ status: 403, retryAfter })).toEqual({
      class: 'limit',
      words: 'The vendor’s rate limit was reached. It asks us to wait 60 s.',
    });
    expect(classifyOutcome({ status: 401, limits }).class).toBe('auth');
    expect(classifyOutcome({ status: 200, limits }).class).toBe('ok');
  });

  it('sees a limit in the problem type and in a throttled body', () => {
    const type = 'https://iana.org/assignments/http-problem-types#quota-exceeded';
    const [problem] = readProblem([['Content-Type', 'application/problem+json']], { type }).found;
    expect(classifyOutcome({ status: 503, problem }).class).toBe('limit');
    expect(classifyOutcome({ status: 200, problem }).class).toBe('ok');
    expect(classifyOutcome({ status: 200, throttled: true }).class).toBe('limit');
  });

  it('always gives a class and one sentence', () => {
    fc.assert(
      fc.property(fc.integer(), (status) => {
        expect(classifyOutcome({ status }).words).toMatch(/^[A-Z][^.]*\.$/);
      }),
    );
    expect(classifyOutcome({}).class).toBe('unknown');
  });
});
