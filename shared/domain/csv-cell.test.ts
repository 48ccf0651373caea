import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv-cell.ts';

describe('csvCell', () => {
  it('never lets a spreadsheet run a cell as a formula', () => {
    for (const text of [
      '=1+1',
      '+1+cmd|x',
      '-1+1',
      '@sum(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '-',
      '-.5e',
      '+49 30 123',
      '+0.5',
      '＝1+1',
      '＋1',
      '－1',
      '＠sum',
    ])
      expect(csvCell(text).replace(/^"/, ''), text).toMatch(/^'/);
  });

  it('leaves numbers numbers, with their sign, thousands and percent', () => {
    for (const text of ['-4', '0.5', '-1,204.50', '12 %', '-3%']) expect(csvCell(text).replaceAll('"', '')).toBe(text);
    expect(csvLine([-4, null, 0.5])).toBe('-4,,0.5');
  });

  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = csvCell(text);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(read === text || read === `'${text}`).toBe(true);
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      }),
    );
  });
});
