import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillRequest, type Fillable } from './fill-request.ts';
import { asPlainText } from './placeholders.ts';

const source = {
  now: Date.UTC(2026, 10, 21, 9, 0, 0),
  newId: (() => {
    let n = 0;
    return () => `id-${(n += 1)}`;
  })(),
  random: () => 0.5,
};
const layers = (request: Record<string, string> = {}, environment: Record<string, string> = {}, thisSend: Record<string, string> = {}) => ({
  thisSend,
  request,
  environment,
});
const request = (given: Partial<Fillable>): Fillable => ({
  path: '/a',
  parameters: [],
  mediaType: 'application/json',
  body: null,
  ...given,
});

describe('filling a request in', () => {
  it('takes the value of this send before the request’s, and that before the environment’s', () => {
    const body = '{"a":"{{a}}","b":"{{b}}","c":"{{c}}"}';
    const filled = fillRequest(request({ body }), layers({ a: 'req', b: 'req' }, { a: 'env', b: 'env', c: 'env' }, { a: 'now' }), source);
    expect(filled.request.body).toBe('{"a":"now","b":"req","c":"env"}');
    expect(filled.values.map(({ name, origin }) => [name, origin])).toEqual([
      ['a', 'this_send'],
      ['b', 'request'],
      ['c', 'environment'],
    ]);
    expect(filled.problems).toEqual([]);
  });

  it('makes an id at each place, but one idempotency key and one time for the whole request', () => {
    const body = '["{{$uuid}}","{{$uuid}}","{{$idempotencyKey}}",{{$randomInt}},"{{$now}}"]';
    const parameters = [{ in: 'header' as const, name: 'Idempotency-Key', value: '{{$idempotencyKey}}' }];
    const { request: sent } = fillRequest(request({ body, parameters }), layers(), source);
    const values = JSON.parse(sent.body ?? '') as string[];
    expect(values[0]).not.toBe(values[1]);
    expect(values[2]).toBe(sent.parameters[0]?.value);
    expect(values.slice(3)).toEqual([500_000, '2026-11-21T09:00:00.000Z']);
  });

  it.each([
    ['{"a":"{{x"}', 'unclosed', 1, 7],
    ['{\n  "a": "{{ }}"}', 'empty', 2, 9],
    ['{"a":"{{a b}}"}', 'bad_name', 1, 7],
    ['{"a":"{{nobody}}"}', 'unknown', 1, 7],
    ['{"a":"{{$nothing}}"}', 'unknown', 1, 7],
    ['{"a":{{word}}}', 'not_json', 1, 6],
  ] as const)('names what is wrong in %s, with its place', (body, kind, line, column) => {
    const { problems } = fillRequest(request({ body }), layers({ word: 'not json' }), source);
    expect(problems).toMatchObject([{ kind, place: 'body', line, column }]);
  });

  it('refuses a line break in a header, and a value of a path that climbs or is nothing', () => {
    const parameters = [{ in: 'header' as const, name: 'X-A', value: 'a{{evil}}' }];
    const evil = fillRequest(request({ parameters }), layers({ evil: 'b\r\nX-Evil: 1' }), source);
    expect(evil.problems).toMatchObject([{ kind: 'control_character', place: 'header X-A' }]);
    for (const value of ['..', '.', ''])
      expect(fillRequest(request({ path: '/a/{{up}}' }), layers({ up: value }), source).problems).toMatchObject([{ kind: 'climbs' }]);
    expect(fillRequest(request({ path: '/a/{{up}}' }), layers({ up: '../b?c' }), source).request.path).toBe('/a/..%2Fb%3Fc');
  });

  it('leaves single braces, escaped braces and JSON in JSON as they are', () => {
    const body = '{"t":"Hello \\{{ first_name }}","n":{"m":{}}}';
    expect(fillRequest(request({ path: '/a/{id}', body }), layers(), source)).toMatchObject({
      request: { path: '/a/{id}', body: '{"t":"Hello {{ first_name }}","n":{"m":{}}}' },
      problems: [],
    });
    expect(fillRequest(request({ body: '[[{{"a":1}}]]' }), layers(), source).problems).toEqual([]);
  });

  it('puts any value into a JSON string so that reading it gives the value back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const filled = fillRequest(request({ body: '{"a":"x{{v}}y"}' }), layers({ v: value }), source);
        expect(filled.problems).toEqual([]);
        expect((JSON.parse(filled.request.body ?? '') as { a: string }).a).toBe(`x${value}y`);
      }),
    );
  });

  it('never takes a value for a placeholder, and sends any plain text as it was', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inValue = fillRequest(request({ mediaType: 'text/plain', body: '{{v}}' }), layers({ v: `{{w}}${text}`, w: 'never' }), source);
        expect(inValue.request.body).toBe(`{{w}}${text}`);
        const plain = fillRequest(request({ mediaType: 'text/plain', body: asPlainText(text) }), layers(), source);
        if (!text.includes('\\{{')) expect(plain.request.body).toBe(text);
      }),
    );
  });
});
