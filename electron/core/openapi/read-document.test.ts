import { describe, expect, it } from 'vitest';
import { maxDocumentBytes } from './document-limits.ts';
import { readDocument } from './read-document.ts';
import { adyen71, contractText, documentWith, faultOf, paypalOrders, readText } from './test-documents.ts';

describe('what is accepted', () => {
  it('reads the vendors’ files without a warning and quickly', () => {
    const started = performance.now();
    const adyen = readText(contractText(adyen71), 'CheckoutService-v71.json');
    const paypal = readText(contractText(paypalOrders), 'checkout_orders_v2.json');
    expect(performance.now() - started).toBeLessThan(1000);
    expect([adyen.specVersion, paypal.specVersion]).toEqual(['3.1.0', '3.0.3']);
    expect([adyen.warnings, paypal.warnings]).toEqual([[], []]);
    expect(adyen.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(paypal.root['openapi']).toMatch(/^3\.1/);
  });

  it.each(['3.0.0', '3.0.4', '3.1.1', '3.2.0'])('accepts OpenAPI %s', (version) => {
    expect(readText(documentWith({}, version)).specVersion).toBe(version);
  });

  it('turns Swagger 2.0 into the current shape', () => {
    const document = readText(
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'Old', version: '1' },
        host: 'api.acme.io',
        basePath: '/v1',
        schemes: ['https'],
        paths: { '/pets': { get: { responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Pet' } } } } } },
        definitions: { Pet: { type: 'object' } },
      }),
    );
    expect(document.family).toBe('swagger');
    expect(document.root['servers']).toEqual([{ url: 'https://api.acme.io/v1' }]);
    expect(JSON.stringify(document.root)).toContain('#/components/schemas/Pet');
  });

  it('reads YAML, with unquoted versions, and keeps its lines', () => {
    const document = readText(
      [
        'openapi: 3.0',
        'info: {title: Small, version: 1}',
        'paths:',
        '  /a:',
        '    get:',
        '      operationId: same',
        '  /b:',
        '    get:',
        '      operationId: same',
        '',
      ].join('\n'),
      'api.yaml',
    );
    expect(document.encoding).toBe('yaml');
    expect(document.specVersion).toBe('3.0');
    expect(document.root['openapi']).toMatch(/^3\.1/);
    expect(document.warnings).toHaveLength(1);
    expect(document.warnings[0]?.message).toContain('GET /a (line 6)');
    expect(document.warnings[0]?.place.line).toBe(9);
  });

  it('reads UTF-16 and files with a byte order mark', () => {
    const text = documentWith({});
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
    expect(readDocument({ bytes: utf16, fileName: 'a.json' }).specVersion).toBe('3.1.0');
    expect(readText(`\uFEFF${text}`).specVersion).toBe('3.1.0');
  });
});

describe('what is not a document', () => {
  it('refuses a file over the size limit before it is parsed', () => {
    const bytes = new Uint8Array(maxDocumentBytes + 1).fill(0x5b);
    const fault = faultOf(() => readDocument({ bytes, fileName: 'huge.json' }));
    expect(fault.code).toBe('document_too_large');
    expect(fault.message).toContain('30 MB');
  });

  it.each([
    ['a missing comma', '{\n  "openapi": "3.1.0"\n  "info": {}\n}', 3, 3],
    ['a comma too many', '{\n  "a": [1, 2,]\n}', 2, 14],
    ['an unfinished file', '{\n  "a": {', 2, 9],
    ['text after the end', '{}\n{}', 2, 1],
    ['a bad escape', '{"a":\n "\\x"}', 2, 2],
    ['single quotes', "{'a': 1}", 1, 2],
  ])('names line and column of %s', (_, text, line, column) => {
    const fault = faultOf(() => readText(text, 'broken.json'));
    expect(fault.code).toBe('not_a_document');
    expect(fault.data.place).toMatchObject({ file: 'broken.json', line, column });
  });

  it('names the line of broken YAML', () => {
    const fault = faultOf(() => readText('openapi: 3.1.0\ninfo:\n  title: a: b: c\n', 'broken.yaml'));
    expect(fault.code).toBe('not_a_document');
    expect(fault.data.place).toMatchObject({ file: 'broken.yaml', line: 3 });
  });

  it.each([
    ['an empty file', ''],
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['a file with zero bytes', 'openapi\u0000'],
  ])('refuses %s', (_, text) => {
    expect(faultOf(() => readText(text, 'x')).code).toBe('not_a_document');
  });

  it('refuses bytes that are not text', () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0xfd]);
    expect(faultOf(() => readDocument({ bytes, fileName: 'logo.png' })).code).toBe('not_a_document');
  });
});

