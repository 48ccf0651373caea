import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeOnSend, nameBegun, namesBetween, namesFor, namesOf, nearestFirst, takingOf } from './value-names.ts';

const layers = namesOf([
  ['this request', { order: '7' }],
  ['Sandbox', { order: '8', place: 'harbour' }],
]);

it('offers the nearest value of a name with where it is from', () => {
  expect(layers).toEqual([
    { name: 'order', value: '7', from: 'this request' },
    { name: 'place', value: 'harbour', from: 'Sandbox' },
  ]);
  expect(nearestFirst(layers, madeOnSend).map(({ name }) => name)).toEqual(['order', 'place', ...madeOnSend.map(({ name }) => name)]);
});

it('shows dots for what sounds like a secret', () => {
  expect(namesOf([['Sandbox', { access_token: 'abc', place: 'harbour', api_key: '' }]]).map(({ value }) => value)).toEqual([
    '••••••',
    'harbour',
    '',
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

it('what is typed filters: names that begin with it stand first, and none is no list', () => {
  const names = nearestFirst(namesOf([['Sandbox', { workplace: '1', Place: '2', other: '3' }]]), madeOnSend);
  expect(namesFor(names, 'pla').map(({ name }) => name)).toEqual(['Place', 'workplace']);
  expect(namesFor(names, 'uu').map(({ name }) => name)).toEqual(['$uuid']);
  expect(namesFor(names, 'nothing')).toEqual([]);
});

it.each([
  ['a={{pl|', 'a={{place}}'],
  ['{{pl|ace}}/x', '{{place}}/x'],
  ['{{|}}', '{{place}}'],
  ['{{ pl| }} b', '{{ place}} b'],
  ['{{pl|/x', '{{place}}/x'],
  ['{{a}}{{|{{b}}', '{{a}}{{place}}{{b}}'],
])('a name that is taken closes its braces: %s', (typed, expected) => {
  const caret = typed.indexOf('|');
  const text = typed.replace('|', '');
  const { from, to, insert } = takingOf(text, caret, 'place');
  expect(text.slice(0, from) + insert + text.slice(to)).toBe(expected);
});

it('a name that is taken can be read, and leaves what stands around it', () => {
  const plain = fc.stringMatching(/^[a-z/?&= ]{0,8}$/);
  fc.assert(
    fc.property(plain, fc.stringMatching(/^[a-z]{0,4}$/), plain, (before, begun, after) => {
      const text = `${before}{{${begun}${after}`;
      const caret = before.length + 2 + begun.length;
      const { from, to, insert } = takingOf(text, caret, 'place');
      expect(text.slice(0, from) + insert + text.slice(to)).toBe(`${before}{{place}}${after}`);
    }),
  );
});

it('tells of the name that the caret stands in, and of all that are selected', () => {
  const text = 'a{{one}}b{{two}}';
  const told = (from: number, to: number): string[] => namesBetween(text, from, to).map(({ name }) => name);
  expect([told(0, 0), told(1, 1), told(4, 4), told(8, 8), told(0, text.length)]).toEqual([[], [], ['one'], [], ['one', 'two']]);
});
