import { describe, expect, it } from 'vitest';
import { valueAt } from './value-at.ts';

const answer = '{"id":"A-1","paid":true,"amount":{"value":4990},"tags":["a"],"token":"[redacted: token]","none":null}';

describe('the value at a place of an answer', () => {
  it.each([
    [['id'], '$.id', 'A-1'],
    [['paid'], '$.paid', 'true'],
    [['amount', 'value'], '$.amount.value', '4990'],
    [['tags', 0], '$.tags[0]', 'a'],
    [['none'], '$.none', 'null'],
  ])('%j is checked to be the same', (steps, path, text) => {
    expect(valueAt(answer, steps)).toEqual({ path, text, check: { of: 'body', op: 'eq', path, value: text } });
  });

  it('is only checked to be there when it is a structure or was cut out', () => {
    expect(valueAt(answer, ['amount'])?.check).toEqual({ of: 'body', op: 'exists', path: '$.amount', value: '' });
    expect(valueAt(answer, ['amount'])?.text).toBe('{\n  "value": 4990\n}');
    expect(valueAt(answer, ['token'])?.check).toEqual({ of: 'body', op: 'exists', path: '$.token', value: '' });
  });

  it('is none where nothing stands', () => {
    expect(valueAt(answer, ['other'])).toBeNull();
    expect(valueAt(answer, ['toString'])).toBeNull();
    expect(valueAt('{"a":', ['a'])).toBeNull();
  });
});
