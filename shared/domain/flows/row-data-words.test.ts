import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowDataWords } from './row-data-words.ts';

describe('what a row is told by', () => {
  it('names each column with its value', () => {
    expect(rowDataWords({ order: '17', amount: 300 })).toBe('order 17, amount 300');
  });

  it('leaves out columns without a value', () => {
    expect(rowDataWords({ order: 'A-1', note: '', coupon: null, amount: 0 })).toBe('order A-1, amount 0');
    expect(rowDataWords({})).toBe('');
  });

  it('cuts long values by themselves, and says that there are more columns', () => {
    expect(rowDataWords({ id: 'x'.repeat(50), a: 1, b: 2, c: 3, d: 4 })).toBe(`id ${'x'.repeat(31)}…, a 1, b 2, c 3, …`);
    expect(rowDataWords({ note: 'two\n lines' })).toBe('note two lines');
  });

  it('stays one short line whatever the file has', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string({ maxLength: 200 }), fc.integer(), fc.constant(null))), (data) => {
        const words = rowDataWords(data);
        expect(words.length).toBeLessThanOrEqual(4 * (32 + 1 + 32) + 3 * 2 + 3);
        expect(words).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
