import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHedge } from '../resilience/may-repeat.ts';
import { changesSomething, effectWords, graphqlOperation, graphqlOperations } from './call-effect.ts';
import { effectiveMethod } from './method-override.ts';

const graphql = (query: string, operationName: string | null = null) => ({ kind: 'graphql', query, variables: '', operationName }) as const;

describe('what a call does', () => {
  it.each([
    ['POST', '/payments/{id}/refunds', '', 'POST /payments/{id}/refunds refunds money'],
    ['POST', '/payments', '', 'POST /payments moves money'],
    ['POST', '/things', 'Capture an authorisation', 'POST /things captures a payment'],
    ['DELETE', '/orders/{id}', '', 'DELETE /orders/{id} deletes data'],
    ['PATCH', '/orders/{id}', '', 'PATCH /orders/{id} changes data'],
    ['get', '/orders', '', 'GET /orders only reads'],
  ])('%s %s %s', (method, path, summary, words) => {
    expect(effectWords({ method, path, summary })).toBe(words);
  });

  it('a query of GraphQL reads although it is a POST, and a mutation changes', () => {
    const post = (query: string, name: string | null = null) => changesSomething({ method: 'POST', content: graphql(query, name) });
    expect(post('{ shop { name } }')).toBe(false);
    expect(post('query Q { a }')).toBe(false);
    expect(post('mutation M { a }')).toBe(true);
    expect(post('query Q { a } mutation M { b }')).toBe(true);
    expect(post('query Q { a } mutation M { b }', 'Q')).toBe(false);
    expect(post('')).toBe(true);
    expect(effectWords({ method: 'POST', path: '/graphql', summary: '', content: graphql('mutation AddNote($a: X = {b: 1}) { a }') })).toBe(
      'The GraphQL mutation AddNote changes data',
    );
  });

  it('of two operations with one name the one that changes counts, whatever the method', () => {
    const sent = (method: string, query: string) => changesSomething({ method, content: graphql(query, 'A') });
    expect(sent('POST', 'query A { a } mutation A { b }')).toBe(true);
    expect(sent('GET', 'mutation A { b }')).toBe(true);
    expect(sent('GET', 'query A { b }')).toBe(false);
  });

  it.each(['X-HTTP-Method-Override', 'x-http-method', 'X-Method-Override'])('%s makes a reading call one that changes', (name) => {
    const call = (value: string, method = 'GET') => ({ method, path: '/orders', summary: '', parameters: [{ in: 'header', name, value }] });
    expect(changesSomething(call(' delete'))).toBe(true);
    expect(changesSomething(call('GET'))).toBe(false);
    expect(changesSomething(call(''))).toBe(false);
    expect(changesSomething(call('GET', 'POST'))).toBe(true);
    expect(changesSomething({ ...call('DELETE'), parameters: [{ in: 'query', name, value: 'DELETE' }] })).toBe(false);
    expect(effectWords(call('DELETE'))).toBe('DELETE /orders deletes data');
    expect(mayHedge({ method: effectiveMethod('get', [[name, 'POST']]), isChanging: false })).toBe(false);
    // A PUT that a server may take for a POST does not have the same effect twice.
    expect(effectiveMethod('PUT', [[name, 'POST']])).toBe('POST');
    expect(effectiveMethod('POST', [[name, 'DELETE']])).toBe('POST');
  });

  it('a mutation of GraphQL in the address changes, whatever the method; words to search for do not', () => {
    const get = (value: string, name = 'query') => ({
      method: 'GET',
      path: '/graphql',
      summary: '',
      parameters: [{ in: 'query', name, value }],
    });
    expect(changesSomething(get('mutation { pay(id: 1) { id } }'))).toBe(true);
    expect(changesSomething(get('{ shop { name } }'))).toBe(false);
    expect(changesSomething(get('shoes'))).toBe(false);
    expect(changesSomething(get('mutation { pay }', 'q'))).toBe(false);
    expect(effectWords(get('mutation { pay }'))).toBe('The GraphQL mutation in GET /graphql changes data');
  });

  it('a query of GraphQL by a method that is not for it changes', () => {
    expect(changesSomething({ method: 'DELETE', content: graphql('{ a }') })).toBe(true);
    const parameters = [{ in: 'header', name: 'X-HTTP-Method-Override', value: 'DELETE' }];
    expect(changesSomething({ method: 'GET', content: graphql('{ a }'), parameters })).toBe(true);
  });

  it('words in strings, comments, fields and arguments are no operations', () => {
    const document = `
      # mutation Hidden { a }
      query Real($q: String = "mutation X { y }") @d(a: "}") { mutation query(subscription: 1) { mutation } text(a: """ mutation { """) }
      fragment mutation on Query { a }`;
    expect(graphqlOperations(document)).toEqual([{ kind: 'query', name: 'Real' }]);
    expect(graphqlOperation(document, null)).toBe('query');
  });

  it('a mutation beside anything is found', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'query A { a }', '{ a }', 'fragment F on T { mutation }', '# {', '"x"'), (before) => {
        expect(graphqlOperation(`${before}\nmutation M { a }`, null)).toBe('mutation');
      }),
    );
  });
});
