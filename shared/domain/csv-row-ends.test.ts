import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { rowEndOf, withoutRowEnd } from './csv-row-ends.ts';

const readAll = (text: string): string[][] =>
  Papa.parse<string[]>(text, { newline: rowEndOf(text), delimiter: ',' }).data.map(withoutRowEnd);
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('the rows of a CSV', () => {
  it('are the same however each of them ends, and keep the line ends inside their cells', () => {
    const cell = fc.tuple(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é') }), fc.boolean());
    const row = fc.tuple(cell, cell, fc.constantFrom('\n', '\r\n'));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const written = ({ 0: text, 1: isQuoted }: readonly [string, boolean]): string =>
          isQuoted || /[",\r\n]|^\s|\s$|^$/.test(text) ? quoted(text) : text;
        const text = rows.map(([one, two, end]) => `${written(one)},${written(two)}${end}`).join('');
        const wanted = rows.map(([[one], [two]]) => [one, two.endsWith('\r') ? two.slice(0, -1) : two]);
        expect(readAll(text).slice(0, -1)).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['a,b\r1,2\r3,4', '\r'],
    ['a,b\r\n1,2\n3,4', '\n'],
    ['a,b\n1,2\r\n3,4', '\n'],
    ['"a\nx",b\r1,2', '\r'],
    ['a,b\r', '\n'],
    ['', '\n'],
  ])('%j end in %j', (text, end) => {
    expect(rowEndOf(text)).toBe(end);
  });
});
