import fc from 'fast-check';
import { parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { RequestContent } from '../../contract/request-content.ts';
import { fillRequest, type VariableLayers } from './fill-request.ts';

const source = { now: Date.UTC(2026, 10, 21, 8), newId: () => 'one-id', random: () => 0.5 };
const none: VariableLayers = { thisSend: {}, request: {}, environment: {} };

const filled = (content: RequestContent, values: Record<string, string>) => {
  const { request, problems } = fillRequest(
    { path: '/', parameters: [], mediaType: null, body: 'kept {{beside}}', content },
    { ...none, request: values },
    source,
  );
  return { content: request.content, body: request.body, problems: problems.map(({ kind, place }) => `${kind} in ${place}`) };
};

const graphql = (query: string, variables = ''): RequestContent => ({ kind: 'graphql', query, variables, operationName: null });

describe('filling in what is no text', () => {
  it('leaves the text that is kept beside it alone', () => {
    expect(filled({ kind: 'form', fields: [] }, {})).toMatchObject({ body: 'kept {{beside}}', problems: [] });
  });

  it('fills fields and parts, and does not ask for the values of those that are switched off', () => {
    const fields = [
      { name: 'a', value: 'x{{one}}', isOff: false },
      { name: 'b', value: '{{unknown}}', isOff: true },
    ];
    expect(filled({ kind: 'form', fields }, { one: '&=1' })).toMatchObject({
      content: { fields: [{ name: 'a', value: 'x&=1' }] },
      problems: [],
    });
  });

  it('takes no line break into the path of a file or the type of a part', () => {
    const part = { name: 'f', value: '', isOff: false, path: '/tmp/{{name}}', mediaType: '{{type}}' };
    const { problems } = filled({ kind: 'multipart', parts: [part] }, { name: 'a\nb', type: 'text/plain\r\nX: y' });
    expect(problems).toEqual(['control_character in file of f', 'control_character in type of f']);
  });

  it('puts any value into a string of a GraphQL document so that reading it gives the value back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { content, problems } = filled(graphql('{ order(name: "{{name}}") { id } }'), { name: value });
        expect(problems).toEqual([]);
        const document = parse(content?.kind === 'graphql' ? content.query : '');
        const [operation] = document.definitions as OperationDefinitionNode[];
        const [field] = operation?.selectionSet.selections ?? [];
        const read = field?.kind === 'Field' ? field.arguments?.[0]?.value : undefined;
        expect(document.definitions).toHaveLength(1);
        // A lone surrogate has no UTF-8: it is written as an escape, which the parser refuses.
        if (read?.kind === 'StringValue') expect(read.value).toBe(value);
      }),
      { examples: [['") { id } } mutation { deleteAll'], ['\\'], ['"""'], ['\n#']] },
    );
  });

  it('takes only numbers and names outside of strings', () => {
    const query = '{ orders(first: {{count}}) { id } }';
    expect(filled(graphql(query), { count: '10' }).problems).toEqual([]);
    expect(filled(graphql(query), { count: 'OPEN' }).problems).toEqual([]);
    expect(filled(graphql(query), { count: '1) { id } } mutation M { x(a: 1' }).problems).toEqual(['not_graphql in query']);
    expect(filled(graphql('{ a(t: """{{t}}""") }'), { t: 'ends with "' }).problems).toEqual(['not_graphql in query']);
  });

  it('fills variables as JSON', () => {
    const { content, problems } = filled(graphql('query Q($n: Int) { a }', '{"n": {{n}}, "s": "{{s}}"}'), { n: '3', s: 'a"b' });
    expect(problems).toEqual([]);
    expect(content).toMatchObject({ variables: '{"n": 3, "s": "a\\"b"}' });
  });

  it('escapes a value in XML', () => {
    const request = { path: '/', parameters: [], mediaType: 'application/xml', body: '<a b="{{v}}">{{v}}</a>' };
    const { request: done } = fillRequest(request, { ...none, request: { v: '</a><x y="1"/>&' } }, source);
    expect(done.body).toBe('<a b="&lt;/a&gt;&lt;x y=&quot;1&quot;/&gt;&amp;">&lt;/a&gt;&lt;x y=&quot;1&quot;/&gt;&amp;</a>');
  });
});

describe('layers of values', () => {
  it('the nearest holds, and says what it hides', () => {
    const layers = {
      thisSend: {},
      request: {},
      environment: { shop: 'sandbox-shop' },
      api: { shop: 'any-shop', region: 'eu' },
      workspace: { shop: 'acme', region: 'world', team: 'ops' },
    };
    const { values } = fillRequest({ path: '/{{shop}}/{{region}}/{{team}}', parameters: [], mediaType: null, body: null }, layers, source);
    expect(values).toMatchObject([
      {
        name: 'shop',
        value: 'sandbox-shop',
        origin: 'environment',
        hides: [
          { origin: 'api', value: 'any-shop' },
          { origin: 'workspace', value: 'acme' },
        ],
      },
      { name: 'region', value: 'eu', origin: 'api', hides: [{ origin: 'workspace', value: 'world' }] },
      { name: 'team', value: 'ops', origin: 'workspace', hides: [] },
    ]);
  });
});
