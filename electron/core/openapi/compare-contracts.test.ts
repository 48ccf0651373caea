import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareContracts } from './compare-contracts.ts';
import type { ContractChange } from './contract-change.ts';
import type { JsonObject } from './json-value.ts';
import { readDocument } from './read-document.ts';

const folders = {
  68: '../../../resources/contracts/adyen/CheckoutService-v68.json',
  69: '../testing/contracts/adyen/CheckoutService-v69.json.gz',
  70: '../testing/contracts/adyen/CheckoutService-v70.json.gz',
  71: '../../../resources/contracts/adyen/CheckoutService-v71.json',
} as const;
type Version = keyof typeof folders;

interface PlainDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly deprecated?: boolean }>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: object; readonly required?: readonly string[] }>>;
  };
}

function bytesOf(version: Version): Uint8Array {
  const bytes = readFileSync(new URL(folders[version], import.meta.url));
  return folders[version].endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
const roots = new Map<Version, JsonObject>();
function rootOf(version: Version): JsonObject {
  const known = roots.get(version) ?? readDocument({ bytes: bytesOf(version), fileName: `v${version}.json` }).root;
  roots.set(version, known);
  return known;
}
const plainOf = (version: Version): PlainDocument => JSON.parse(new TextDecoder().decode(bytesOf(version))) as PlainDocument;

/** "POST /payments" of every operation, by plain reading of the JSON. */
const operationsOf = ({ paths }: PlainDocument): string[] =>
  Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));

const wholeWords = (changes: readonly ContractChange[], words: string): string[] =>
  changes.filter((change) => change.words === words && change.place === '').map(({ method, path }) => `${method} ${path}`);

describe('Adyen Checkout from version to version', () => {
  it.each([
    [68, 69],
    [69, 70],
    [70, 71],
    [68, 71],
  ] as const)('%i to %i: the endpoints that came and went are those of a plain comparison', (from, to) => {
    const [before, after] = [operationsOf(plainOf(from)), operationsOf(plainOf(to))];
    const { changes, skipped } = compareContracts(rootOf(from), rootOf(to));
    expect(skipped).toBe(0);
    expect(wholeWords(changes, 'new in the contract').toSorted()).toEqual(after.filter((one) => !before.includes(one)).toSorted());
    expect(wholeWords(changes, 'no longer in the contract').toSorted()).toEqual(before.filter((one) => !after.includes(one)).toSorted());
    // Every endpoint that is named changed indeed, and none is named that is in neither document.
    for (const { method, path } of changes) if (method !== null) expect([...before, ...after]).toContain(`${method} ${path}`);
  });

  it('finds what a request must have now, as the plain JSON says it', () => {
    const required = (version: Version): readonly string[] =>
      plainOf(version).components.schemas['StoredPaymentMethodRequest']?.required ?? [];
    const added = required(71).filter((name) => !required(68).includes(name));
    expect(added).toEqual(['recurringProcessingModel']);
    const { changes } = compareContracts(rootOf(68), rootOf(71));
    expect(changes).toContainEqual({
      level: 'breaking',
      method: 'POST',
      path: '/storedPaymentMethods',
      place: 'request body',
      words: '“recurringProcessingModel” is new and required',
    });
  });

  it('finds every field of a donation that is no longer taken, as the plain JSON says it', () => {
    const fields = (version: Version): string[] =>
      Object.keys(plainOf(version).components.schemas['DonationPaymentRequest']?.properties ?? {});
    const gone = fields(70).filter((name) => !fields(71).includes(name));
    expect(gone.length).toBeGreaterThan(20);
    const found = compareContracts(rootOf(70), rootOf(71)).changes.filter(
      ({ path, level, words }) => path === '/donations' && level === 'breaking' && words.endsWith('is no longer taken'),
    );
    expect(found.map(({ words }) => words).toSorted()).toEqual(gone.map((name) => `“${name}” is no longer taken`).toSorted());
  });

  it('finds what vanished from an answer through three references, which api-smart-diff calls harmless', () => {
    const results = (version: Version): string => JSON.stringify(plainOf(version).components.schemas['FraudResult']);
    expect(results(68)).toContain('FraudCheckResultWrapper');
    expect(results(71)).not.toContain('FraudCheckResultWrapper');
    const { changes } = compareContracts(rootOf(68), rootOf(71));
    const vanished = changes.filter(({ words }) => words === '“fraudResult.results[].FraudCheckResult” is no longer in the answer');
    expect(vanished.map(({ level, path }) => [level, path])).toEqual([
      ['breaking', '/orders'],
      ['breaking', '/paymentMethods/balance'],
      ['breaking', '/payments'],
      ['breaking', '/payments/details'],
    ]);
  });

  it('finds nothing between a document and itself', () => {
    expect(compareContracts(rootOf(71), rootOf(71))).toEqual({ changes: [], deprecations: [], skipped: 0 });
  });
});

