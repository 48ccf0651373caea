import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandAddress, ownBase, pathUnder } from './match-base.ts';
import { splitUrl } from './split-url.ts';

const values = new Map([
  ['baseUrl', 'https://API.example.com/v2/'],
  ['host', 'api.example.com'],
  ['version', 'v2'],
  ['loop', '{{loop}}'],
  ['nested', '{{baseUrl}}'],
]);
const under = (url: string, base: string): string | null => {
  const { address } = expandAddress(url, values);
  return address === null ? null : pathUnder(address, base, values);
};

describe('an address', () => {
  it.each([
    ['{{baseUrl}}/orders/{id}', '/orders/{id}'],
    ['{{nested}}/orders', '/orders'],
    ['https://{{host}}/{{version}}/orders/{{order}}', '/orders/{{order}}'],
    ['{{host}}/v2/orders', '/orders'],
    ['https://api.example.com:443/v2/', '/'],
  ])('%s lies under the base it names', (url, path) => expect(under(url, 'https://api.example.com/v2')).toBe(path));

  it.each([
    'https://api.example.com/v20/orders',
    'https://evil.example/v2/orders',
    'https://api.example.com.evil.example/v2/orders',
    '{{host}}.evil.example/v2/x',
  ])('%s does not', (url) => expect(under(url, 'https://api.example.com/v2')).toBeNull());

  it('says which name has no value, and ends on one that holds itself', () => {
    expect(expandAddress('{{other}}/x', values).missing).toBe('other');
    expect(expandAddress('{{loop}}/x', values).missing).toBe('loop');
    expect(expandAddress('ftp://x/y', values).missing).toContain('host');
  });

  it('proposes the base that was stated, else the host', () => {
    const of = (url: string): string | null => {
      const { address } = expandAddress(url, values);
      return address === null ? null : ownBase(address);
    };
    expect(of('{{baseUrl}}/orders')).toBe('https://api.example.com/v2');
    expect(of('https://{{host}}/v2/orders')).toBe('https://api.example.com');
  });

  it('is put together again from the base and the path below it', () => {
    const segment = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), fc.array(segment, { minLength: 1, maxLength: 4 }), (base, rest) => {
        const baseUrl = `https://x.test${base.map((one) => `/${one}`).join('')}`;
        expect(under(`${baseUrl}/${rest.join('/')}`, baseUrl)).toBe(`/${rest.join('/')}`);
      }),
    );
  });
});

describe('an address taken apart', () => {
  it('keeps placeholders whole and writes colons as parameters', () => {
    expect(splitUrl('{{baseUrl}}/a/:id/b:c?x={{y?z}}&q=a%20b#frag')).toEqual({
      url: '{{baseUrl}}/a/{id}/b:c',
      query: [
        { name: 'x', value: '{{y?z}}' },
        { name: 'q', value: 'a b' },
      ],
    });
    expect(splitUrl('https://x.test:8080/:id').url).toBe('https://x.test:8080/{id}');
  });
});
