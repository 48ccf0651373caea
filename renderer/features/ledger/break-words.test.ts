import { describe, expect, it } from 'vitest';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import { atRiskWords, fitsBreak } from './break-words.ts';

const now = new Date(2026, 10, 21, 12).getTime();
const one = (over: Partial<LedgerBreak>): LedgerBreak => ({
  id: 'a',
  ledgerName: 'Orders to payouts',
  key: 'ACME-20418',
  class: 'differs',
  field: 'amount',
  left: '12.00',
  right: '21.00',
  amountMinor: -900,
  currency: 'EUR',
  ownerName: 'Ines',
  openedAt: new Date(2026, 10, 9).getTime(),
  ...over,
});

describe('what is at risk', () => {
  it('adds amounts without their signs, and never across currencies', () => {
    const words = atRiskWords([one({}), one({ amountMinor: 100 }), one({ amountMinor: 41_200, currency: 'JPY', ownerName: null })], now);
    expect(words).toBe('10.00 EUR and 41,200 JPY at risk · the oldest is 12 days old · one has no owner');
  });

  it('says nothing of amounts when there are none', () => {
    expect(atRiskWords([one({ amountMinor: null, openedAt: now })], now)).toBe('all from today');
  });
});

describe('the filter', () => {
  it('finds words in any field and in any order', () => {
    expect(fitsBreak(one({}), 'ines 20418')).toBe(true);
    expect(fitsBreak(one({}), 'deniz')).toBe(false);
  });
});
