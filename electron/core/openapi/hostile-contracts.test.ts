import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFault } from '../../../shared/contract/errors.ts';
import { usualMockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import { openMockContract } from '../mock/mock-contract.ts';
import { MockRun } from '../mock/mock-run.ts';
import { smallDocument } from '../testing/test-inventory.ts';
import { compareContracts } from './compare-contracts.ts';
import { planImport } from './import-plan.ts';
import { readDocument } from './read-document.ts';

const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  '$ref',
  'type',
  'allOf',
  'properties',
  'in',
  'name',
  'schema',
);
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e308,
    '',
    'x'.repeat(3000),
    '\u0000\u202egnp.exe',
    [],
    {},
    [[]],
    [null],
    { $ref: '#/' },
    { $ref: '#/paths' },
    { $ref: 5 },
    { $ref: '#/components/schemas/A' },
    '\ud800',
    'http://[::1',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(oddKey, fc.jsonValue({ maxDepth: 1 })),
);

/** A copy with another value at a place that `picks` leads to. */
function changed(value: unknown, picks: readonly number[], by: unknown): unknown {
  const [pick = 0, ...rest] = picks;
  if (typeof value !== 'object' || value === null || picks.length === 0) return by;
  const entries = Object.entries(value);
  if (entries.length === 0) return by;
  const others = entries.map(([name, one]: [string, unknown], index) => [
    name,
    index === pick % entries.length ? changed(one, rest, by) : one,
  ]);
  return Array.isArray(value) ? others.map(([, one]) => one) : Object.fromEntries(others);
}

const answer = {
  description: 'ok',
  headers: { 'X-A': { schema: { type: 'string' } } },
  content: {
    'application/json': {
      schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer', format: 'int64', minimum: 1 } } },
    },
  },
};
const post = {
  operationId: 'x',
  tags: ['a'],
  parameters: [{ name: 'a', in: 'query', schema: { type: 'string', enum: ['a'] } }, { $ref: '#/components/parameters/P' }],
  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' }, example: { id: 1 } } } },
  responses: { 200: answer, default: answer },
  security: [{ k: [] }],
};
const whole: unknown = {
  ...(JSON.parse(
    smallDocument({
      paths: { '/orders/{id}': { post, get: post, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] } },
    }),
  ) as object),
  components: {
    parameters: { P: { name: 'p', in: 'header', schema: { type: ['string', 'null'] } } },
    schemas: {
      A: { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'object', properties: { a: { type: 'string', pattern: '^a+$' } } }] },
    },
    securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'X' } },
  },
};
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const before = readDocument({ bytes: bytesOf(whole), fileName: 'a.json' });

/** Everything that is asked of a contract: how an endpoint is described, a sample of it, what an answer breaks, and being played. */
function use(root: unknown): void {
  const mock = openMockContract(JSON.stringify(root), 'a.json');
  const run = new MockRun(mock, { seed: 1, settings: () => usualMockSettings, startedAt: 0 });
  const { contract } = mock;
  for (const { method, path } of mock.operations) {
    contract.endpoint(method, path);
    const sample = contract.sample(method, path);
    contract.checkAnswer({
      method,
      path,
      status: 200,
      headers: { 'content-type': 'application/json' },
      bodyText: '{"id":1,"__proto__":2}',
    });
    for (const prefer of ['code=200', 'dynamic=true'])
      run.answer({
        method,
        target: path.replaceAll(/\{[^}]+\}/g, '7'),
        headers: { prefer, x: 'k' },
        body: JSON.stringify(sample ?? {}),
        at: 0,
      });
  }
}

describe('an API description of a stranger', () => {
  it('changed anywhere, is read, planned, compared, described and played, or refused in words', () => {
    let isRead = 0;
    const place = fc
      .tuple(fc.constantFrom(2, 3, 4, 5, 6, 7, 8, 9), fc.array(fc.nat(12), { minLength: 9, maxLength: 9 }))
      .map(([depth, picks]) => picks.slice(0, depth));
    fc.assert(
      fc.property(place, odd, place, odd, (one, by, two, other) => {
        try {
          const document = readDocument({ bytes: bytesOf(changed(changed(whole, one, by), two, other)), fileName: 'a.json' });
          planImport(document);
          compareContracts(before.root, document.root);
          compareContracts(document.root, before.root);
          use(document.root);
          isRead += 1;
        } catch (error) {
          if (!isFault(error)) throw error;
        }
      }),
      { numRuns: 200 },
    );
    expect(isRead).toBeGreaterThan(40);
  });
});
