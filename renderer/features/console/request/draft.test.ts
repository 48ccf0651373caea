import { describe, expect, it } from 'vitest';
import type { Exchange, RequestForm } from '../../../../shared/contract/console.ts';
import { draftEnvironment, draftOfExchange, isGuarded, newDraft, requestOf } from './draft.ts';

const environment = (id: string, kind: 'sandbox' | 'production') => ({
  id,
  apiId: 'a',
  name: kind,
  baseUrl: `https://${kind}.example/v1`,
  kind,
  credentialId: null,
  credentialName: null,
});

const parameter = (place: 'path' | 'query' | 'header', name: string, isRequired: boolean, example: string | null) => ({
  name,
  in: place,
  isRequired,
  description: '',
  words: 'string',
  choices: [],
  example,
});

const form: RequestForm = {
  endpointId: 'e',
  apiId: 'a',
  apiName: 'Orders',
  vendorName: 'Vendor',
  version: '1',
  method: 'POST',
  path: '/orders/{id}',
  summary: 'Change an order',
  isDeprecated: false,
  sideEffect: 'write',
  parameters: [
    parameter('path', 'id', true, '42'),
    parameter('query', 'expand', false, 'lines'),
    parameter('header', 'Idempotency-Key', false, null),
  ],
  bodyMediaTypes: ['application/json'],
  sampleBody: '{"a":1}',
  environments: [environment('p', 'production'), environment('s', 'sandbox')],
};

describe('a new draft', () => {
  it('starts in the sandbox, with the examples of what is required', () => {
    const draft = newDraft(form);
    expect(draft.environmentId).toBe('s');
    expect(draft.values).toEqual({ 'path:id': '42' });
    expect(draft.body).toBe('{"a":1}');
  });

  it('falls back to an environment that is there', () => {
    expect(draftEnvironment(form, { ...newDraft(form), environmentId: 'gone' })?.id).toBe('s');
  });
});

describe('the request of a draft', () => {
  it('leaves out what is empty', () => {
    const draft = {
      ...newDraft(form),
      values: { 'path:id': '7', 'query:expand': '' },
      extras: [{ in: 'query', name: ' ', value: 'x' } as const],
    };
    expect(requestOf(form, draft, null)?.parameters).toEqual([{ in: 'path', name: 'id', value: '7' }]);
  });

  it('sends no body and no media type when the body is empty', () => {
    const request = requestOf(form, { ...newDraft(form), body: '  ' }, null);
    expect(request).toMatchObject({ body: null, mediaType: null });
  });

  it('is none without an environment', () => {
    expect(requestOf({ ...form, environments: [] }, newDraft(form), null)).toBeNull();
  });
});

describe('the production guard', () => {
  it('asks only where something changes in production', () => {
    const production = environment('p', 'production');
    expect(isGuarded(form, production)).toBe(true);
    expect(isGuarded({ ...form, sideEffect: 'read' }, production)).toBe(false);
    expect(isGuarded(form, environment('s', 'sandbox'))).toBe(false);
  });
});

describe('sending an exchange again', () => {
  it('reads parameters, headers and body back, and keeps unknown ones as extras', () => {
    const exchange = {
      url: 'https://production.example/v1/orders/a%2Fb?expand=tax&trace=1',
      environmentId: 'p',
      requestHeaders: [
        ['idempotency-key', 'k-1'],
        ['authorization', '[redacted]'],
      ],
      requestBody: { byteLength: 7, sha256: '', mediaType: 'application/json; charset=utf-8', text: '{"b":2}', isCut: false, reason: null },
    } as unknown as Exchange;
    expect(draftOfExchange(form, exchange)).toEqual({
      environmentId: 'p',
      values: { 'path:id': 'a/b', 'query:expand': 'tax', 'header:Idempotency-Key': 'k-1' },
      extras: [{ in: 'query', name: 'trace', value: '1' }],
      mediaType: 'application/json',
      body: '{"b":2}',
    });
  });
});
