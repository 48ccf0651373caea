import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyOrdinary } from './ordinary-secret.ts';

describe('whyOrdinary', () => {
  it.each(['password', 'Password', 'SECRET', 'test-key', 'my secret', 'Summer2026', 'changeme!', 'letmein', 'welcome1'])(
    'finds %s to be an ordinary word',
    (secret) => expect(whyOrdinary(secret)).toMatch(/word/),
  );

  it.each(['client_secret', 'access_token', 'Authorization', 'apiKey', 'x-api-key'])(
    'finds %s to be a name that stands in calls',
    (secret) => expect(whyOrdinary(secret)).toMatch(/name/),
  );

  it.each(['123456', '20261231', '4711-0815'])('finds %s to be a number', (secret) => expect(whyOrdinary(secret)).toMatch(/number/));

  it.each(['aaaaaa', '------', 'abababab', 'abcdef', 'qwertz', 'qwertyui'])('finds %s to be a pattern', (secret) =>
    expect(whyOrdinary(secret)).toMatch(/pattern/),
  );

  it.each([
    'sk_test_51H',
    'whsec_test_9f3',
    'hx7Tq2',
    'rk-live-4e',
    'pr0xy-S3cret',
    'later-4242-secret',
    'another-secret',
    'correct horse battery staple',
    'abcdefghijklmnop',
    'AKIAIOSFODNN7EXAMPLE',
    '550e8400-e29b-41d4-a716-446655440000',
    '123456789012345',
    'größter Schlüssel 9',
  ])('finds nothing ordinary in %s', (secret) => expect(whyOrdinary(secret)).toBeNull());

  it('finds nothing ordinary in what a vendor makes at random', () => {
    const made = fc
      .tuple(fc.integer({ min: 12, max: 48 }), fc.constantFrom('hex', 'base64', 'base64url'))
      .map(([length, encoding]) => randomBytes(length).toString(encoding as 'hex'));
    fc.assert(
      fc.property(made, (secret) => {
        expect(whyOrdinary(secret)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('answers quickly, whatever it is given, and never quotes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6, maxLength: 60 }), (secret) => {
        expect(whyOrdinary(secret) ?? '').not.toContain(secret);
      }),
    );
    expect(whyOrdinary('a'.repeat(16_384))).toMatch(/pattern/);
    expect(whyOrdinary('ab-'.repeat(5_000))).toBeNull();
  });
});