describe('what is no API description', () => {
  it.each([
    ['a Postman collection', { info: { _postman_id: 'x', schema: 'https://schema.getpostman.com/v2.1' }, item: [] }],
    ['an npm package.json', { name: 'x', version: '1', dependencies: {} }],
    ['an AsyncAPI description', { asyncapi: '3.0.0', info: {} }],
    ['a recording of network traffic', { log: { entries: [] } }],
    ['a Kubernetes manifest', { apiVersion: 'v1', kind: 'Service' }],
    ['a JSON Schema', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['a list of 3 items', [1, 2, 3]],
    ['plain text', 'hello'],
    ['the keys “a”, “b”', { a: 1, b: 2 }],
    ['openapi: 4.0.0', { openapi: '4.0.0', paths: {} }],
    ['swagger: 1.2', { swagger: '1.2', paths: {} }],
    ['“paths” is plain text', { openapi: '3.1.0', paths: 'none' }],
  ])('says that it looks like %s', (words, content) => {
    const fault = faultOf(() => readText(JSON.stringify(content)));
    expect(fault.code).toBe('not_openapi');
    expect(fault.message).toContain(words);
  });

  it('takes prose and tables for plain text', () => {
    expect(faultOf(() => readText('id,name\n1,a\n', 'table.csv')).message).toContain('plain text');
  });
});

describe('references', () => {
  it('refuses references to addresses and other files, names up to five, and fetches nothing', () => {
    const refs = ['https://evil.test/a.json', '//evil.test/b', './c.yaml#/X', 'd.json', 'file:///etc/passwd', 'e.json', 'f.json'];
    const schemas = Object.fromEntries(refs.map(($ref, index) => [`S${index}`, { $ref }]));
    const fault = faultOf(() => readText(documentWith({ components: { schemas } }), 'split.json'));
    expect(fault.code).toBe('external_reference');
    expect(fault.data.details?.['count']).toBe(7);
    expect(fault.message.match(/“/g)).toHaveLength(5);
    expect(fault.message).toContain('and 2 more');
    expect(fault.message).toContain('#/components/schemas/S');
    expect(fault.data.place?.line).toBeGreaterThan(1);
  });

  it('takes $ref in examples, defaults and extensions for data', () => {
    const $ref = 'https://data.test/';
    const schemas = { A: { example: { $ref }, default: { $ref }, enum: [{ $ref }], 'x-more': { $ref }, examples: [{ $ref }] } };
    const examples = { one: { value: { $ref } } };
    expect(readText(documentWith({ components: { schemas, examples } })).warnings).toHaveLength(1);
  });

  it('sees a $ref behind schemas with the names of keywords', () => {
    const schemas = { example: { properties: { default: { $ref: 'other.json' } } } };
    expect(faultOf(() => readText(documentWith({ components: { schemas } }))).code).toBe('external_reference');
  });

  it('reads cycles and warns of references to nothing', () => {
    const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' }, C: { $ref: '#/nowhere' } };
    const { warnings } = readText(documentWith({ paths: { '/a': {} }, components: { schemas } }));
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('“#/nowhere”')]);
    expect(warnings[0]?.place).toMatchObject({ path: '/components/schemas/C/$ref', line: expect.any(Number) });
  });
});

describe('hostile content', () => {
  const hostile =
    '{"openapi":"VERSION","info":{"title":"x","version":"1"},"__proto__":{"polluted":1},' +
    '"paths":{"__proto__":{"get":{"operationId":"a","responses":{}}},"constructor":{"get":{"operationId":"b","responses":{}}}},' +
    '"components":{"schemas":{"__proto__":{"polluted":1,"type":"object","properties":{"__proto__":{"type":"string","polluted":1}}},' +
    '"constructor":{"type":"object","properties":{"prototype":{"type":"object","properties":{"polluted":{"type":"string"}}}}}}}}';

  it.each(['3.0.3', '3.1.0'])('keeps __proto__ and constructor as data in %s', (version) => {
    const { root } = readText(hostile.replace('VERSION', version));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
    expect(Object.keys(root['paths'] as object)).toContain('constructor');
  });

  it('keeps them as data in YAML', () => {
    readText('openapi: 3.1.0\ninfo: {title: a, version: b}\n__proto__: {polluted: 1}\npaths: {__proto__: {get: {}}}\n', 'a.yaml');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('bounds YAML alias bombs', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const items = level === 0 ? '"lol"' : Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ');
      return `l${level}: &l${level} [${items}]`;
    });
    const started = performance.now();
    const fault = faultOf(() => readText(`openapi: 3.1.0\npaths: {}\n${levels.join('\n')}\n`, 'bomb.yaml'));
    expect(['not_a_document', 'document_too_large']).toContain(fault.code);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('bounds one long text that is repeated by alias', () => {
    const uses = Array.from({ length: 9000 }, () => '*t').join(', ');
    const fault = faultOf(() => readText(`openapi: 3.1.0\nt: &t "${'x'.repeat(100_000)}"\nu: [${uses}]\n`, 'bomb.yaml'));
    expect(fault.code).toBe('document_too_large');
  });

  it('refuses an alias to its own parent', () => {
    expect(faultOf(() => readText('openapi: 3.1.0\npaths: &p {a: *p}\n', 'loop.yaml')).code).toBe('not_a_document');
  });

  it.each([
    ['JSON lists', 'a.json', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['JSON objects', 'a.json', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['YAML flow lists', 'a.yaml', `x: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['YAML block lists', 'a.yaml', `${'- '.repeat(10_000)}a`],
    ['schemas', 'a.json', `{"openapi":"3.0.0","paths":{},"x":${'{"items":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ])('answers 10,000 levels of %s by a fault', (_, fileName, text) => {
    expect(faultOf(() => readText(text, fileName)).code).toBe('not_a_document');
  });

  it('warns of operation ids used twice and names both places', () => {
    const responses = { 200: { description: 'ok' } };
    const paths = { '/a': { get: { operationId: 'x', responses } }, '/b': { post: { operationId: 'x', responses } } };
    const { warnings } = readText(documentWith({ paths }));
    expect(warnings[0]?.message).toMatch(/“x” is used twice: by GET \/a \(line \d+\) and by POST \/b \(line \d+\)/);
  });
});
