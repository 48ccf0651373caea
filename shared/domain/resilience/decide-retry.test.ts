import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRetry, type AttemptEnd, type EndedAttempt } from './decide-retry.ts';
import { fullJitter } from './full-jitter.ts';
import { hasIdempotencyKey } from './may-repeat.ts';
import { policyWords, usualPolicy } from './policy.ts';

const ends: fc.Arbitrary<AttemptEnd> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    status: fc.integer({ min: 100, max: 599 }),
    isLimited: fc.boolean(),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
    limitFreeMs: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
  }),
  fc.record({
    kind: fc.constant('failure' as const),
    cause: fc.constantFrom('reset', 'refused', 'connect_timeout', 'total_timeout', 'tls_untrusted', 'cancelled', 'name_not_found'),
    mayHaveReachedServer: fc.boolean(),
  }),
);
const attempts: fc.Arbitrary<EndedAttempt> = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'),
  isChanging: fc.boolean(),
  hasIdempotencyKey: fc.boolean(),
  end: ends,
  elapsedMs: fc.integer({ min: 0, max: 200_000 }),
});
const rules = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  baseDelayMs: fc.integer({ min: 1, max: 5000 }),
  maxDelayMs: fc.integer({ min: 5000, max: 60_000 }),
  repeatsPutAndDelete: fc.boolean(),
  totalMs: fc.integer({ min: 1000, max: 180_000 }),
});
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('whether an attempt is followed by another', () => {
  it('never for what changes something without a key and may have reached the server, whatever its method', () => {
    fc.assert(
      fc.property(attempts, rules, random, (attempt, given, chance) => {
        fc.pre(attempt.isChanging && attempt.method !== 'PUT' && attempt.method !== 'DELETE');
        fc.pre(!attempt.hasIdempotencyKey && (attempt.end.kind === 'answer' || attempt.end.mayHaveReachedServer));
        expect(decideRetry(attempt, given, chance).kind).not.toBe('again');
      }),
    );
  });

  it('never beyond the attempts and the time that a send may take', () => {
    fc.assert(
      fc.property(attempts, rules, random, (attempt, given, chance) => {
        const decision = decideRetry(attempt, given, chance);
        if (decision.kind !== 'again') return;
        expect(attempt.number).toBeLessThan(given.maxAttempts);
        expect(attempt.elapsedMs + decision.afterMs).toBeLessThan(given.totalMs);
      }),
    );
  });

  it('never sooner than Retry-After asks', () => {
    fc.assert(
      fc.property(attempts, rules, random, (attempt, given, chance) => {
        const decision = decideRetry(attempt, given, chance);
        if (decision.kind !== 'again' || attempt.end.kind !== 'answer' || attempt.end.retryAfterMs === null) return;
        expect(decision.afterMs).toBe(attempt.end.retryAfterMs);
      }),
    );
  });

  it('a GET that changes something says why it is not', () => {
    const decision = decideRetry({ ...get, isChanging: true, end: answer(503) }, usualPolicy, 0.5);
    expect(decision).toMatchObject({
      kind: 'stop',
      words: 'Not repeated: a GET that changes something without an Idempotency-Key could take effect twice.',
    });
    expect(decideRetry({ ...get, isChanging: true, hasIdempotencyKey: true, end: answer(503) }, usualPolicy, 0.5).kind).toBe('again');
  });

  const get = { number: 1, method: 'GET', isChanging: false, hasIdempotencyKey: false, elapsedMs: 0 };
  const answer = (status: number): AttemptEnd => ({
    kind: 'answer',
    status,
    isLimited: status === 429,
    retryAfterMs: null,
    limitFreeMs: null,
  });
  it.each([200, 301, 400, 401, 404, 409, 422, 501])('not after %i: another would be answered alike', (status) => {
    expect(decideRetry({ ...get, end: answer(status) }, usualPolicy, 0.5)).toEqual({ kind: 'done' });
  });
  it.each([408, 425, 429, 500, 502, 503, 504])('after %i', (status) => {
    expect(decideRetry({ ...get, end: answer(status) }, usualPolicy, 0.5)).toEqual({
      kind: 'again',
      afterMs: 250,
      words: `after ${status}`,
    });
  });
  it('waits until a limit that is used up is free again', () => {
    const end = { ...answer(429), limitFreeMs: 7000 } as AttemptEnd;
    expect(decideRetry({ ...get, end }, usualPolicy, 0.5)).toEqual({
      kind: 'again',
      afterMs: 7000,
      words: 'until the limit is free again',
    });
  });
  it('says when it may be sent again, if that is too far away', () => {
    const end = { ...answer(503), retryAfterMs: 3_600_000 } as AttemptEnd;
    expect(decideRetry({ ...get, end }, usualPolicy, 0.5)).toEqual({
      kind: 'stop',
      words: 'Not repeated: the vendor asks us to wait 1 h, and a send ends after 1.5 min.',
      againInMs: 3_600_000,
    });
  });
});

it('full jitter is uniform between nothing and the doubled base, and never above the cap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 60_000 }),
      random,
      (n, base, cap, chance) => {
        const wait = fullJitter(n, base, cap, chance);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(cap, base * 2 ** (n - 1)));
      },
    ),
  );
  expect(fullJitter(3, 500, 30_000, 0)).toBe(0);
  expect(fullJitter(3, 500, 30_000, 0.999_999)).toBe(1999);
});

it('an idempotency key is known by its header in any spelling, and only with a value', () => {
  expect(hasIdempotencyKey([['idempotency-KEY', 'k-1']])).toBe(true);
  expect(hasIdempotencyKey([['PayPal-Request-Id', 'k-1']])).toBe(true);
  expect(hasIdempotencyKey([['Idempotency-Key', ' ']])).toBe(false);
  expect(hasIdempotencyKey([['X-Request-Id', 'k-1']])).toBe(false);
});

it('a policy reads as sentences', () => {
  expect(policyWords(usualPolicy)).toEqual([
    'Up to 3 attempts for reads and calls with an Idempotency-Key, after a random wait of up to 1 s, or as long as Retry-After asks.',
    'A POST without an Idempotency-Key is never sent twice.',
    'Stops sending to a host for 30 s after 5 failures in a row; then one call tries it out.',
    'Gives up 1.5 min after the first attempt; at most 6 calls to a host at a time.',
    'Waits before it goes over a limit: calls by hand first, then flows, then monitors.',
  ]);
});
