import { describe, expect, it } from 'vitest';
import { fieldChanges, fieldWords } from './activity-words.ts';

describe('what a change did', () => {
  it('leaves out what stayed the same', () => {
    const changes = fieldChanges({
      before: { name: 'Checkout', owner_id: null, tags: ['a'] },
      after: { name: 'Checkout', owner_id: 'ines', tags: ['a', 'b'] },
    });
    expect(changes).toEqual([
      { field: 'owner_id', before: null, after: 'ines' },
      { field: 'tags', before: '["a"]', after: '["a","b"]' },
    ]);
  });

  it('shows every field of a record that came or went', () => {
    expect(fieldChanges({ before: null, after: { name: 'Adyen' } })).toEqual([{ field: 'name', before: null, after: 'Adyen' }]);
    expect(fieldChanges({ before: { name: 'Adyen' }, after: null })).toEqual([{ field: 'name', before: 'Adyen', after: null }]);
  });

  it('writes fields as words', () => {
    expect(['owner_id', 'lastCallAt', 'name'].map(fieldWords)).toEqual(['owner id', 'last call at', 'name']);
  });
});