const bodyOf = (schema: object): object => ({ content: { 'application/json': { schema } } });
const document = (operation: object, path = '/a', components: object = {}): JsonObject =>
  ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { post: operation } }, components }) as unknown as JsonObject;
const found = (before: object, after: object): string[] =>
  compareContracts(document(before), document(after)).changes.map(({ level, place, words }) => `${level}: ${place}: ${words}`);
const request = (schema: object): object => ({ requestBody: bodyOf(schema), responses: {} });
const answer = (schema: object): object => ({ responses: { 200: { description: '', ...bodyOf(schema) } } });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const text = { type: 'string' };

describe('what a difference means for a caller', () => {
  it.each([
    ['a new optional field', object({}), object({ a: text }), 'safe', 'safe'],
    ['a field that is gone', object({ a: text }), object({}), 'risky', 'breaking'],
    [
      'a field that is gone from a closed object',
      object({ a: text }, { additionalProperties: false }),
      object({}, { additionalProperties: false }),
      'breaking',
      'breaking',
    ],
    ['a field that is required now', object({ a: text }), object({ a: text }, { required: ['a'] }), 'breaking', 'safe'],
    ['a field that is no longer required', object({ a: text }, { required: ['a'] }), object({ a: text }), 'safe', 'risky'],
    ['another type', object({ a: text }), object({ a: { type: 'integer' } }), 'breaking', 'breaking'],
    ['a wider type', object({ a: { type: 'integer' } }), object({ a: { type: 'number' } }), 'safe', 'breaking'],
    ['a narrower type', object({ a: { type: 'number' } }), object({ a: { type: 'integer' } }), 'breaking', 'safe'],
    ['null', object({ a: text }), object({ a: { type: ['string', 'null'] } }), 'safe', 'breaking'],
    ['one more value', object({ a: { enum: ['x'] } }), object({ a: { enum: ['x', 'y'] } }), 'safe', 'risky'],
    ['one value fewer', object({ a: { enum: ['x', 'y'] } }), object({ a: { enum: ['x'] } }), 'breaking', 'safe'],
    [
      'a tighter bound',
      object({ a: { type: 'string', maxLength: 9 } }),
      object({ a: { type: 'string', maxLength: 5 } }),
      'breaking',
      'safe',
    ],
    ['a looser bound', object({ a: { type: 'string', maxLength: 5 } }), object({ a: { type: 'string', maxLength: 9 } }), 'safe', 'risky'],
    ['a format', object({ a: text }), object({ a: { type: 'string', format: 'date-time' } }), 'risky', 'safe'],
    ['a deprecated field', object({ a: text }), object({ a: { type: 'string', deprecated: true } }), 'risky', 'risky'],
  ])('%s', (_what, before, after, inRequest, inAnswer) => {
    expect(found(request(before), request(after)).map((line) => line.split(':')[0])).toEqual([inRequest]);
    expect(found(answer(before), answer(after)).map((line) => line.split(':')[0])).toEqual([inAnswer]);
  });

  it('names parameters, whatever their place in the list', () => {
    const parameter = (name: string, more: object = {}): object => ({ name, in: 'query', schema: text, ...more });
    expect(
      found(
        { parameters: [parameter('q'), parameter('r')], responses: {} },
        { parameters: [parameter('n', { required: true }), parameter('q', { required: true })], responses: {} },
      ).toSorted(),
    ).toEqual([
      'breaking: query parameter: “n” is new and required',
      'breaking: query parameter: “q” is required now',
      'risky: query parameter: “r” is no longer taken',
    ]);
  });

  it('says nothing about words, examples and the vendor’s own extensions, but does about fields of those names', () => {
    const words = (description: string): object => ({
      ...object({ a: { type: 'string', description, example: description, 'x-id': description } }),
      description,
    });
    expect(found(request(words('one')), request(words('two')))).toEqual([]);
    expect(found(answer(object({ description: text, example: text })), answer(object({})))).toEqual([
      'breaking: answer 200: “description” is no longer in the answer',
      'breaking: answer 200: “example” is no longer in the answer',
    ]);
  });

  it('takes a path whose parameter has another name for the same endpoint', () => {
    const operation = { responses: { 200: { description: '' } } };
    const { changes } = compareContracts(document(operation, '/a/{id}'), document(operation, '/a/{orderId}'));
    expect(changes).toEqual([{ level: 'safe', method: 'POST', path: '/a/{orderId}', place: '', words: 'written /a/{id} before' }]);
  });

  it('sees a change in a shape that refers to itself', () => {
    const node = (more: object): object => ({ schemas: { Node: object({ next: { $ref: '#/components/schemas/Node' }, ...more }) } });
    const operation = answer({ $ref: '#/components/schemas/Node' });
    const { changes } = compareContracts(document(operation, '/a', node({ a: text })), document(operation, '/a', node({})));
    expect(changes).toMatchObject([{ level: 'breaking', words: expect.stringContaining('“a” is no longer in the answer') }]);
  });

  it('tells of an end that is announced, once', () => {
    const operation = { responses: { 200: { description: '' } } };
    const ending = { ...operation, deprecated: true, 'x-sunset': '2027-03-01' };
    expect(compareContracts(document(operation), document(ending)).deprecations).toEqual([
      { method: 'POST', path: '/a', sunset: '2027-03-01', deprecatedAt: null },
    ]);
    expect(compareContracts(document(ending), document(ending)).deprecations).toEqual([]);
  });

  it('names what changed even when there is no time left to look into it', () => {
    let at = 0;
    const { changes, skipped } = compareContracts(document(answer(object({ a: text }))), document(answer(object({}))), {
      clock: () => (at += 1_000),
      budgetMs: 500,
    });
    expect(skipped).toBe(1);
    expect(changes).toMatchObject([{ level: 'risky', words: 'changed; too large to be compared in detail' }]);
  });

  it('stops looking into shapes that refer to each other in too many ways, and says so', () => {
    const names = Array.from({ length: 24 }, (_, index) => `S${index}`);
    const all = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
    const shapes = (more: object): object => ({
      schemas: Object.fromEntries(names.map((name, index) => [name, object({ ...all, ...(index === 23 ? more : {}) })])),
    });
    const operation = answer({ $ref: '#/components/schemas/S0' });
    // What it costs, however busy the machine is.
    const started = process.cpuUsage();
    const { changes, skipped } = compareContracts(document(operation, '/a', shapes({ old: text })), document(operation, '/a', shapes({})), {
      budgetMs: 400,
    });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(4_000);
    expect(skipped).toBe(1);
    expect(changes).toMatchObject([{ words: 'changed; too large to be compared in detail' }]);
  });

  it('says once what one shape changes in many places of a call', () => {
    const shape = (more: object): object => ({ schemas: { Amount: object({ value: { type: 'integer' }, ...more }) } });
    const amount = { $ref: '#/components/schemas/Amount' };
    const operation = answer(object({ a: amount, b: amount, c: amount, dd: amount, total: amount }));
    const { changes } = compareContracts(document(operation, '/a', shape({ currency: text })), document(operation, '/a', shape({})));
    expect(changes.map(({ words }) => words)).toEqual(['“a.currency” is no longer in the answer, and so in 4 other places']);
  });
});
