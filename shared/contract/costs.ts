import { z } from 'zod';
import { monthPattern } from '../domain/costs/months.ts';
import { priceKinds } from '../domain/costs/price-rule.ts';
import { changes, id, idInput, instant, nothing, reads } from './procedure.ts';

/** "2026-10". */
export const monthText = z.string().regex(monthPattern, 'A month is written like 2026-10.');
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'A currency is three letters, such as EUR.');
/** A decimal that is never rounded on the way: up to 12 places. */
const decimal = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,12})?$/, 'A number such as 12 or 0.00025.');
const minor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const costPlan = z.object({
  id,
  vendorId: id,
  vendorName: z.string(),
  apiId: id.nullable(),
  apiName: z.string().nullable(),
  name: z.string(),
  kind: z.enum(priceKinds),
  currency: z.string(),
  exponent: z.number().int(),
  baseMinor: z.number().int(),
  tiers: z.array(z.object({ upTo: z.string().nullable(), unitPrice: z.string() })),
  included: z.string(),
  packageSize: z.string().nullable(),
  commitMinor: z.number().int(),
  unitName: z.string(),
  quantityFrom: z.enum(['exchanges', 'by hand']),
  counted: z.enum(['all', 'successful']),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  notes: z.string(),
});
export type CostPlan = z.infer<typeof costPlan>;

export const costPlanInput = z.object({
  id: id.optional(),
  vendorId: id,
  apiId: id.nullable().default(null),
  name: z.string().trim().min(1).max(120),
  kind: z.enum(priceKinds),
  currency,
  baseMinor: minor.default(0),
  tiers: z
    .array(z.object({ upTo: decimal.nullable(), unitPrice: decimal }))
    .max(40)
    .default([]),
  included: decimal.default('0'),
  packageSize: decimal.nullable().default(null),
  commitMinor: minor.default(0),
  unitName: z.string().trim().min(1).max(40).default('requests'),
  quantityFrom: z.enum(['exchanges', 'by hand']).default('by hand'),
  counted: z.enum(['all', 'successful']).default('all'),
  validFrom: monthText,
  validTo: monthText.nullable().default(null),
  notes: z.string().max(20_000).default(''),
});
export type CostPlanInput = z.infer<typeof costPlanInput>;

const amount = z.object({
  id,
  vendorId: id.nullable(),
  vendorName: z.string().nullable(),
  currency: z.string(),
  exponent: z.number().int(),
  amountMinor: z.number().int(),
});

export const invoice = amount.extend({ month: z.string(), number: z.string(), notes: z.string() });
export const budget = amount.extend({ fromMonth: z.string() });
export const outcome = z.object({
  id,
  month: z.string(),
  name: z.string(),
  processId: id.nullable(),
  processName: z.string().nullable(),
  quantity: z.number().int(),
  source: z.enum(['by hand', 'file']),
});
export const quantity = z.object({
  planId: id,
  planName: z.string(),
  vendorName: z.string(),
  unitName: z.string(),
  month: z.string(),
  /** Null: nobody counted. */
  quantity: z.string().nullable(),
  from: z.enum(['exchanges', 'by hand', 'file', 'none needed']),
  /** The row kept for it, when it was entered. */
  id: id.nullable(),
  amountMinor: z.number().int().nullable(),
  currency: z.string(),
  exponent: z.number().int(),
});
export type Invoice = z.infer<typeof invoice>;
export type Budget = z.infer<typeof budget>;
export type CostOutcome = z.infer<typeof outcome>;
export type Quantity = z.infer<typeof quantity>;

const vendorCost = z.object({
  vendorId: id,
  vendorName: z.string(),
  currency: z.string(),
  exponent: z.number().int(),
  actualMinor: z.number().int().nullable(),
  basis: z.enum(['invoiced', 'metered', 'unknown']),
  invoicedMinor: z.number().int().nullable(),
  meteredMinor: z.number().int().nullable(),
  budgetMinor: z.number().int().nullable(),
  forecastMinor: z.number().int().nullable(),
});
export type VendorCostRow = z.infer<typeof vendorCost>;

const imported = z.object({ added: z.number().int(), changed: z.number().int(), months: z.array(z.string()) });

/** What belongs to costs; part of the scorecards' contract. */
export const costsProcedures = {
  /** A month's costs: by vendor, in total, per success; what was counted, invoiced, budgeted and achieved. */
  costMonth: reads.input(z.object({ month: monthText })).output(
    z.object({
      month: z.string(),
      asOf: instant,
      vendors: z.array(vendorCost),
      totals: z.array(
        z.object({
          currency: z.string(),
          exponent: z.number().int(),
          actualMinor: z.number().int(),
          invoicedMinor: z.number().int(),
          budgetMinor: z.number().int().nullable(),
          forecastMinor: z.number().int().nullable(),
          nextBudgetMinor: z.number().int().nullable(),
          vendors: z.number().int(),
        }),
      ),
      unitCosts: z.array(z.object({ outcome: z.string(), quantity: z.number().int(), currency: z.string(), amount: z.string() })),
      quantities: z.array(quantity),
      invoices: z.array(invoice),
      budgets: z.array(budget),
      outcomes: z.array(outcome),
      vendorsWithoutCost: z.array(z.string()),
    }),
  ),
  costPlans: reads.input(nothing).output(z.array(costPlan)),
  saveCostPlan: changes.input(costPlanInput).output(costPlan),
  removeCostPlan: changes.input(idInput).output(nothing),
  /** The month's quantity of one price list, in place of what the exchanges say. */
  saveQuantity: changes.input(z.object({ planId: id, month: monthText, quantity: decimal })).output(z.object({ id })),
  removeQuantity: changes.input(idInput).output(nothing),
  invoices: reads.input(z.object({ month: monthText.optional() })).output(z.array(invoice)),
  saveInvoice: changes
    .input(
      z.object({
        id: id.optional(),
        vendorId: id,
        month: monthText,
        number: z.string().trim().max(80).default(''),
        currency,
        amountMinor: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
        notes: z.string().max(20_000).default(''),
      }),
    )
    .output(invoice),
  removeInvoice: changes.input(idInput).output(nothing),
  budgets: reads.input(nothing).output(z.array(budget)),
  /** In force from its month until a later one of the same vendor; without a vendor, for all together. */
  saveBudget: changes
    .input(z.object({ vendorId: id.nullable().default(null), fromMonth: monthText, currency, amountMinor: minor }))
    .output(budget),
  removeBudget: changes.input(idInput).output(nothing),
  outcomes: reads.input(z.object({ month: monthText.optional() })).output(z.array(outcome)),
  saveOutcome: changes
    .input(
      z.object({
        month: monthText,
        name: z.string().trim().min(1).max(60),
        processId: id.nullable().default(null),
        quantity: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      }),
    )
    .output(outcome),
  removeOutcome: changes.input(idInput).output(nothing),
  /** Outcomes from CSV with the columns month, name, quantity; all rows or none. */
  importOutcomes: changes.input(z.object({ text: z.string().max(5_000_000) })).output(imported),
  /** Quantities from CSV with the columns month, plan, quantity; all rows or none. */
  importQuantities: changes.input(z.object({ text: z.string().max(5_000_000) })).output(imported),
};
