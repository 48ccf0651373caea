import { describe, expect, it } from 'vitest';
import { keptDraft, type RequestForm } from '../../../../shared/contract/console.ts';
import { contentOf, firstContent, hasContent, kindChoices, kindOf } from './body-kind.ts';
import { draftOfRequest } from './draft.ts';

const form: RequestForm = {
  endpointId: 'e',
  apiId: 'a',
  apiName: 'Messages',
  vendorName: 'Vendor',
  version: '1',
  method: 'POST',
  path: '/messages',
  summary: '',
  isDeprecated: false,
  sideEffect: 'write',
  parameters: [],
  bodyMediaTypes: ['application/x-www-form-urlencoded'],
  sampleBody: 'To=%2B155&Body=a+b',
  environments: [],
};
const formType = 'application/x-www-form-urlencoded';

describe('the kind of a body', () => {
  it('begins as the contract wants it, a form with the fields of its example', () => {
    expect(firstContent(form)).toEqual({
      kind: 'form',
      fields: [
        { name: 'To', value: '+155', isOff: false },
        { name: 'Body', value: 'a b', isOff: false },
      ],
    });
    expect(firstContent({ ...form, bodyMediaTypes: ['application/json'] })).toEqual({ kind: 'text' });
  });

  it('is always among the choices, whatever a draft says', () => {
    for (const mediaType of [null, formType, 'application/vnd.x+json', 'text/csv']) {
      const choices = kindChoices(form, mediaType, true).map(({ value }) => value);
      expect(choices).toContain(kindOf({ kind: 'text' }, mediaType));
      expect(new Set(choices).size).toBe(choices.length);
    }
  });

  it('changes without losing what both kinds have', () => {
    const fields = contentOf('multipart', firstContent(form), '');
    expect(fields).toMatchObject({ kind: 'multipart', parts: [{ name: 'To', path: null }, { name: 'Body' }] });
    expect(contentOf('graphql', { kind: 'text' }, '{"query":"{ a }","variables":{"b":1}}')).toMatchObject({
      query: '{ a }',
      variables: '{\n  "b": 1\n}',
    });
    expect(hasContent({ kind: 'graphql', query: ' ', variables: '', operationName: null }, 'x')).toBe(false);
  });

  it('of a form that was written as text is a form, and of JSON under that name stays text', () => {
    const draft = (body: string) =>
      draftOfRequest(form, keptDraft.parse({ method: 'POST', path: '/messages', mediaType: formType, body }), null).content;
    expect(draft('a=1&b={{two}}')).toMatchObject({ kind: 'form', fields: [{ name: 'a' }, { name: 'b', value: '{{two}}' }] });
    expect(draft('{"note": "x=1"}')).toEqual({ kind: 'text' });
  });
});
