import { describe, expect, it } from 'vitest';
import { requestDraft } from '../../contract/request-draft.ts';
import { changesSomething, effectWords } from './call-effect.ts';
import { fillRequest } from './fill-request.ts';
import { sentParameters } from './sent-parameters.ts';

const parameters = [
  { in: 'path', name: 'id', value: '7', isOff: true },
  { in: 'query', name: 'expand', value: 'tax', isOff: true },
  { in: 'header', name: 'X-Mine', value: '{{nobody}} {{', isOff: true },
  { in: 'header', name: 'X-Other', value: 'yes' },
] as const;

describe('a parameter that is switched off', () => {
  it('is not sent, but in the path, which has a hole without it', () => {
    expect(sentParameters({ parameters }).map(({ name }) => name)).toEqual(['id', 'X-Other']);
  });

  it('is not filled in: a value that it lacks is no reason not to send', () => {
    const draft = { path: '/a/{id}', parameters, mediaType: null, body: null };
    const source = { now: 0, newId: () => 'id', random: () => 0 };
    const filled = fillRequest(draft, { thisSend: {}, request: {}, environment: {} }, source);
    expect(filled.problems).toEqual([]);
    expect(filled.request.parameters.map(({ name }) => name)).toEqual(['id', 'X-Other']);
  });

  it('has no effect: it asks for no other method, and its document changes nothing', () => {
    const call = (isOff: { isOff?: true }): Parameters<typeof effectWords>[0] => ({
      method: 'GET',
      path: '/orders',
      summary: '',
      parameters: [{ in: 'header', name: 'X-HTTP-Method-Override', value: 'DELETE', ...isOff }],
    });
    expect([changesSomething(call({})), changesSomething(call({ isOff: true }))]).toEqual([true, false]);
    expect(effectWords(call({ isOff: true }))).toBe('GET /orders only reads');
    const search = (isOff: { isOff?: true }): boolean =>
      changesSomething({ method: 'GET', parameters: [{ in: 'query', name: 'query', value: 'mutation { pay }', ...isOff }] });
    expect([search({}), search({ isOff: true })]).toEqual([true, false]);
  });

  it('is what a draft says only where it is so: a draft without it stays what it was', () => {
    const given = {
      environmentId: '018f4ad0-0000-7000-8000-000000000001',
      method: 'GET',
      path: '/',
      parameters: [{ in: 'header', name: 'A', value: 'b' }],
    };
    expect(requestDraft.parse(given).parameters).toStrictEqual(given.parameters);
    expect(requestDraft.safeParse({ ...given, parameters: [{ ...given.parameters[0], isOff: false }] }).success).toBe(false);
  });
});
