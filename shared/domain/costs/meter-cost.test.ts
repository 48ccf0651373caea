import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact, meterCost, nextTier, priceRuleFault } from './meter-cost.ts';
import type { PriceRule } from './price-rule.ts';

const base: PriceRule = { kind: 'flat', exponent: 2, baseMinor: 0, tiers: [], included: '0', packageSize: null, commitMinor: 0 };

/** Prices in millionths and small bounds, so that a unit can be counted one by one in whole numbers. */
const priceMillionths = fc.integer({ min: 0, max: 3_000_000 });
const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }).map((list) => list.toSorted((a, b) => a - b));
const asPrice = (millionths: number): string => new Exact(millionths).div(1_000_000).toFixed();

const tiered = fc.tuple(bounds, fc.array(priceMillionths, { minLength: 5, maxLength: 5 })).map(([ends, prices]) => ({
  ends,
  prices: prices.slice(0, ends.length + 1),
}));

/** Half away from zero, in whole numbers only. */
const roundedMinor = (millionths: number): number => Math.floor((millionths / 10_000) * 2 + 1 + 1e-9) >> 1;

const ruleOf = (
  kind: PriceRule['kind'],
  { ends, prices }: { ends: number[]; prices: number[] },
  more: Partial<PriceRule> = {},
): PriceRule => ({
  ...base,
  kind,
  tiers: prices.map((price, place) => ({ upTo: ends[place] === undefined ? null : String(ends[place]), unitPrice: asPrice(price) })),
  ...more,
});

describe('the cost of a quantity', () => {
  it('graduated: each unit at the price of its own tier', () => {
    fc.assert(
      fc.property(tiered, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 50 }), (tiers, quantity, included) => {
        let millionths = 0;
        for (let unit = 1; unit <= quantity - included; unit += 1) {
          const place = tiers.ends.findIndex((end) => unit <= end);
          millionths += tiers.prices[place === -1 ? tiers.ends.length : place] ?? 0;
        }
        const cost = meterCost(ruleOf('graduated', tiers, { included: String(included) }), quantity);
        expect(cost.amountMinor).toBe(roundedMinor(millionths));
      }),
    );
  });

  it('volume: all units at the price of the tier that the quantity falls into', () => {
    fc.assert(
      fc.property(tiered, fc.integer({ min: 0, max: 600 }), (tiers, quantity) => {
        const place = tiers.ends.findIndex((end) => quantity <= end);
        const price = tiers.prices[place === -1 ? tiers.ends.length : place] ?? 0;
        expect(meterCost(ruleOf('volume', tiers), quantity).amountMinor).toBe(roundedMinor(price * quantity));
      }),
    );
  });

  it('package: a package that is begun is paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 400 }),
        (quantity, size, price) => {
          let packages = 0;
          for (let left = quantity; left > 0; left -= size) packages += 1;
          const rule: PriceRule = {
            ...base,
            kind: 'package',
            packageSize: String(size),
            tiers: [{ upTo: null, unitPrice: asPrice(price * 10_000) }],
          };
          expect(meterCost(rule, quantity).amountMinor).toBe(packages * price);
        },
      ),
    );
  });

  it('never less than base and commitment, and never less for more', () => {
    fc.assert(
      fc.property(
        tiered,
        fc.constantFrom('per_request' as const, 'graduated' as const),
        fc.nat(5_000),
        fc.nat(5_000),
        fc.nat(600),
        fc.nat(600),
        (tiers, kind, baseMinor, commitMinor, quantity, more) => {
          const rule = ruleOf(kind, tiers, { baseMinor, commitMinor });
          const cost = meterCost(rule, quantity);
          expect(cost.amountMinor).toBeGreaterThanOrEqual(baseMinor + commitMinor);
          expect(cost.amountMinor).toBe(baseMinor + Math.max(commitMinor, cost.usageMinor));
          expect(meterCost(rule, quantity + more).amountMinor).toBeGreaterThanOrEqual(cost.amountMinor);
        },
      ),
    );
  });

  it('keeps prices of eight places and more, and rounds once', () => {
    const rule: PriceRule = { ...base, kind: 'per_request', tiers: [{ upTo: null, unitPrice: '0.000000125' }] };
    // 0.125 cents a million would be lost if each call were rounded.
    expect(meterCost(rule, 120_000_000).amountMinor).toBe(1_500);
    expect(meterCost({ ...rule, tiers: [{ upTo: null, unitPrice: '0.005' }] }, 1).amountMinor).toBe(1);
    expect(meterCost({ ...rule, exponent: 0, tiers: [{ upTo: null, unitPrice: '0.5' }] }, 3).amountMinor).toBe(2);
    expect(meterCost({ ...rule, exponent: 3, tiers: [{ upTo: null, unitPrice: '0.0015' }] }, 1).amountMinor).toBe(2);
  });

  it('names the next tier: where it begins and how far it is', () => {
    const rule = ruleOf('graduated', { ends: [1_000, 5_000], prices: [100, 50, 20] }, { included: '200' });
    expect(nextTier(rule, 150)).toEqual({ fromQuantity: '200', unitPrice: '0.0001', unitsLeft: '50' });
    expect(nextTier(rule, 900)).toEqual({ fromQuantity: '1200', unitPrice: '0.00005', unitsLeft: '300' });
    expect(nextTier(rule, 5_200)).toMatchObject({ unitPrice: '0.00002', unitsLeft: '0' });
    expect(nextTier(rule, 5_201)).toBeNull();
  });

  it('refuses price lists that leave a quantity without a price', () => {
    expect(priceRuleFault(ruleOf('graduated', { ends: [10, 20], prices: [1, 2, 3] }))).toBeNull();
    expect(priceRuleFault({ ...base, kind: 'volume', tiers: [{ upTo: '10', unitPrice: '1' }] })).toMatch(/no end/);
    expect(priceRuleFault(ruleOf('graduated', { ends: [20, 10], prices: [1, 2, 3] }))).toMatch(/Tier 2/);
    expect(priceRuleFault({ ...base, kind: 'package', tiers: [{ upTo: null, unitPrice: '1' }] })).toMatch(/package/);
  });
});
