import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastedPairs } from './pasted-pairs.ts';

describe('names with values that are pasted where one name stands', () => {
  it('takes lines of headers', () => {
    expect(pastedPairs('Accept: application/json\r\nX-Shop:acme\n\nX-Time: 10:30\n', false)).toEqual([
      { name: 'Accept', value: 'application/json' },
      { name: 'X-Shop', value: 'acme' },
      { name: 'X-Time', value: '10:30' },
    ]);
  });

  it('takes a query apart, whether or not it was encoded', () => {
    expect(pastedPairs('?a=1&b=two%20words&c&d=100%', true)).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: 'two words' },
      { name: 'c', value: '' },
      { name: 'd', value: '100%' },
    ]);
  });

  it('takes lines as they stand', () => {
    expect(pastedPairs('SHOP=acme\nURL=https://a.example/?x=1&y=%20', true)).toEqual([
      { name: 'SHOP', value: 'acme' },
      { name: 'URL', value: 'https://a.example/?x=1&y=%20' },
    ]);
  });

  it('leaves values that are filled in as they are', () => {
    expect(pastedPairs('order={{order.number}}', true)).toEqual([{ name: 'order', value: '{{order.number}}' }]);
    expect(pastedPairs('X-Order: {{order.number}}', false)).toEqual([{ name: 'X-Order', value: '{{order.number}}' }]);
  });

  it.each(['Accept', '{{name}}', 'page[size]', '', '\n', 'two words'])('takes %j for a name', (text) => {
    expect(pastedPairs(text, true)).toBeNull();
  });

  it('takes no query for headers', () => {
    expect(pastedPairs('a=1&b=2', false)).toBeNull();
  });

  it('reads back any query', () => {
    const word = fc.string({ minLength: 1 }).filter((one) => !one.includes(':'));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.string()), { minLength: 1 }), (pairs) => {
        const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
        expect(pastedPairs(text, true)).toEqual(pairs.map(([name, value]) => ({ name, value })));
      }),
    );
  });
});
