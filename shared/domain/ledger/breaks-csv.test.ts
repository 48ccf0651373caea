import { expect, test } from 'vitest';
import type { LedgerBreak } from '../../contract/ledger.ts';
import { breakCsvLine, breaksCsvHead } from './breaks-csv.ts';

const one: LedgerBreak = {
  id: '01a202e0-28b1-73e3-9307-9fbd306a9f88',
  ledgerId: '01a202e0-28b1-73e3-9307-9fbd306a9f89',
  key: 'PSP-1, "second"',
  class: 'value_mismatch',
  missingSide: null,
  words: 'amount 10.00 → 9.50',
  currency: 'EUR',
  effectMinor: -50,
  atRiskMinor: 123_456_789,
  state: 'fix_pending',
  explainedUntil: null,
  explainedBy: null,
  ownerId: null,
  ownerName: 'Ana',
  dueAt: Date.parse('2026-03-01T23:59:59Z'),
  openedAt: Date.parse('2026-02-27T00:00:00Z'),
  isNew: false,
  timesSeen: 2,
};

test('a break is a line of CSV that a table program reads as numbers and days', () => {
  expect(breakCsvLine(one)).toBe(
    '"PSP-1, ""second""",Values differ,amount 10.00 → 9.50,1234567.89,EUR,Ana,fix pending,2026-03-01,2026-02-27',
  );
  expect(breaksCsvHead.split(',')).toHaveLength(9);
});

test('what is not known is an empty cell', () => {
  expect(breakCsvLine({ ...one, key: 'K', ownerName: null, dueAt: null })).toBe(
    'K,Values differ,amount 10.00 → 9.50,1234567.89,EUR,,fix pending,,2026-02-27',
  );
});
