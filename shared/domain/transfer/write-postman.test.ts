import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptDraft, type KeptDraft } from '../../contract/console.ts';
import { cleanSet } from './clean-set.ts';
import { asCheck } from './flow-checks.ts';
import { readPostman } from './read-postman.ts';
import { writePostman, type PostmanInput } from './write-postman.ts';

const base = 'https://x.test/v1';
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/);
const value = fc
  .string({ unit: fc.constantFrom('a', 'B', '0', ' ', '&', '=', '?', '/', '"', "'", '%', 'é', '\\'), maxLength: 8 })
  .map((text) => `v${text}`);

const field = fc.record({ name: word, value, isOff: fc.boolean() });
const content: fc.Arbitrary<Pick<KeptDraft, 'body' | 'mediaType' | 'content'>> = fc.oneof(
  fc.constant({ body: null, mediaType: null, content: { kind: 'text' as const } }),
  fc.record({
    body: fc.jsonValue({ maxDepth: 2 }).map((one) => JSON.stringify({ one })),
    mediaType: fc.constant('application/json'),
    content: fc.constant({ kind: 'text' as const }),
  }),
  fc
    .array(field, { minLength: 1, maxLength: 3 })
    .map((fields) => ({ body: null, mediaType: null, content: { kind: 'form' as const, fields } })),
  fc.array(field, { minLength: 1, maxLength: 3 }).map((parts) => ({
    body: null,
    mediaType: null,
    content: { kind: 'multipart' as const, parts: parts.map((one) => ({ ...one, path: null, mediaType: null })) },
  })),
  fc.constant({
    body: null,
    mediaType: null,
    content: { kind: 'graphql' as const, query: '{ a }', variables: '{"n":1}', operationName: null },
  }),
);

const draft: fc.Arbitrary<KeptDraft> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'),
    segments: fc.array(word, { minLength: 1, maxLength: 3 }),
    id: value,
    query: fc.array(fc.tuple(word, value, fc.boolean()), { maxLength: 3 }),
    headers: fc.array(
      fc.tuple(
        word.map((one) => `X-${one}`),
        value.map((one) => one.replaceAll('é', 'e')),
        fc.boolean(),
      ),
      { maxLength: 3 },
    ),
    content,
    follows: fc.boolean(),
  })
  .map(({ method, segments, id, query, headers, content: sent, follows }) =>
    keptDraft.parse({
      method,
      path: `/${segments.join('/')}/{ref}/{{order}}`,
      parameters: [
        { in: 'path', name: 'ref', value: id },
        ...query.map(([name, text, isOff]) => ({ in: 'query', name, value: text, ...(isOff ? { isOff } : {}) })),
        ...headers.map(([name, text, isOff]) => ({ in: 'header', name, value: text, ...(isOff ? { isOff } : {}) })),
      ],
      ...sent,
      travel: { maxRedirects: follows ? 10 : 0 },
    }),
  )
  // A name that sounds like a secret is taken out on reading, and rightly so.
  .filter(({ parameters }) => !/key|token|auth|pass|pin|sig|code|secret|sid|otp|pwd|jwt/.test(JSON.stringify(parameters)));

describe('a Postman collection', () => {
  it('gives equal requests when it is read again', () => {
    fc.assert(
      fc.property(fc.array(draft, { minLength: 1, maxLength: 4 }), (drafts) => {
        const inputs = drafts.map((one, index): PostmanInput => ({
          name: `R${index}`,
          folder: 'A / B',
          notes: 'why',
          draft: one,
          baseUrl: base,
          place: 'Test',
          credential: null,
          checks: [],
        }));
        const set = cleanSet(readPostman(JSON.parse(writePostman('C', inputs, {}).text)));
        expect(set.requests).toHaveLength(drafts.length);
        for (const [index, one] of set.requests.entries()) {
          const before = drafts[index];
          expect(one.folder).toEqual(['A', 'B']);
          expect(one.url).toBe(`{{baseUrl}}${before?.path}`);
          const parameters = [
            ...one.pathValues.map((each) => ({ in: 'path', ...each })),
            ...one.query.map((each) => ({ in: 'query', ...each })),
            ...one.headers.map((each) => ({ in: 'header', ...each })),
          ];
          expect({
            method: one.method,
            parameters,
            body: one.body,
            mediaType: one.mediaType,
            content: one.content,
            follows: one.followsRedirects,
          }).toEqual({
            method: before?.method,
            parameters: before?.parameters,
            body: before?.body,
            mediaType: before?.mediaType,
            content: before?.content,
            follows: before?.travel.maxRedirects === 10,
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('carries checks as tests that are read as the same checks, and a credential as an empty secret', () => {
    const checks = [
      { of: 'status', path: '', op: 'in', value: '200, 201' },
      { of: 'status', path: '', op: 'eq', value: '200' },
      { of: 'body', path: '$.a[0].b', op: 'eq', value: 'x' },
      { of: 'body', path: '$.n', op: 'gt', value: '3' },
      { of: 'header', path: 'ETag', op: 'exists', value: '' },
      { of: 'header', path: 'Sunset', op: 'exists', value: 'false' },
      { of: 'body', path: '$.gone', op: 'exists', value: 'false' },
      { of: 'body', path: '$.a[2]', op: 'exists', value: 'false' },
      { of: 'body', path: '', op: 'contains', value: '7' },
      { of: 'body', path: '$.list', op: 'eq', value: '[]' },
      { of: 'body', path: '$.url', op: 'matches', value: String.raw`(?i)^/orders/\d+/x\\` },
      { of: 'duration', path: '', op: 'lt', value: '500' },
    ] as const;
    const { text, notes } = writePostman(
      'C',
      [
        {
          name: 'R',
          folder: '',
          notes: '',
          draft: keptDraft.parse({ method: 'GET', path: '/a' }),
          baseUrl: base,
          place: '',
          credential: { kind: 'bearer', name: 'Adyen key', placement: null, username: null, oauth: null },
          checks: [...checks, { of: 'schema', path: '', op: 'eq', value: '' }],
        },
      ],
      {},
    );
    expect(notes).toEqual(['“R”: one of its checks has no counterpart.']);
    const set = readPostman(JSON.parse(text));
    expect(set.requests[0]?.checks.map(asCheck)).toEqual(checks);
    expect(set.requests[0]?.auth).toMatchObject({ kind: 'bearer', secret: '{{ADYEN_KEY}}' });
    expect(set.base.secrets).toEqual([{ name: 'ADYEN_KEY', value: '' }]);
  });
});
