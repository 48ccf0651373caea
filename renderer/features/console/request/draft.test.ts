import { describe, expect, it } from 'vitest';
import { keptDraft, usualRequest, type RequestForm } from '../../../../shared/contract/console.ts';
import { draftEnvironment, draftOfRequest, isGuarded, keptOf, newDraft, requestOf } from './draft.ts';

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
    expect(isGuarded(form, newDraft(form), production)).toBe(true);
    expect(isGuarded({ ...form, method: 'GET' }, newDraft(form), production)).toBe(false);
    const query = { kind: 'graphql', query: '{ a }', variables: '', operationName: null } as const;
    expect(isGuarded(form, { ...newDraft(form), content: query }, production)).toBe(false);
    expect(isGuarded(form, newDraft(form), environment('s', 'sandbox'))).toBe(false);
    const asks = { in: 'header', name: 'X-HTTP-Method-Override', value: 'DELETE' } as const;
    expect(isGuarded({ ...form, method: 'GET' }, { ...newDraft(form), extras: [asks] }, production)).toBe(true);
    expect(isGuarded({ ...form, method: 'GET' }, { ...newDraft(form), extras: [{ ...asks, isOff: true }] }, production)).toBe(false);
  });
});

describe('a request that was kept', () => {
  it('stands in the fields of the editor again, unknown parameters as extras, and is the same when it is sent', () => {
    const kept = keptDraft.parse({
      method: 'POST',
      path: '/orders/{id}',
      parameters: [
        { in: 'path', name: 'id', value: '{{order}}' },
        { in: 'query', name: 'expand', value: 'tax' },
        { in: 'header', name: 'idempotency-key', value: 'k-1' },
        { in: 'query', name: 'trace', value: '1' },
      ],
      mediaType: 'application/json; charset=utf-8',
      body: '{"b":2}',
      variables: { order: '7' },
    });
    const draft = draftOfRequest(form, kept, 'p');
    expect(draft).toEqual({
      ...usualRequest,
      timeoutMs: 30_000,
      environmentId: 'p',
      values: { 'path:id': '{{order}}', 'query:expand': 'tax', 'header:Idempotency-Key': 'k-1' },
      extras: [{ in: 'query', name: 'trace', value: '1' }],
      mediaType: 'application/json',
      body: '{"b":2}',
      variables: { order: '7' },
      method: null,
      path: null,
    });
    const request = requestOf(form, draft, null);
    expect(request && keptOf(request)).toMatchObject({ method: 'POST', path: '/orders/{id}', body: '{"b":2}', variables: { order: '7' } });
  });

  it('keeps what is switched off: one that the contract names stands among the added ones, never as its value', () => {
    const parameters = [
      { in: 'path', name: 'id', value: '7' },
      { in: 'query', name: 'expand', value: 'tax', isOff: true },
      { in: 'header', name: 'X-Mine', value: '{{mine}}', isOff: true },
      { in: 'header', name: 'X-Other', value: 'yes' },
    ] as const;
    const draft = draftOfRequest(form, keptDraft.parse({ method: 'POST', path: '/orders/{id}', parameters }), 'p');
    expect(draft.values).toEqual({ 'path:id': '7' });
    expect(draft.extras).toStrictEqual(parameters.slice(1));
    const request = requestOf(form, draft, null);
    expect(request && keptOf(request).parameters).toStrictEqual(parameters);
  });

  it('keeps its typed method and path where no endpoint says them', () => {
    const free = { ...form, endpointId: null, parameters: [] };
    const kept = keptDraft.parse({ method: 'PUT', path: '/else/{{a}}' });
    expect(requestOf(free, draftOfRequest(free, kept, 's'), null)).toMatchObject({ endpointId: null, method: 'PUT', path: '/else/{{a}}' });
  });
});
