import { describe, expect, it } from 'vitest';
import { openContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { planImport } from './import-plan.ts';
import { adyen68, adyen71, contractText, documentWith, paypalOrders, readText } from './test-documents.ts';

const adyen = openContract(contractText(adyen71));
const paypal = openContract(contractText(paypalOrders));
const json = { 'content-type': 'application/json; charset=utf-8' };

/** A contract with one call, POST /things, that takes and gives this schema. */
function contractOf(schema: unknown, version = '3.1.0', more: object = {}): Contract {
  const content = { 'application/json': { schema } };
  const post = { requestBody: { content }, responses: { 200: { description: 'ok', content } } };
  return openContract(documentWith({ paths: { '/things': { post } }, ...more }, version));
}

function answerTo(contract: Contract, body: unknown) {
  return contract.checkAnswer({ method: 'POST', path: '/things', status: 200, headers: json, bodyText: JSON.stringify(body) });
}

function messagesOf(contract: Contract, body: unknown): string[] {
  return answerTo(contract, body).violations.map(({ message }) => message);
}

describe('endpoints', () => {
  it('describes parameters, body and answers', () => {
    const endpoint = adyen.endpoint('post', '/payments');
    expect(endpoint).toMatchObject({ method: 'POST', operationId: 'post-payments', requestBody: { mediaTypes: ['application/json'] } });
    expect(endpoint?.parameters).toMatchObject([
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        schema: { type: 'string', example: '37ca9c97-d1d1-4c62-89e8-706891a563ed' },
      },
    ]);
    expect(endpoint?.responses.map(({ status }) => status)).toContain('422');
    expect(adyen.endpoint('GET', '/payments')).toBeNull();
    expect(adyen.endpoint('GET', 'constructor')).toBeNull();
  });

  it('describes parameters with their rules', () => {
    const endpoint = paypal.endpoint('GET', '/v2/checkout/orders/{id}');
    expect(endpoint?.parameters.find(({ name }) => name === 'id')).toMatchObject({
      in: 'path',
      required: true,
      schema: { type: 'string' },
    });
  });

  it('finds the endpoint of an address, with and without the server’s base path', () => {
    const wanted = { method: 'GET', path: '/paymentLinks/{linkId}', pathParameters: { linkId: 'PL 1' } };
    expect(adyen.matchEndpoint('get', 'https://checkout-test.adyen.com/v71/paymentLinks/PL%201?a=b')).toEqual(wanted);
    expect(adyen.matchEndpoint('GET', 'http://127.0.0.1:4010/paymentLinks/PL%201')).toEqual(wanted);
    expect(adyen.matchEndpoint('GET', '/paymentLinks')).toBeNull();
    expect(adyen.matchEndpoint('DELETE', '/paymentLinks/PL1')).toBeNull();
  });

  it('prefers the most literal template', () => {
    const get = { responses: {} };
    const paths = Object.fromEntries(
      ['/{a}/{b}', '/users/{id}', '/users/me', '/users/{id}.json', '/{a}/me'].map((path) => [path, { get }]),
    );
    const { matchEndpoint } = openContract(documentWith({ paths }));
    expect(matchEndpoint('GET', '/users/me')?.path).toBe('/users/me');
    expect(matchEndpoint('GET', '/users/7')?.path).toBe('/users/{id}');
    expect(matchEndpoint('GET', '/users/7.json')).toMatchObject({ path: '/users/{id}.json', pathParameters: { id: '7' } });
    expect(matchEndpoint('GET', '/shops/me')?.path).toBe('/{a}/me');
    expect(matchEndpoint('GET', '/shops/7')?.path).toBe('/{a}/{b}');
    expect(matchEndpoint('GET', '/shops/7/x')).toBeNull();
  });
});

