import { describe, expect, it } from 'vitest';
import { evaluateChecks } from '../../../shared/domain/flows/checks.ts';
import { takeCaptures } from '../../../shared/domain/flows/captures.ts';
import { nextPage } from '../../../shared/domain/flows/next-page.ts';
import '../end-long-work.ts';
import { openContract } from './contract.ts';
import { textForPattern } from './pattern-sample.ts';

const almost = `${'a'.repeat(60)}!`;

const contractWith = (schema: object, components: object = {}) =>
  openContract(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
        },
      },
      components: { schemas: components },
    }),
  );
const answer = (body: unknown) => ({
  method: 'GET',
  path: '/x',
  status: 200,
  headers: { 'content-type': 'application/json' },
  bodyText: JSON.stringify(body),
});

/** CPU time of this process in ms; the machine is shared. */
function cpuOf<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: (user + system) / 1000 };
}

describe('a pattern that would run for years', () => {
  it.each([
    ['in a property', contractWith({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } })],
    ['of names', contractWith({ type: 'object', patternProperties: { '^(a|a)*$': { type: 'number' } } })],
    [
      'in a branch of a choice',
      contractWith(
        { type: 'object', properties: { a: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'integer' }] } } },
        { A: { type: 'string', pattern: '^([a-z]+)*$' } },
      ),
    ],
  ])('in a contract, %s, does not hold up the core: the answer is not checked, and says why', (_where, contract) => {
    const body = { a: almost, [almost]: 'x' };
    contract.checkAnswer(answer({}));
    const { value, ms } = cpuOf(() => contract.checkAnswer(answer(body)));
    expect(value).toMatchObject({ verdict: 'not_checked', reason: expect.stringContaining('took too long') });
    expect(ms).toBeLessThan(150);
    // What is quick is still checked.
    expect(contract.checkAnswer(answer({ A: 'aaa' })).verdict).toBe('fits');
  });

  it('still finds what is wrong, where it is quick enough', () => {
    const contract = contractWith({
      type: 'object',
      properties: { a: { oneOf: [{ type: 'string', pattern: '^[A-Z]+(_[A-Z]+)*$' }, { type: 'null' }] } },
    });
    expect(contract.checkAnswer(answer({ a: 'OUT_OF_STOCK' })).verdict).toBe('fits');
    expect(contract.checkAnswer(answer({ a: 'no' }))).toMatchObject({ verdict: 'breaks', reason: null });
  });

  it('in a JSONPath is ended: a check does not hold and says why, a capture is missing, and pages do not end as if there were no more', () => {
    const path = "$[?match(@.name, '(a+)+')]";
    const facts = {
      status: 200,
      durationMs: 1,
      byteLength: 10,
      headers: [],
      bodyText: JSON.stringify([{ name: almost }]),
      fitsContract: null,
      contractWords: '',
    } as never;
    const { value, ms } = cpuOf(() => evaluateChecks([{ of: 'body', path, op: 'exists', value: 'true' }], facts));
    expect(value).toMatchObject([{ isHeld: false, seen: 'not checked: the path took too long in this answer' }]);
    expect(ms).toBeLessThan(150);
    expect(takeCaptures([{ name: 'x', from: 'body', path, isSecret: false }], facts).missing).toEqual([
      `${path} took too long in this answer`,
    ]);
    const loop = { kind: 'cursor', path, parameter: 'after', maxPages: 10 } as never;
    expect(nextPage(loop, facts, { page: 1, url: 'https://a.example/', seen: new Set() }).kind).toBe('fault');
    const quick = "$[?match(@.name, 'a+!')].name";
    expect(evaluateChecks([{ of: 'body', path: quick, op: 'eq', value: almost }], facts)[0]?.isHeld).toBe(true);
  });

  it('has no sample, and is not tried for every text', () => {
    const { value, ms } = cpuOf(() => textForPattern('^(0+)+1$', { min: 40, max: 60 }));
    expect(value).toBeNull();
    expect(ms).toBeLessThan(100);
  });

  it('in a format is none: the longest texts are quick', () => {
    const texts = ['a', '1', '.', ':', '%41', 'a.', '1:', '-', '/', 'a@', '@', '{a}'].map((piece) => piece.repeat(60_000));
    const formats =
      'date-time time date duration email idn-email hostname ipv4 ipv6 uri uri-reference uri-template json-pointer uuid byte regex iri url';
    for (const format of formats.split(' ')) {
      const contract = contractWith({ type: 'array', items: { type: 'string', format } });
      contract.checkAnswer(answer([]));
      for (const text of texts) {
        const { ms } = cpuOf(() => contract.checkAnswer(answer([text])));
        expect(ms, `${format} of ${text.slice(0, 6)}`).toBeLessThan(200);
      }
    }
  });
});
