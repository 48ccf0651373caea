import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asGivenText, hideNames } from './given-text.ts';
import { fillPlaceholders, readPlaceholders } from './placeholders.ts';

describe('a text that came from outside', () => {
  it.each([
    ['{"id":{{id}},"at":"{{ $now }}"}', ['id', '$now']],
    ['/orders/{{order.id}}/lines', ['order.id']],
    ['{{a}}{{b}}', ['a', 'b']],
    ['Hello {{{first}}}, {{#if x}}{{ else{{/if}}', []],
    [String.raw`\{{x}} {{"a":1}} {{}} {{a b}}`, []],
  ])('%s has the values to fill in %j', (text, names) => {
    expect(readPlaceholders(asGivenText(text))).toMatchObject({ found: names.map((name) => ({ name })), fault: null });
  });

  it('is sent as it was when each name stands for itself', () => {
    const piece = fc.oneof(fc.constantFrom('{{', '}}', '{', '}', '\\', 'a', '{{a}}', '{{ $b }}', ' ', '\n', 'qmname0z', '"'), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const given = asGivenText(text);
        const { found, fault } = readPlaceholders(given);
        expect(fault).toBeNull();
        expect(fillPlaceholders(given, found, ({ start, end }) => given.slice(start, end))).toBe(text);
      }),
    );
  });

  it('keeps its names through the reading of an address', () => {
    const { text, draft, raw } = hideNames('https://{{host}}/a/{{id}}/{b}?q={{x}}&r=%7B%7By%7D%7D');
    const url = new URL(text);
    expect([draft(url.host), draft(url.pathname), raw(text)]).toEqual([
      '{{host}}',
      '/a/{{id}}/%7Bb%7D',
      'https://{{host}}/a/{{id}}/{b}?q={{x}}&r=%7B%7By%7D%7D',
    ]);
    expect([...url.searchParams].map(([, value]) => draft(value))).toEqual(['{{x}}', String.raw`\{{y}}`]);
  });
});
