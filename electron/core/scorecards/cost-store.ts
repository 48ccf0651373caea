import type { Budget, CostOutcome, CostPlan, Invoice } from '../../../shared/contract/costs.ts';
import type { Month } from '../../../shared/domain/costs/months.ts';
import type { PriceRule, PriceTier } from '../../../shared/domain/costs/price-rule.ts';
import type { Reader } from '../db/sqlite.ts';

interface PlanRow extends Omit<CostPlan, 'tiers'> {
  readonly tiers: string;
}

const selectPlans = `SELECT c.id, c.vendor_id AS vendorId, v.name AS vendorName, c.api_id AS apiId, a.name AS apiName, c.name, c.kind, c.currency, c.exponent,
    c.base_minor AS baseMinor, c.tiers, c.included, c.package_size AS packageSize, c.commit_minor AS commitMinor, c.unit_name AS unitName,
    c.quantity_from AS quantityFrom, c.counted, c.valid_from AS validFrom, c.valid_to AS validTo, c.notes
  FROM cost_plans c JOIN vendors v ON v.id = c.vendor_id LEFT JOIN apis a ON a.id = c.api_id`;

const asPlan = (row: PlanRow): CostPlan => ({ ...row, tiers: JSON.parse(row.tiers) as PriceTier[] });

/** Price lists, by vendor. */
export const listPlans = (db: Reader): CostPlan[] => db.all<PlanRow>(`${selectPlans} ORDER BY v.name, c.name, c.valid_from`).map(asPlan);

/** Price lists that hold in a month. */
export const plansIn = (db: Reader, month: Month): CostPlan[] =>
  db
    .all<PlanRow>(
      `${selectPlans} WHERE c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to >= ?) ORDER BY v.name, c.name`,
      month,
      month,
    )
    .map(asPlan);

export const findPlan = (db: Reader, id: string): CostPlan | undefined => {
  const row = db.get<PlanRow>(`${selectPlans} WHERE c.id = ?`, id);
  return row && asPlan(row);
};

export const ruleOf = (plan: CostPlan): PriceRule => ({
  kind: plan.kind,
  exponent: plan.exponent,
  baseMinor: plan.baseMinor,
  tiers: plan.tiers,
  included: plan.included,
  packageSize: plan.packageSize,
  commitMinor: plan.commitMinor,
});

export interface EnteredQuantity {
  readonly id: string;
  readonly planId: string;
  readonly quantity: string;
  readonly source: 'by hand' | 'file';
}

/** Quantities that were entered for a month, by price list. */
export const enteredQuantities = (db: Reader, month: Month): Map<string, EnteredQuantity> =>
  new Map(
    db
      .all<EnteredQuantity>('SELECT id, plan_id AS planId, quantity, source FROM cost_quantities WHERE month = ?', month)
      .map((row) => [row.planId, row]),
  );

export interface ApiCalls {
  readonly apiId: string;
  readonly vendorId: string;
  readonly all: number;
  readonly successful: number;
  readonly failedTheirs: number;
}

/** Calls in production between two times, by API. */
export const productionCalls = (db: Reader, fromAt: number, toAt: number): ApiCalls[] =>
  db.all<ApiCalls>(
    `SELECT a.id AS apiId, a.vendor_id AS vendorId, count(*) AS "all", sum(x.error_class = 'ok') AS successful,
       sum(x.error_class = 'theirs') AS failedTheirs
     FROM apis a CROSS JOIN environments e ON e.api_id = a.id
     CROSS JOIN exchanges x ON x.environment_id = e.id AND x.started_at >= ? AND x.started_at < ?
     WHERE e.kind = 'production' GROUP BY a.id`,
    fromAt,
    toAt,
  );

const amountColumns = 'v.name AS vendorName, i.vendor_id AS vendorId, i.currency, i.exponent, i.amount_minor AS amountMinor';

export const listInvoices = (db: Reader, month?: Month): Invoice[] =>
  db.all<Invoice>(
    `SELECT i.id, i.month, i.number, i.notes, ${amountColumns} FROM cost_invoices i JOIN vendors v ON v.id = i.vendor_id
     WHERE ? IS NULL OR i.month = ? ORDER BY i.month DESC, v.name, i.number`,
    month ?? null,
    month ?? null,
  );

export const listBudgets = (db: Reader): Budget[] =>
  db.all<Budget>(
    `SELECT i.id, i.from_month AS fromMonth, ${amountColumns} FROM cost_budgets i LEFT JOIN vendors v ON v.id = i.vendor_id
     ORDER BY i.vendor_id IS NOT NULL, v.name, i.currency, i.from_month DESC`,
  );

/** The budget in force in a month: of each vendor and currency, the latest that began. */
export function budgetsIn(db: Reader, month: Month): Budget[] {
  const inForce = new Map<string, Budget>();
  for (const budget of listBudgets(db)) {
    const key = `${budget.vendorId ?? ''}|${budget.currency}`;
    if (budget.fromMonth <= month && !inForce.has(key)) inForce.set(key, budget);
  }
  return [...inForce.values()];
}

export const listOutcomes = (db: Reader, month?: Month): CostOutcome[] =>
  db.all<CostOutcome>(
    `SELECT o.id, o.month, o.name, o.process_id AS processId, p.name AS processName, o.quantity, o.source
     FROM outcomes o LEFT JOIN processes p ON p.id = o.process_id WHERE ? IS NULL OR o.month = ? ORDER BY o.month DESC, o.quantity DESC, o.name`,
    month ?? null,
    month ?? null,
  );
