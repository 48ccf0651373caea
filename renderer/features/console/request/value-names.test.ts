import { expect, it } from 'vitest';
import { nameBegun, valueNames } from './value-names.ts';

it('offers the nearest value of a name, and those that are made on every send', () => {
  const names = valueNames([
    ['this request', { order: '7' }],
    ['Sandbox', { order: '8', place: 'harbour' }],
  ]);
  expect(names.slice(0, 3)).toEqual([
    { name: 'order', words: 'this request: 7' },
    { name: 'place', words: 'Sandbox: harbour' },
    { name: '$uuid', words: 'a new UUID at each place' },
  ]);
});

it.each([
  ['{"a":"{{', ''],
  ['{{ pla', 'pla'],
  ['x{{$uu', '$uu'],
  ['{{a}} b', null],
  ['\\{{a', null],
  ['{"a', null],
])('a name is begun behind two braces: %s', (before, expected) => expect(nameBegun(before)).toBe(expected));
