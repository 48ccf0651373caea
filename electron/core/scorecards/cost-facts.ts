import type { Quantity } from '../../../shared/contract/costs.ts';
import { planCost } from '../../../shared/domain/costs/month-costs.ts';
import { addMonths, monthEnd, monthStart, type Month } from '../../../shared/domain/costs/months.ts';
import type { CostFacts, CostPlanFact, VendorAmountFact } from '../../../shared/domain/scorecards/facts.ts';
import type { Reader } from '../db/sqlite.ts';
import {
  budgetsIn,
  enteredQuantities,
  listInvoices,
  listOutcomes,
  plansIn,
  productionCalls,
  ruleOf,
  type ApiCalls,
  type EnteredQuantity,
} from './cost-store.ts';
import type { CostPlan } from '../../../shared/contract/costs.ts';

/** What a month's costs are computed from. An entered quantity stands before what the exchanges say. */
export function costFacts(db: Reader, month: Month, asOf: number, calls: readonly ApiCalls[]): CostFacts {
  const entered = enteredQuantities(db, month);
  const plans = plansIn(db, month).map((plan): CostPlanFact => ({
    id: plan.id,
    vendorId: plan.vendorId,
    vendorName: plan.vendorName,
    name: plan.name,
    unitName: plan.unitName,
    currency: plan.currency,
    rule: ruleOf(plan),
    ...quantityOf(plan, entered.get(plan.id), calls),
  }));
  const invoices = listInvoices(db, month).map(asAmount);
  const covered = new Set([...plans.map(({ vendorId }) => vendorId), ...invoices.map(({ vendorId }) => vendorId)]);
  const called = [...new Set(calls.map(({ vendorId }) => vendorId))].filter((id) => !covered.has(id));
  return {
    plans,
    invoices,
    budgets: budgetsIn(db, month).map(asAmount),
    nextBudgets: asOf < monthEnd(month) ? [] : budgetsIn(db, addMonths(month, 1)).map(asAmount),
    outcomes: listOutcomes(db, month).map(({ id, name, processName, quantity, source }) => ({ id, name, processName, quantity, source })),
    vendorsWithoutCost: called.map((id) => db.get<{ name: string }>('SELECT name FROM vendors WHERE id = ?', id)?.name ?? '').toSorted(),
  };
}

function quantityOf(
  plan: CostPlan,
  entered: EnteredQuantity | undefined,
  calls: readonly ApiCalls[],
): Pick<CostPlanFact, 'quantity' | 'quantityFrom'> {
  if (plan.kind === 'flat') return { quantity: null, quantityFrom: 'none needed' };
  if (entered) return { quantity: entered.quantity, quantityFrom: entered.source };
  if (plan.quantityFrom === 'by hand') return { quantity: null, quantityFrom: 'by hand' };
  const own = calls.filter(({ apiId, vendorId }) => (plan.apiId === null ? vendorId === plan.vendorId : apiId === plan.apiId));
  const count = own.reduce((sum, row) => sum + (plan.counted === 'successful' ? row.successful : row.all), 0);
  return { quantity: String(count), quantityFrom: 'exchanges' };
}

const asAmount = (row: VendorAmountFact): VendorAmountFact => ({
  id: row.id,
  vendorId: row.vendorId,
  vendorName: row.vendorName,
  currency: row.currency,
  exponent: row.exponent,
  amountMinor: row.amountMinor,
});

/** The month's quantities for the window: what was counted, from where, and what it costs. */
export function listQuantities(db: Reader, month: Month, facts: CostFacts): Quantity[] {
  const entered = enteredQuantities(db, month);
  return facts.plans.map((plan) => ({
    planId: plan.id,
    planName: plan.name,
    vendorName: plan.vendorName,
    unitName: plan.unitName,
    month,
    quantity: plan.quantity,
    from: plan.quantityFrom,
    id: entered.get(plan.id)?.id ?? null,
    amountMinor: planCost(plan),
    currency: plan.currency,
    exponent: plan.rule.exponent,
  }));
}

/** The calls of a month in production. */
export const callsIn = (db: Reader, month: Month): ApiCalls[] => productionCalls(db, monthStart(month), monthEnd(month));
