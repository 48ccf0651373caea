import { Exact, meterCost } from './meter-cost.ts';
import { addMonths, monthEnd, monthStart, workingDays, type Month } from './months.ts';
import type { PriceRule } from './price-rule.ts';

/** The fewest working days that a forecast is made from. */
const fewestDays = 3;

/**
 * The quantity that the forecast month will have when each of its working days is like those seen in `month` up to `asOf`. The month
 * itself while it runs, the next one when it is over; null with too few days to tell.
 */
export function forecastQuantity(month: Month, asOf: number, quantity: string): { month: Month; quantity: string } | null {
  const end = monthEnd(month);
  const seen = workingDays(monthStart(month), Math.min(asOf, end));
  if (seen < fewestDays) return null;
  const wanted = asOf < end ? month : addMonths(month, 1);
  const days = workingDays(monthStart(wanted), monthEnd(wanted));
  return { month: wanted, quantity: new Exact(quantity).div(seen).times(days).toDecimalPlaces(0).toFixed() };
}

/** The cost of the forecast quantity, in minor units. */
export function forecastCost(rule: PriceRule, month: Month, asOf: number, quantity: string): number | null {
  const expected = forecastQuantity(month, asOf, quantity);
  return expected === null ? null : meterCost(rule, expected.quantity).amountMinor;
}
