import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf, guidanceFor, failedClasses } from './guidance.ts';
import { readVendorErrors } from './vendor-errors.ts';

describe('the errors of', () => {
  it.each([
    [
      'Adyen',
      { status: 422, errorCode: '130', message: 'Reference Missing', errorType: 'validation', pspReference: 'X' },
      { code: '130', message: 'Reference Missing', kind: 'validation' },
    ],
    [
      'Stripe',
      {
        error: {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          message: 'Declined.',
          param: 'card',
          doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        },
      },
      {
        code: 'card_declined (insufficient_funds)',
        kind: 'card_error',
        field: 'card',
        url: 'https://stripe.com/docs/error-codes/card-declined',
      },
    ],
    [
      'Twilio',
      { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 },
      { code: '20003', url: 'https://www.twilio.com/docs/errors/20003' },
    ],
    [
      'Klaviyo',
      {
        errors: [{ id: '1', code: 'invalid', title: 'Invalid input.', detail: 'Bad email', source: { pointer: '/data/attributes/email' } }],
      },
      { code: 'invalid', message: 'Bad email', kind: 'Invalid input.', field: '/data/attributes/email' },
    ],
    ['Shopify REST', { errors: { email: ['has already been taken'] } }, { field: 'email', message: 'has already been taken' }],
    [
      'GraphQL',
      { data: null, errors: [{ message: 'Throttled', path: ['order', 'id'], extensions: { code: 'THROTTLED' } }] },
      { code: 'THROTTLED', message: 'Throttled', field: 'order.id' },
    ],
    [
      'OAuth',
      { error: 'invalid_grant', error_description: 'The token has expired.' },
      { code: 'invalid_grant', message: 'The token has expired.' },
    ],
  ])('%s are read', (_vendor, body, expected) => {
    expect(readVendorErrors(body)[0]).toMatchObject(expected);
  });

  it('PayPal are read with each issue', () => {
    const body = {
      name: 'UNPROCESSABLE_ENTITY',
      message: 'Not possible.',
      debug_id: 'd',
      details: [{ issue: 'CAPTURE_FULLY_REFUNDED', description: 'Refunded already.' }],
    };
    expect(readVendorErrors(body).map(({ code }) => code)).toEqual(['UNPROCESSABLE_ENTITY', 'CAPTURE_FULLY_REFUNDED']);
  });

  it('an answer without an error are none, and no link leads anywhere but to https', () => {
    expect(readVendorErrors({ id: 1, name: 'A product', code: 'SKU-1' })).toEqual([]);
    expect(readVendorErrors({ error: { code: 'x', doc_url: 'javascript:alert(1)' } })[0]?.url).toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (value) => void readVendorErrors(value)));
  });
});

describe('guidance', () => {
  it('is there for every class of failure, and for none that is well', () => {
    for (const one of failedClasses) expect(guidanceFor(one)?.next.length).toBeGreaterThan(1);
    expect(guidanceFor('ok')).toBeNull();
    expect(JSON.stringify(failedClasses.map((one) => guidanceFor(one)))).not.toMatch(/verif\w+ off|turn off/i);
  });

  it('says whether a call may have taken effect', () => {
    const scene = {
      method: 'POST',
      status: null,
      errorClass: 'network',
      state: 'failed',
      phase: 'wait',
      hasIdempotencyKey: false,
    } as const;
    const verdict = (changed: object): string | undefined => effectOf({ ...scene, ...changed })?.verdict;
    expect(verdict({})).toBe('maybe');
    expect(verdict({ phase: 'tls' })).toBe('no');
    expect(verdict({ method: 'get' })).toBe('no');
    expect(verdict({ state: 'answered', status: 502, errorClass: 'theirs' })).toBe('maybe');
    expect(verdict({ state: 'answered', status: 422, errorClass: 'ours' })).toBe('no');
    expect(verdict({ state: 'answered', status: 200, errorClass: 'contract' })).toBe('likely');
    expect(verdict({ state: 'answered', status: 200, errorClass: 'ok' })).toBeUndefined();
    expect(effectOf({ ...scene, hasIdempotencyKey: true })?.words).toContain('same key is safe');
  });
});
