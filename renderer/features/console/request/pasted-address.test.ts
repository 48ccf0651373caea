import { expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { atAddress, commandOf, isAddress } from './pasted-address.ts';

const draft = {
  path: '/',
  extras: [
    { in: 'header', name: 'A', value: 'b' },
    { in: 'query', name: 'old', value: '1' },
    { in: 'query', name: 'off', value: '1', isOff: true },
  ],
} as unknown as Draft;

it('takes an address below the base URL apart, and keeps the rest of the draft', () => {
  expect(atAddress(draft, 'https://a.example/v1/', 'https://a.example/v1/orders/7?state=open&q=a%20b')).toMatchObject({
    path: '/orders/7',
    extras: [
      { in: 'header', name: 'A' },
      { in: 'query', name: 'off', isOff: true },
      { in: 'query', name: 'state', value: 'open' },
      { in: 'query', name: 'q', value: 'a b' },
    ],
  });
  expect(atAddress(draft, 'https://a.example/v1', 'https://a.example/v1')?.path).toBe('/');
  const named = atAddress(draft, 'https://a.example/v1', 'https://a.example/v1/orders/{{ order }}?q={{q}}&r={{if r}}');
  expect(named).toMatchObject({ path: '/orders/{{ order }}' });
  expect(named?.extras.slice(2).map(({ value }) => value)).toEqual(['{{q}}', String.raw`\{{if r}}`]);
});

it.each(['https://b.example/v1/x', 'https://a.example/v10/x', 'http://a.example/v1/x', 'https://me:pw@a.example/v1/x', 'nothing'])(
  'leaves one that lies elsewhere: %s',
  (text) => expect(atAddress(draft, 'https://a.example/v1', text)).toBeNull(),
);

it('knows an address from other text', () => {
  expect(['https://a.example/x?y=1', ' http://a ', 'http://a/{{ b }}', '/orders', 'see https://a'].map(isAddress)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(commandOf("https://a.example/it's")).toBe("curl 'https://a.example/it%27s'");
});
