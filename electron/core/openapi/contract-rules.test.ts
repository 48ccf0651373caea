import { describe, expect, it } from 'vitest';
import { openContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { documentWith } from './test-documents.ts';

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
    const strict = contractOf({
      properties: { a: { type: 'array', items: { required: ['id'], additionalProperties: false, properties: { id: {} } } } },
    });
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
    const check = (given: Record<string, string>) =>
      withHeaders.checkAnswer({ method: 'GET', path: '/h', status: 206, headers: given, bodyText: '' });
    expect(check({ 'x-count': '12' }).verdict).toBe('fits');
    expect(check({ 'x-count': 'many' }).violations).toMatchObject([
      { where: 'header', instancePath: 'X-Count', message: 'X-Count must be an integer, got a string' },
    ]);
    expect(check({}).violations).toMatchObject([{ where: 'header', keyword: 'required' }]);
  });

  it('shows fifty violations and counts the rest', () => {
    const many = contractOf({ type: 'array', items: { type: 'string' } });
    const verdict = answerTo(
      many,
      Array.from({ length: 132 }, (_, index) => index),
    );
    expect(verdict.violations).toHaveLength(50);
    expect(verdict.moreViolations).toBe(82);
    expect(verdict.violations[49]).toMatchObject({ line: 51, message: '[49] must be a string, got an integer' });
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
  const branch = (kind: string, type: string) => ({
    type: 'object',
    required: ['kind', 'v'],
    properties: { kind: { const: kind }, v: { type } },
  });

  it('follows the discriminator and its mapping', () => {
    const Cat = { type: 'object', required: ['t', 'lives'], properties: { t: { type: 'string' }, lives: { type: 'integer' } } };
    const Dog = { type: 'object', properties: { t: { type: 'string' } } };
    const components = { schemas: { Cat, Dog } };
    const oneOf = [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }];
    const contract = contractOf({ oneOf, discriminator: { propertyName: 't', mapping: { feline: '#/components/schemas/Cat' } } }, '3.1.0', {
      components,
    });
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
    const schemas = {
      Tree: {
        oneOf: [
          { type: 'string' },
          { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
          { type: 'object' },
        ],
      },
    };
    const contract = contractOf({ $ref: '#/components/schemas/Tree' }, '3.1.0', { components: { schemas } });
    expect(messagesOf(contract, { kids: ['a', { kids: [{ kids: [] }] }] })).toEqual([]);
    expect(answerTo(contract, 5).verdict).toBe('breaks');
  });

  it('keeps unevaluatedProperties working beside a choice', () => {
    const contract = contractOf({
      anyOf: [
        { properties: { a: {} }, required: ['a'] },
        { properties: { b: {} }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    });
    expect(messagesOf(contract, { a: 1 })).toEqual([]);
    expect(messagesOf(contract, { a: 1, c: 1 })).toEqual(['contract 1 does not know c']);
  });
});

describe('hostile and broken contracts', () => {
  it.each([
    ['an unknown type', { type: 'any', properties: { a: { type: ['string', 'wrong'] } } }],
    ['a broken pattern', { pattern: '(', patternProperties: { '[': {} } }],
    [
      'keywords of the wrong kind',
      { properties: 5, required: {}, enum: 'x', minimum: 'y', items: 3, allOf: {}, oneOf: [], multipleOf: 0, if: 1 },
    ],
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
