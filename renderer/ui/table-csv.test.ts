import { describe, expect, it } from 'vitest';
import { tableCsv } from './table-csv.ts';

const columns = [
  { key: 'name', header: 'Name', cell: () => null, value: (row: { name: string; calls: number | null }) => row.name },
  { key: 'mark', header: 'Mark', cell: () => null },
  { key: 'calls', header: 'Calls, 30 days', cell: () => null, value: (row: { name: string; calls: number | null }) => row.calls },
];

describe('tableCsv', () => {
  it('writes a header and leaves out columns that have no value', () => {
    expect(tableCsv([{ name: 'Checkout', calls: 12 }], columns)).toBe('Name,"Calls, 30 days"\r\nCheckout,12');
  });

  it('quotes commas, quotation marks and line breaks', () => {
    expect(tableCsv([{ name: 'a "b", c\nd', calls: null }], columns)).toBe('Name,"Calls, 30 days"\r\n"a ""b"", c\nd",');
  });

  it('never lets a spreadsheet run a cell as a formula, and keeps negative numbers', () => {
    expect(tableCsv([{ name: '=1+1', calls: -4 }], columns)).toBe(`Name,"Calls, 30 days"\r\n'=1+1,-4`);
  });
});
