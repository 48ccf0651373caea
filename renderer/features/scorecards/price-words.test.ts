import { describe, expect, it } from 'vitest';
import type { CostPlan } from '../../../shared/contract/costs.ts';
import { priceWords, readTiers, tiersText } from './price-words.ts';

const plan: CostPlan = {
  id: '',
  vendorId: '',
  vendorName: 'Adyen',
  apiId: null,
  apiName: null,
  name: 'Processing',
  kind: 'graduated',
  currency: 'EUR',
  exponent: 2,
  baseMinor: 10_000,
  tiers: [
    { upTo: '10000', unitPrice: '0.18' },
    { upTo: null, unitPrice: '0.12' },
  ],
  included: '500',
  packageSize: null,
  commitMinor: 0,
  unitName: 'payments',
  quantityFrom: 'by hand',
  counted: 'all',
  validFrom: '2026-08',
  validTo: null,
  notes: '',
};

describe('prices in words', () => {
  it('say what is paid in any case, each tier, and what is free', () => {
    expect(priceWords(plan)).toBe('€100.00 a month; EUR 0.18 to 10,000, 0.12 above payments; 500 included');
    expect(priceWords({ ...plan, kind: 'flat', tiers: [], included: '0' })).toBe('€100.00 a month');
  });

  it('are read back as they are written', () => {
    expect(readTiers(tiersText(plan.tiers))).toEqual(plan.tiers);
    expect(readTiers('10,000 : 0.18\n\nabove: 0.12')).toEqual(plan.tiers);
    expect(readTiers('10000 0.18')).toContain('Line 1');
  });
});
