import { describe, expect, it } from 'vitest';
import type { SavedRequest } from '../../../../shared/contract/console.ts';
import { savedRows } from './saved-rows.ts';

const saved = (name: string, folder: string): SavedRequest =>
  ({ id: name, name, folder, vendorName: 'Adyen', apiName: 'Checkout', method: 'GET', path: '/x' }) as SavedRequest;
const words = (rows: ReturnType<typeof savedRows>): string[] =>
  rows.map((row) => (row.kind === 'folder' ? `[${row.folder}]` : row.saved.name));

describe('the list of saved requests', () => {
  const all = [saved('Loose', ''), saved('Refund', 'Refunds'), saved('Order', 'Orders')];

  it('stands under folders in order, what is in none last', () => {
    expect(words(savedRows(all, '', {}))).toEqual(['[Orders]', 'Order', '[Refunds]', 'Refund', '[]', 'Loose']);
    expect(words(savedRows([saved('Loose', '')], '', {}))).toEqual(['Loose']);
  });

  it('closes a folder that a person closed, and opens it for a filter that fits', () => {
    const open = { 'folder:Refunds': false };
    expect(words(savedRows(all, '', open))).not.toContain('Refund');
    expect(words(savedRows(all, 'adyen refu', open))).toEqual(['[Refunds]', 'Refund']);
  });
});
