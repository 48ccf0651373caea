import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { planImport } from './import-plan.ts';
import { lineInPrettyJson } from './json-lines.ts';
import { toPointer } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
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
      { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', example: '37ca9c97-d1d1-4c62-89e8-706891a563ed' } },
    ]);
    expect(endpoint?.responses.map(({ status }) => status)).toContain('422');
    expect(adyen.endpoint('GET', '/payments')).toBeNull();
    expect(adyen.endpoint('GET', 'constructor')).toBeNull();
  });

  it('describes parameters with their rules', () => {
    const endpoint = paypal.endpoint('GET', '/v2/checkout/orders/{id}');
    expect(endpoint?.parameters.find(({ name }) => name === 'id')).toMatchObject({ in: 'path', required: true, schema: { type: 'string' } });
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
    const paths = Object.fromEntries(['/{a}/{b}', '/users/{id}', '/users/me', '/users/{id}.json', '/{a}/me'].map((path) => [path, { get }]));
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
    for (const [contract, name] of [[adyen, adyen71], [paypal, paypalOrders]] as const) {
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
      Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'object', properties: { self: { $ref: '#/components/schemas/Loop' } } }] },
    };
    const started = performance.now();
    expect(contractOf({ $ref: '#/components/schemas/Next' }, '3.1.0', { components: { schemas } }).sample('POST', '/things')?.body).toContain('p0');
    expect(contractOf({ $ref: '#/components/schemas/Loop' }, '3.1.0', { components: { schemas } }).sample('POST', '/things')?.body).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('writes form bodies', () => {
    const content = { 'application/x-www-form-urlencoded': { schema: { properties: { a: { type: 'string', example: 'x y' }, b: { type: 'integer' } } } } };
    const contract = openContract(documentWith({ paths: { '/f': { post: { requestBody: { content }, responses: {} } } } }));
    expect(contract.sample('POST', '/f')).toMatchObject({ body: 'a=x+y&b=0', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
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
    const { verdict, violations } = adyen.checkAnswer({ method: 'POST', path: '/payments', status: 200, headers: json, bodyText: JSON.stringify(body) });
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
    expect(adyen.checkAnswer({ ...sessions, status: 503 })).toMatchObject({ verdict: 'not_checked', reason: 'Contract 71 describes no answers with 5xx for this call.' });
  });

  it('allows only “received” as the status of a capture', () => {
    const bodyText = JSON.stringify({ merchantAccount: 'A', paymentPspReference: 'B', pspReference: 'C', amount: { currency: 'EUR', value: 1 }, status: 'done' });
    const path = '/payments/{paymentPspReference}/captures';
    expect(adyen.checkAnswer({ method: 'POST', path, status: 201, headers: json, bodyText }).violations).toMatchObject([
      { message: 'contract 71 allows only “received”', line: 9, got: '“done”' },
    ]);
  });

  it('compares a choice of a hundred with the one the data names', () => {
    const request = JSON.parse(adyen.sample('POST', '/payments')?.body ?? '{}') as Record<string, unknown>;
    const check = (paymentMethod: unknown) =>
      adyen.checkRequest({ method: 'POST', path: '/payments', headers: json, bodyText: JSON.stringify({ ...request, paymentMethod }) }).violations;
    expect(check({ type: 'ideal', issuer: 5 })).toMatchObject([{ instancePath: '/paymentMethod/issuer', message: 'paymentMethod.issuer must be a string, got an integer' }]);
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

describe('bodies and headers', () => {
  const contract = contractOf({ type: 'object', required: ['id'], properties: { id: { type: 'integer' } } });
  const base = { method: 'POST', path: '/things', status: 200 };

  it('tells a wrong media type, a missing body and broken JSON', () => {
    const check = (headers: Record<string, string>, bodyText: string | null) => contract.checkAnswer({ ...base, headers, bodyText });
    expect(check({ 'Content-Type': 'text/html' }, '<p>').violations.map(({ where }) => where)).toEqual(['content_type', 'body']);
    expect(check({}, '{"id":1}').violations).toMatchObject([{ where: 'content_type', got: 'no Content-Type' }]);
    expect(check(json, '').violations).toMatchObject([{ where: 'body', keyword: 'required' }]);
    expect(check(json, '{\n"id": 1,\n}').violations).toMatchObject([{ where: 'body', keyword: 'json', line: 3 }]);
    expect(check(json, null)).toMatchObject({ verdict: 'not_checked' });
  });

  it('names missing and unknown fields with their places', () => {
    const strict = contractOf({ properties: { a: { type: 'array', items: { required: ['id'], additionalProperties: false, properties: { id: {} } } } } });
    const { violations } = answerTo(strict, { a: [{ id: 1 }, { x: 1 }] });
    expect(violations.map(({ message, instancePath, line }) => [message, instancePath, line])).toEqual([
      ['a[1].id is missing, and contract 1 requires it', '/a/1', 6],
      ['contract 1 does not know a[1].x', '/a/1/x', 7],
    ]);
  });

  it('checks required and typed headers', () => {
    const headers = { 'X-Count': { required: true, schema: { type: 'integer' } } };
    const paths = { '/h': { get: { responses: { '2XX': { description: 'ok', headers } } } } };
    const withHeaders = openContract(documentWith({ paths }));
    const check = (given: Record<string, string>) => withHeaders.checkAnswer({ method: 'GET', path: '/h', status: 206, headers: given, bodyText: '' });
    expect(check({ 'x-count': '12' }).verdict).toBe('fits');
    expect(check({ 'x-count': 'many' }).violations).toMatchObject([{ where: 'header', instancePath: 'X-Count', message: 'X-Count must be an integer, got a string' }]);
    expect(check({}).violations).toMatchObject([{ where: 'header', keyword: 'required' }]);
  });

  it('shows fifty violations and counts the rest', () => {
    const many = contractOf({ type: 'array', items: { type: 'string' } });
    const verdict = answerTo(many, Array.from({ length: 132 }, (_, index) => index));
    expect(verdict.violations).toHaveLength(50);
    expect(verdict.moreViolations).toBe(82);
    expect(verdict.violations[49]).toMatchObject({ line: 51, message: '[49] must be a string, got an integer' });
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
    const check = (request: object) => contract.checkRequest({ method: 'GET', path: '/t/{id}', headers: { 'x-key': 'abc' }, bodyText: '', ...request });
    expect(check({ pathParameters: { id: '7' }, query: { sort: 'asc' } }).verdict).toBe('fits');
    expect(check({ pathParameters: { id: 'x' }, query: { sort: 'up' }, headers: { 'X-Key': 'a' } }).violations.map(({ message }) => message)).toEqual([
      'id must be an integer, got a string',
      'sort: contract 1 allows only “asc”, “desc”',
      'X-Key must have at least 3 characters, got 1',
    ]);
    expect(check({ pathParameters: {}, query: {} }).violations.map(({ keyword }) => keyword)).toEqual(['required', 'required']);
  });

  it('refuses a body where none is described and asks for a required one', () => {
    expect(adyen.checkRequest({ method: 'GET', path: '/sessions/{sessionId}', headers: json, bodyText: '{}' }).violations.at(-1)).toMatchObject({ where: 'body', expected: 'no body' });
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

describe('OpenAPI 3.0 rules', () => {
  it('understands nullable, also beside $ref and enum', () => {
    const components = { schemas: { Name: { type: 'string' }, Kind: { type: 'string', enum: ['a'], nullable: true } } };
    const properties = {
      plain: { type: 'string', nullable: true },
      ref: { nullable: true, allOf: [{ $ref: '#/components/schemas/Name' }] },
      kind: { $ref: '#/components/schemas/Kind' },
      not: { type: 'string' },
    };
    const contract = contractOf({ type: 'object', properties }, '3.0.3', { components });
    expect(messagesOf(contract, { plain: null, ref: null, kind: null })).toEqual([]);
    expect(messagesOf(contract, { not: null })).toEqual(['not must be a string, got null']);
    expect(answerTo(contract, { ref: 5 }).verdict).toBe('breaks');
  });

  it('understands boolean exclusiveMinimum', () => {
    const contract = contractOf({ type: 'number', minimum: 5, exclusiveMinimum: true }, '3.0.0');
    expect(messagesOf(contract, 5)).toEqual(['the body must be more than 5, got 5']);
    expect(messagesOf(contract, 6)).toEqual([]);
  });
});

describe('choices', () => {
  const branch = (kind: string, type: string) => ({ type: 'object', required: ['kind', 'v'], properties: { kind: { const: kind }, v: { type } } });

  it('follows the discriminator and its mapping', () => {
    const Cat = { type: 'object', required: ['t', 'lives'], properties: { t: { type: 'string' }, lives: { type: 'integer' } } };
    const Dog = { type: 'object', properties: { t: { type: 'string' } } };
    const components = { schemas: { Cat, Dog } };
    const oneOf = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];
    const contract = contractOf({ oneOf, discriminator: { propertyName: 't', mapping: { feline: '#/components/schemas/Cat' } } }, '3.1.0', { components });
    expect(messagesOf(contract, { t: 'feline' })).toEqual(['lives is missing, and contract 1 requires it']);
    expect(messagesOf(contract, { t: 'Cat', lives: 'x' })).toEqual(['lives must be an integer, got a string']);
    expect(messagesOf(contract, { t: 'Dog' })).toEqual([]);
  });

  it('tells the branch by its constant, and all constants when none is right', () => {
    const contract = contractOf({ type: 'array', items: { oneOf: [branch('a', 'string'), branch('b', 'integer'), { type: 'null' }] } });
    expect(messagesOf(contract, [{ kind: 'b', v: 'x' }, { kind: 'a', v: 'x' }, null])).toEqual(['[0].v must be an integer, got a string']);
    const tagged = contractOf({ oneOf: [branch('a', 'string'), branch('b', 'integer')] });
    expect(messagesOf(tagged, { kind: 'c', v: 1 })).toEqual(['contract 1 allows only “a”, “b”']);
  });

  it('accepts data that fits several branches and follows recursive ones', () => {
    const schemas = { Tree: { oneOf: [{ type: 'string' }, { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } }, { type: 'object' }] } };
    const contract = contractOf({ $ref: '#/components/schemas/Tree' }, '3.1.0', { components: { schemas } });
    expect(messagesOf(contract, { kids: ['a', { kids: [{ kids: [] }] }] })).toEqual([]);
    expect(answerTo(contract, 5).verdict).toBe('breaks');
  });

  it('keeps unevaluatedProperties working beside a choice', () => {
    const contract = contractOf({ anyOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { b: {} }, required: ['b'] }], unevaluatedProperties: false });
    expect(messagesOf(contract, { a: 1 })).toEqual([]);
    expect(messagesOf(contract, { a: 1, c: 1 })).toEqual(['contract 1 does not know c']);
  });
});

describe('hostile and broken contracts', () => {
  it.each([
    ['an unknown type', { type: 'any', properties: { a: { type: ['string', 'wrong'] } } }],
    ['a broken pattern', { pattern: '(', patternProperties: { '[': {} } }],
    ['keywords of the wrong kind', { properties: 5, required: {}, enum: 'x', minimum: 'y', items: 3, allOf: {}, oneOf: [], multipleOf: 0, if: 1 }],
    ['a dangling reference', { $ref: '#/components/schemas/None' }],
    ['a schema that refers to itself', { $ref: '#/paths/~1things/post/requestBody/content/application~1json/schema' }],
    ['foreign ids', { $id: 'https://a.test/', $schema: 'https://b.test/', $anchor: 'x', $dynamicRef: '#x', id: 'y' }],
    ['names of Object.prototype', { properties: { constructor: { type: 'string' }, toString: { type: 'string' } } }],
    ['types named like prototype members', { type: 'constructor', format: 'constructor' }],
  ])('never throws on %s', (_, schema) => {
    const contract = contractOf(schema);
    expect(['fits', 'not_checked']).toContain(answerTo(contract, {}).verdict);
    expect(contract.sample('POST', '/things')).not.toBeNull();
  });

  it('reports why when a check cannot be made', () => {
    const schemas = { A: { type: 'array', items: { $ref: '#/components/schemas/A' } } };
    const contract = contractOf({ $ref: '#/components/schemas/A' }, '3.1.0', { components: { schemas } });
    const bodyText = '['.repeat(200_000) + ']'.repeat(200_000);
    const verdict = contract.checkAnswer({ method: 'POST', path: '/things', status: 200, headers: json, bodyText });
    expect(verdict).toMatchObject({ verdict: 'not_checked', reason: expect.stringContaining('could not be applied') });
  });

  it('checks a body with hostile keys without touching prototypes', () => {
    const contract = contractOf({ type: 'object', additionalProperties: { type: 'integer' } });
    const bodyText = '{"__proto__": {"polluted": 1}, "constructor": "x"}';
    expect(contract.checkAnswer({ method: 'POST', path: '/things', status: 200, headers: json, bodyText }).verdict).toBe('breaks');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('lines of a pretty-printed body', () => {
  it('finds every value where JSON.stringify writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const marked = structuredClone(value) as JsonValue;
        for (const { path, holder, key } of placesIn(marked)) {
          const before = holder[key] as JsonValue;
          const line = lineInPrettyJson(marked, toPointer(path));
          holder[key] = 'the one marked value';
          const lines = JSON.stringify(marked, null, 2).split('\n');
          expect(lines[line - 1]).toContain('the one marked value');
          holder[key] = before;
        }
      }),
      { numRuns: 100 },
    );
  });
});

function placesIn(value: JsonValue, path: (string | number)[] = []): { path: (string | number)[]; holder: Record<string, JsonValue>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, JsonValue>;
  return Object.entries(holder)
    .filter(([key]) => key !== '__proto__')
    .flatMap(([key, child]) => [{ path: [...path, key], holder, key }, ...placesIn(child, [...path, key])]);
}
