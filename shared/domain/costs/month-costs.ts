import type { CostFacts, CostPlanFact, VendorAmountFact } from '../scorecards/facts.ts';
import { forecastCost } from './forecast.ts';
import { Exact, meterCost, nextTier, type NextTier } from './meter-cost.ts';
import type { Month } from './months.ts';

/** What one vendor cost in the month, in one currency. Nothing is converted. */
export interface VendorCost {
  readonly vendorId: string;
  readonly vendorName: string;
  readonly currency: string;
  readonly exponent: number;
  /** What counts: the invoice where there is one, else metered use; null when neither is known. */
  readonly actualMinor: number | null;
  readonly basis: 'invoiced' | 'metered' | 'unknown';
  readonly invoicedMinor: number | null;
  readonly meteredMinor: number | null;
  readonly budgetMinor: number | null;
  readonly forecastMinor: number | null;
}

export interface CostTotal {
  readonly currency: string;
  readonly exponent: number;
  readonly actualMinor: number;
  /** The part of it that invoices say. */
  readonly invoicedMinor: number;
  /** Of all together where such a budget is kept, else the vendors' budgets when each vendor has one. */
  readonly budgetMinor: number | null;
  readonly forecastMinor: number | null;
  readonly nextBudgetMinor: number | null;
  readonly vendors: number;
}

export interface UnitCost {
  readonly outcome: string;
  readonly quantity: number;
  readonly currency: string;
  /** In the currency's main unit, to a tenth of its smallest coin: "0.376". */
  readonly amount: string;
}

export interface TierAhead extends NextTier {
  readonly planId: string;
  readonly vendorName: string;
  readonly unitName: string;
  readonly quantity: string;
}

export interface MonthCosts {
  readonly vendors: readonly VendorCost[];
  readonly totals: readonly CostTotal[];
  readonly unitCosts: readonly UnitCost[];
  /** Price steps that are less than a fifth away, the nearest first. */
  readonly tiersAhead: readonly TierAhead[];
}

/** The cost of one price list in its month; null when nobody counted. */
export const planCost = ({ rule, quantity }: CostPlanFact): number | null =>
  rule.kind === 'flat' ? meterCost(rule, 0).amountMinor : quantity === null ? null : meterCost(rule, quantity).amountMinor;

/** Everything that the month's prices, quantities, invoices, budgets and outcomes come to. */
export function monthCosts(facts: CostFacts, month: Month, asOf: number): MonthCosts {
  const vendors = vendorCosts(facts, month, asOf);
  const totals = currencyTotals(facts, vendors);
  const unitCosts = facts.outcomes.flatMap(({ name, quantity }) =>
    quantity === 0
      ? []
      : totals.map(({ currency, exponent, actualMinor }) => ({
          outcome: name,
          quantity,
          currency,
          amount: new Exact(actualMinor)
            .div(new Exact(10).pow(exponent))
            .div(quantity)
            .toFixed(exponent + 1),
        })),
  );
  return { vendors, totals, unitCosts, tiersAhead: tiersAhead(facts.plans) };
}

function vendorCosts({ plans, invoices, budgets }: CostFacts, month: Month, asOf: number): VendorCost[] {
  const keys = new Map<string, { vendorId: string; vendorName: string; currency: string; exponent: number }>();
  const note = (vendorId: string, vendorName: string, currency: string, exponent: number): void => {
    const key = `${vendorId}|${currency}`;
    if (!keys.has(key)) keys.set(key, { vendorId, vendorName, currency, exponent });
  };
  for (const { vendorId, vendorName, currency, rule } of plans) note(vendorId, vendorName, currency, rule.exponent);
  for (const { vendorId, vendorName, currency, exponent } of invoices)
    if (vendorId !== null) note(vendorId, vendorName ?? '', currency, exponent);
  const costs = [...keys.values()].map((key): VendorCost => {
    const isOfKey = (row: { vendorId: string | null; currency: string }): boolean =>
      row.vendorId === key.vendorId && row.currency === key.currency;
    const own = plans.filter(isOfKey);
    const metered = own.map(planCost);
    const meteredMinor = own.length === 0 || metered.includes(null) ? null : sum(metered.map((cost) => cost ?? 0));
    const invoicedMinor = amountOf(invoices.filter(isOfKey));
    const forecasts = own.map(({ rule, quantity }) =>
      rule.kind === 'flat' ? meterCost(rule, 0).amountMinor : quantity === null ? null : forecastCost(rule, month, asOf, quantity),
    );
    return {
      ...key,
      invoicedMinor,
      meteredMinor,
      actualMinor: invoicedMinor ?? meteredMinor,
      basis: invoicedMinor !== null ? 'invoiced' : meteredMinor !== null ? 'metered' : 'unknown',
      budgetMinor: amountOf(budgets.filter(isOfKey)),
      forecastMinor: own.length === 0 || forecasts.includes(null) ? null : sum(forecasts.map((cost) => cost ?? 0)),
    };
  });
  return costs.toSorted((a, b) => (b.actualMinor ?? -1) - (a.actualMinor ?? -1) || a.vendorName.localeCompare(b.vendorName, 'en'));
}

function currencyTotals({ budgets, nextBudgets }: CostFacts, vendors: readonly VendorCost[]): CostTotal[] {
  const currencies = [...new Set(vendors.map(({ currency }) => currency))];
  const totals = currencies.map((currency): CostTotal => {
    const own = vendors.filter((vendor) => vendor.currency === currency);
    const forecasts = own.map(({ forecastMinor }) => forecastMinor);
    return {
      currency,
      exponent: own[0]?.exponent ?? 2,
      actualMinor: sum(own.map(({ actualMinor }) => actualMinor ?? 0)),
      invoicedMinor: sum(own.map(({ invoicedMinor }) => invoicedMinor ?? 0)),
      budgetMinor: wholeBudget(budgets, own, currency),
      forecastMinor: forecasts.includes(null) ? null : sum(forecasts.map((cost) => cost ?? 0)),
      nextBudgetMinor: wholeBudget(nextBudgets, own, currency),
      vendors: own.length,
    };
  });
  return totals.toSorted((a, b) => b.actualMinor - a.actualMinor);
}

function wholeBudget(budgets: readonly VendorAmountFact[], vendors: readonly VendorCost[], currency: string): number | null {
  const own = budgets.filter((budget) => budget.currency === currency);
  const together = amountOf(own.filter(({ vendorId }) => vendorId === null));
  if (together !== null) return together;
  const covered = vendors.every((vendor) => own.some(({ vendorId }) => vendorId === vendor.vendorId));
  return covered ? amountOf(own) : null;
}

function tiersAhead(plans: readonly CostPlanFact[]): TierAhead[] {
  return plans
    .flatMap((plan): TierAhead[] => {
      const next = plan.quantity === null ? null : nextTier(plan.rule, plan.quantity);
      if (!next || plan.quantity === null || new Exact(next.unitsLeft).gt(new Exact(next.fromQuantity).div(5))) return [];
      return [{ ...next, planId: plan.id, vendorName: plan.vendorName, unitName: plan.unitName, quantity: plan.quantity }];
    })
    .toSorted((a, b) => new Exact(a.unitsLeft).div(a.fromQuantity).cmp(new Exact(b.unitsLeft).div(b.fromQuantity)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const amountOf = (rows: readonly { amountMinor: number }[]): number | null =>
  rows.length === 0 ? null : sum(rows.map(({ amountMinor }) => amountMinor));
