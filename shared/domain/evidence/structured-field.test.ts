import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDictionary, parseItemList } from './structured-field.ts';

describe('parseItemList', () => {
  it('reads every kind of item with parameters', () => {
    const items = parseItemList(String.raw`"a\"b";q=5;w=-1.5 ,	tok/en*;x, 7;f=?0, :aGk=:, ?1, @1659578233`);
    expect(items?.map(({ item, params }) => [item.type, item.value, Object.fromEntries(params)])).toEqual([
      ['string', 'a"b', { q: { type: 'integer', value: 5 }, w: { type: 'decimal', value: -1.5 } }],
      ['token', 'tok/en*', { x: { type: 'boolean', value: true } }],
      ['integer', 7, { f: { type: 'boolean', value: false } }],
      ['bytes', 'aGk=', {}],
      ['boolean', true, {}],
      ['date', 1659578233, {}],
    ]);
  });

  it.each(['"open', 'a b', 'a,', ',a', '1.', '1.2345', '1234567890123456', '"a";', '"a";Q=1', ':x', '?2', '(a b)', '@1.5', '"é"', '-'])(
    'refuses %s',
    (text) => {
      expect(parseItemList(text)).toBeNull();
    },
  );

  it('reads nothing from nothing', () => {
    expect(parseItemList('  ')).toEqual([]);
  });

  it('reads back any integer and string', () => {
    const integer = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), integer, (text, number) => {
        const quoted = `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
        const [item] = parseItemList(`${quoted};n=${number}`) ?? [];
        expect(item?.item.value).toBe(text);
        expect(item?.params.get('n')?.value).toBe(number);
      }),
    );
  });
});

describe('parseDictionary', () => {
  it('reads members, flags and repeats', () => {
    const members = parseDictionary('limit=100, remaining=5;x=1, fast, limit=7');
    expect([...(members ?? [])].map(([key, { item }]) => [key, item.value])).toEqual([
      ['limit', 7],
      ['remaining', 5],
      ['fast', true],
    ]);
    expect(parseDictionary('limit=')).toBeNull();
    expect(parseDictionary('Limit=1')).toBeNull();
  });
});
