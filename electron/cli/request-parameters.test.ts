import { describe, expect, it } from 'vitest';
import { collectPairs } from './option-values.ts';
import { readRecord } from './activity-verbs.ts';
import { parametersOf } from './request-verbs.ts';

const header = collectPairs(/=|:\s*/, 'Name=value');
const param = collectPairs(/=/, 'name=value');

describe('name and value', () => {
  it('are cut at the first sign between them', () => {
    expect(param('filter=a=b', [])).toEqual([{ name: 'filter', value: 'a=b' }]);
    expect(param('empty=', [])).toEqual([{ name: 'empty', value: '' }]);
    expect(header('Accept: text/plain', [])).toEqual([{ name: 'Accept', value: 'text/plain' }]);
    expect(header('X-Trace=a:b', [])).toEqual([{ name: 'X-Trace', value: 'a:b' }]);
  });

  it('are both needed', () => {
    expect(() => param('=x', [])).toThrowError(/name=value/);
  });
});

describe('parameters of a request', () => {
  it('go where the path names them, else into the query', () => {
    const parameters = parametersOf(
      { form: null, path: '/orders/{id}', query: [['page', '2']] },
      {
        param: [
          { name: 'id', value: '7' },
          { name: 'fields', value: 'all' },
        ],
        header: [{ name: 'Accept', value: 'x/y' }],
      },
    );
    expect(parameters).toEqual([
      { in: 'query', name: 'page', value: '2' },
      { in: 'path', name: 'id', value: '7' },
      { in: 'query', name: 'fields', value: 'all' },
      { in: 'header', name: 'Accept', value: 'x/y' },
    ]);
  });

  it('are refused when the query of the path carries a secret', () => {
    expect(() =>
      parametersOf({ form: null, path: '/orders', query: [['access_token', 'hunter2']] }, { param: [], header: [] }),
    ).toThrowError(/never taken/);
  });
});

describe('a record', () => {
  it('is written as entity/id, or as an entity alone', () => {
    expect(readRecord('credential/abc-1')).toEqual({ entity: 'credential', entityId: 'abc-1' });
    expect(readRecord('api')).toEqual({ entity: 'api' });
    expect(() => readRecord('api/')).toThrowError(/does not name a record/);
  });
});
