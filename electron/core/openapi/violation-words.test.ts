import { describe, expect, it } from 'vitest';
import { dotted, wordsFor } from './violation-words.ts';

describe('words for operators', () => {
  it.each([
    ['type', { type: ['string', 'null'] }, 5, 'a.b must be a string or null, got an integer'],
    ['enum', { allowedValues: ['x', 1, null] }, 'y', 'contract 7 allows only “x”, 1, null'],
    ['const', { allowedValue: 'x' }, 'y', 'contract 7 allows only “x”'],
    ['format', { format: 'date-time' }, 'soon', 'a.b must be a valid date-time, got “soon”'],
    ['maximum', { limit: 9, comparison: '<=' }, 10, 'a.b must be at most 9, got 10'],
    ['exclusiveMinimum', { limit: 0, comparison: '>' }, 0, 'a.b must be more than 0, got 0'],
    ['minLength', { limit: 1 }, '', 'a.b must have at least 1 character, got 0'],
    ['maxLength', { limit: 1 }, '😀😀', 'a.b must have at most 1 character, got 2'],
    ['maxItems', { limit: 2 }, [1, 2, 3], 'a.b must have at most 2 items, got 3'],
    ['uniqueItems', {}, [1, 1], 'a.b must not hold the same item twice'],
    ['false schema', {}, 1, 'contract 7 does not allow a.b'],
    ['made-up', {}, 1, 'a.b made-up'],
  ])('says %s', (keyword, params, data, message) => {
    expect(wordsFor({ keyword, params, instancePath: '/a/b', schemaPath: '' }, data, 'contract 7', 'the body').message).toBe(message);
  });

  it('cuts long values and long lists', () => {
    const allowedValues = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const { message, got } = wordsFor(
      { keyword: 'enum', params: { allowedValues }, instancePath: '', schemaPath: '' },
      'x'.repeat(500),
      'contract 7',
      'the body',
    );
    expect(message).toMatch(/“v5” and 14 more$/);
    expect(got.length).toBeLessThan(90);
  });

  it('writes places as people do', () => {
    expect([dotted('/items/0/id'), dotted('/a~1b/c~0d'), dotted('/3'), dotted('')]).toEqual(['items[0].id', 'a/b.c~d', '[3]', '']);
  });
});