describe('samples', () => {
  it.each([
    ['Adyen', adyen, '/payments'],
    ['PayPal', paypal, '/v2/checkout/orders'],
  ])('fills in %s’s POST with a body that fits its own contract', (_, contract, path) => {
    const sample = contract.sample('POST', path);
    expect(sample?.headers).toMatchObject({ 'Content-Type': 'application/json', Accept: 'application/json' });
    const verdict = contract.checkRequest({ method: 'POST', path, headers: sample?.headers ?? {}, bodyText: sample?.body ?? '' });
    expect(verdict).toMatchObject({ verdict: 'fits', violations: [] });
    expect(sample?.body?.length).toBeGreaterThan(50);
  });

  it('offers the document’s examples by name', () => {
    const first = adyen.sample('POST', '/payments');
    expect(first?.exampleNames).toContain('klarna');
    expect(first?.exampleName).toBe(first?.exampleNames[0]);
    expect(adyen.sample('POST', '/payments', undefined, 'klarna')?.body).toContain('klarna');
  });

  it('makes a body and path values for every endpoint of the real files, quickly', () => {
    const started = performance.now();
    for (const [contract, name] of [
      [adyen, adyen71],
      [paypal, paypalOrders],
    ] as const) {
      for (const { method, path } of planImport(readText(contractText(name))).endpoints) {
        const sample = contract.sample(method, path);
        const names = [...path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? '');
        expect(Object.keys(sample?.parameters ?? {})).toEqual(expect.arrayContaining(names));
        if (contract.endpoint(method, path)?.requestBody) expect(sample?.body).not.toBeNull();
      }
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('makes texts that match patterns', () => {
    const sample = paypal.sample('GET', '/v2/checkout/orders/{id}');
    expect(sample?.parameters['id']).toMatch(/^[A-Z0-9]{1,36}$/);
  });

  it('survives cycles and schemas that grow without end', () => {
    const wide = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, { $ref: '#/components/schemas/Next' }]));
    const schemas = {
      Next: { type: 'object', required: Object.keys(wide), properties: wide },
      Loop: {
        allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'object', properties: { self: { $ref: '#/components/schemas/Loop' } } }],
      },
    };
    const started = performance.now();
    expect(
      contractOf({ $ref: '#/components/schemas/Next' }, '3.1.0', { components: { schemas } }).sample('POST', '/things')?.body,
    ).toContain('p0');
    expect(
      contractOf({ $ref: '#/components/schemas/Loop' }, '3.1.0', { components: { schemas } }).sample('POST', '/things')?.body,
    ).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('writes form bodies', () => {
    const content = {
      'application/x-www-form-urlencoded': { schema: { properties: { a: { type: 'string', example: 'x y' }, b: { type: 'integer' } } } },
    };
    const contract = openContract(documentWith({ paths: { '/f': { post: { requestBody: { content }, responses: {} } } } }));
    expect(contract.sample('POST', '/f')).toMatchObject({
      body: 'a=x+y&b=0',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
  });
});

describe('answers of the real contracts', () => {
  const example = (status: string, name: string) =>
    JSON.parse(contractText(adyen71)).components.examples[`post-payments-${name}-${status}`].value as Record<string, unknown>;

  it('fits when the answer is the contract’s own example', () => {
    const bodyText = JSON.stringify(example('200', 'card-direct'));
    expect(adyen.checkAnswer({ method: 'POST', path: '/payments', status: 200, headers: json, bodyText })).toEqual({
      verdict: 'fits',
      violations: [],
      moreViolations: 0,
      reason: null,
    });
  });

  it('finds wrong values at their lines, in operators’ words', () => {
    const body = { pspReference: 7, resultCode: 'Maybe', amount: { currency: 'EUR', value: '1000' } };
    const { verdict, violations } = adyen.checkAnswer({
      method: 'POST',
      path: '/payments',
      status: 200,
      headers: json,
      bodyText: JSON.stringify(body),
    });
    expect(verdict).toBe('breaks');
    expect(violations.map(({ line, instancePath, message }) => [line, instancePath, message])).toEqual([
      [2, '/pspReference', 'pspReference must be a string, got an integer'],
      [3, '/resultCode', expect.stringMatching(/^contract 71 allows only “AuthenticationFinished”, .* and \d+ more$/)],
      [6, '/amount/value', 'amount.value must be an integer, got a string'],
    ]);
  });

  it('names the status the contract lists', () => {
    const answer = { method: 'POST', path: '/payments/{paymentPspReference}/captures', headers: json, bodyText: '{}' };
    expect(adyen.checkAnswer({ ...answer, status: 200 }).violations[0]).toMatchObject({
      where: 'status',
      message: expect.stringMatching(/^contract 71 lists 201, .* for this call, got 200$/),
    });
    const sessions = { ...answer, path: '/sessions' };
    expect(adyen.checkAnswer({ ...sessions, status: 503 })).toMatchObject({
      verdict: 'not_checked',
      reason: 'Contract 71 describes no answers with 5xx for this call.',
    });
  });

  it('allows only “received” as the status of a capture', () => {
    const bodyText = JSON.stringify({
      merchantAccount: 'A',
      paymentPspReference: 'B',
      pspReference: 'C',
      amount: { currency: 'EUR', value: 1 },
      status: 'done',
    });
    const path = '/payments/{paymentPspReference}/captures';
    expect(adyen.checkAnswer({ method: 'POST', path, status: 201, headers: json, bodyText }).violations).toMatchObject([
      { message: 'contract 71 allows only “received”', line: 9, got: '“done”' },
    ]);
  });

  it('compares a choice of a hundred with the one the data names', () => {
    const request = JSON.parse(adyen.sample('POST', '/payments')?.body ?? '{}') as Record<string, unknown>;
    const check = (paymentMethod: unknown) =>
      adyen.checkRequest({ method: 'POST', path: '/payments', headers: json, bodyText: JSON.stringify({ ...request, paymentMethod }) })
        .violations;
    expect(check({ type: 'ideal', issuer: 5 })).toMatchObject([
      { instancePath: '/paymentMethod/issuer', message: 'paymentMethod.issuer must be a string, got an integer' },
    ]);
    expect(check('card')).toMatchObject([{ instancePath: '/paymentMethod', message: 'paymentMethod must be an object, got a string' }]);
  });

  it('uses the default answer of PayPal and its 3.0 rules', () => {
    const order = { method: 'GET', path: '/v2/checkout/orders/{id}', headers: json };
    const bodyText = JSON.stringify({ id: 'A1', status: 'LOST', links: [{ href: 'https://x', rel: 'self', method: 'GET' }] });
    expect(paypal.checkAnswer({ ...order, status: 200, bodyText }).violations).toMatchObject([{ instancePath: '/status', line: 3 }]);
    expect(paypal.checkAnswer({ ...order, status: 500, bodyText: '[]' }).verdict).toBe('breaks');
  });

  it('opens and checks within a second', () => {
    const text = contractText(adyen68);
    const started = performance.now();
    const contract = openContract(text);
    const sample = contract.sample('POST', '/payments');
    expect(contract.checkRequest({ method: 'POST', path: '/payments', headers: json, bodyText: sample?.body ?? '' }).verdict).toBe('fits');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('does not check endpoints the contract does not have', () => {
    expect(adyen.checkAnswer({ method: 'GET', path: '/nothing', status: 200, headers: {}, bodyText: '' })).toMatchObject({
      verdict: 'not_checked',
      reason: 'Contract 71 has no GET /nothing.',
    });
  });
});

describe('requests', () => {
  it('checks path, query and header parameters', () => {
    const parameters = [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      { name: 'sort', in: 'query', required: true, schema: { enum: ['asc', 'desc'] } },
      { name: 'X-Key', in: 'header', required: true, schema: { type: 'string', minLength: 3 } },
    ];
    const contract = openContract(documentWith({ paths: { '/t/{id}': { get: { parameters, responses: {} } } } }));
    const check = (request: object) =>
      contract.checkRequest({ method: 'GET', path: '/t/{id}', headers: { 'x-key': 'abc' }, bodyText: '', ...request });
    expect(check({ pathParameters: { id: '7' }, query: { sort: 'asc' } }).verdict).toBe('fits');
    expect(
      check({ pathParameters: { id: 'x' }, query: { sort: 'up' }, headers: { 'X-Key': 'a' } }).violations.map(({ message }) => message),
    ).toEqual([
      'id must be an integer, got a string',
      'sort: contract 1 allows only “asc”, “desc”',
      'X-Key must have at least 3 characters, got 1',
    ]);
    expect(check({ pathParameters: {}, query: {} }).violations.map(({ keyword }) => keyword)).toEqual(['required', 'required']);
  });

  it('refuses a body where none is described and asks for a required one', () => {
    expect(
      adyen.checkRequest({ method: 'GET', path: '/sessions/{sessionId}', headers: json, bodyText: '{}' }).violations.at(-1),
    ).toMatchObject({ where: 'body', expected: 'no body' });
    expect(paypal.checkRequest({ method: 'POST', path: '/v2/checkout/orders', headers: json, bodyText: '' }).verdict).toBe('breaks');
  });

  it('needs no read-only field in requests and no write-only field in answers', () => {
    const schema = { required: ['id', 'secret'], properties: { id: { readOnly: true }, secret: { writeOnly: true } } };
    const contract = contractOf(schema);
    expect(contract.checkRequest({ method: 'POST', path: '/things', headers: json, bodyText: '{"secret":1}' }).verdict).toBe('fits');
    expect(messagesOf(contract, { id: 1 })).toEqual([]);
    expect(messagesOf(contract, {})).toEqual(['id is missing, and contract 1 requires it']);
  });
});
