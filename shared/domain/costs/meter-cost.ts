import { Decimal } from 'decimal.js';
import type { PriceRule, PriceTier } from './price-rule.ts';

/** A private Decimal: enough digits for any quantity and price, rounding half away from zero as invoices do. */
export const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

export interface MeteredCost {
  /** What is paid, in minor units. */
  readonly amountMinor: number;
  readonly baseMinor: number;
  /** What use costs by itself, before the commitment. */
  readonly usageMinor: number;
  /** Units that cost something. */
  readonly billable: string;
  /** True when the commitment was more than use. */
  readonly isCommit: boolean;
}

/**
 * The cost of a month's quantity. Graduated: each unit at the price of its own tier. Volume: all units at the price of the tier that the
 * quantity falls into. Package: whole packages. Payable = base + max(commitment, use); rounded once, at the end.
 */
export function meterCost(rule: PriceRule, quantity: string | number): MeteredCost {
  const billable = Exact.max(0, new Exact(quantity).minus(rule.included));
  const usage = usageCost(rule, billable);
  const usageMinor = usage.times(new Exact(10).pow(rule.exponent)).toDecimalPlaces(0).toNumber();
  const paid = Math.max(rule.commitMinor, usageMinor);
  return {
    amountMinor: rule.baseMinor + paid,
    baseMinor: rule.baseMinor,
    usageMinor,
    billable: billable.toFixed(),
    isCommit: rule.commitMinor > usageMinor,
  };
}

function usageCost(rule: PriceRule, billable: Decimal): Decimal {
  switch (rule.kind) {
    case 'flat':
      return new Exact(0);
    case 'per_request':
      return billable.times(rule.tiers[0]?.unitPrice ?? 0);
    case 'graduated':
      return graduated(rule.tiers, billable);
    case 'volume':
      return billable.times(tierOf(rule.tiers, billable)?.unitPrice ?? 0);
    case 'package': {
      const packages = billable.div(rule.packageSize ?? 1).toDecimalPlaces(0, Decimal.ROUND_CEIL);
      return packages.times(rule.tiers[0]?.unitPrice ?? 0);
    }
  }
}

/** Sum over tiers of max(0, min(quantity, upper) − lower) × price. */
function graduated(tiers: readonly PriceTier[], quantity: Decimal): Decimal {
  let lower: Decimal = new Exact(0);
  let sum: Decimal = new Exact(0);
  for (const { upTo, unitPrice } of tiers) {
    const upper = upTo === null ? quantity : Exact.min(quantity, upTo);
    sum = sum.plus(Exact.max(0, upper.minus(lower)).times(unitPrice));
    if (upTo === null) break;
    lower = new Exact(upTo);
  }
  return sum;
}

const tierOf = (tiers: readonly PriceTier[], quantity: Decimal): PriceTier | undefined =>
  tiers.find(({ upTo }) => upTo === null || quantity.lte(upTo)) ?? tiers.at(-1);

export interface NextTier {
  /** The quantity, units that cost nothing included, from which the next price holds. */
  readonly fromQuantity: string;
  readonly unitPrice: string;
  readonly unitsLeft: string;
}

/** The next step of the price list above a quantity; null when there is none. */
export function nextTier(rule: PriceRule, quantity: string | number): NextTier | null {
  const used = new Exact(quantity);
  const included = new Exact(rule.included);
  if (rule.kind === 'flat') return null;
  if (used.lt(included)) {
    return { fromQuantity: included.toFixed(), unitPrice: rule.tiers[0]?.unitPrice ?? '0', unitsLeft: included.minus(used).toFixed() };
  }
  if (rule.kind !== 'graduated' && rule.kind !== 'volume') return null;
  const billable = used.minus(included);
  const place = rule.tiers.findIndex(({ upTo }) => upTo === null || billable.lte(upTo));
  const bound = rule.tiers[place]?.upTo;
  const next = rule.tiers[place + 1];
  if (bound === null || bound === undefined || !next) return null;
  const from = included.plus(bound);
  return { fromQuantity: from.toFixed(), unitPrice: next.unitPrice, unitsLeft: from.minus(used).toFixed() };
}

/** What is wrong with a price list, in words; null when it can be computed with. */
export function priceRuleFault(rule: PriceRule): string | null {
  if (rule.kind === 'flat') return null;
  if (rule.tiers.length === 0) return 'A price needs at least one tier.';
  if (rule.kind === 'package' && new Exact(rule.packageSize ?? 0).lte(0)) return 'A package needs its number of units.';
  if (rule.kind === 'per_request' || rule.kind === 'package') return rule.tiers.length === 1 ? null : 'This kind has one price only.';
  let lower: Decimal = new Exact(0);
  for (const [place, { upTo }] of rule.tiers.entries()) {
    const isLast = place === rule.tiers.length - 1;
    if (isLast) return upTo === null ? null : 'The last tier has no end.';
    if (upTo === null || new Exact(upTo).lte(lower)) return `Tier ${place + 1} must end above the one before it.`;
    lower = new Exact(upTo);
  }
  return null;
}
