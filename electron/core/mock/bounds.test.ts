import { expect, it } from 'vitest';
import { NewestCounts } from './newest-counts.ts';
import { MockRecords } from './records.ts';

it('counts are kept of the newest names, and of those right', () => {
  const counts = new NewestCounts(3);
  for (const name of ['a', 'b', 'a', 'c', 'd', 'e']) counts.count(name);
  expect(counts.size).toBe(3);
  expect(counts.count('d')).toBe(2);
  expect(counts.count('a')).toBe(1);
});

it('records, what was removed, and collections stay few however long a mock runs', () => {
  const records = new MockRecords();
  for (let n = 0; n < 7_000; n += 1) {
    records.put(`/users/${n}/orders`, 'one', { id: n });
    records.put('/orders', String(n), { id: n });
    records.remove('/gone', String(n));
  }
  expect(records.count).toBeLessThanOrEqual(5_500);
  expect(records.removedCount).toBe(5_000);
  expect(records.get('/orders', '6999')).toEqual({ id: 6999 });
  expect(records.get('/users/6999/orders', 'one')).toEqual({ id: 6999 });
  expect(records.wasRemoved('/gone', '6999')).toBe(true);
  expect(records.wasRemoved('/gone', '0')).toBe(false);
});
