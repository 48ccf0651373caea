import type { z } from 'zod';
import type { Budget, CostOutcome, CostPlan, CostPlanInput, Invoice } from '../../../shared/contract/costs.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { scorecardsContract } from '../../../shared/contract/scorecards.ts';
import { priceRuleFault } from '../../../shared/domain/costs/meter-cost.ts';
import { monthCosts } from '../../../shared/domain/costs/month-costs.ts';
import { currencyExponent, moneyText } from '../../../shared/domain/costs/money-text.ts';
import { monthWords, type Month } from '../../../shared/domain/costs/months.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { callsIn, costFacts, listQuantities } from './cost-facts.ts';
import { budgetsIn, findPlan, listBudgets, listInvoices, listOutcomes } from './cost-store.ts';

export type CostTools = Pick<Engine, 'db' | 'clock' | 'commands'>;
type Input<K extends keyof typeof scorecardsContract> = z.output<NonNullable<(typeof scorecardsContract)[K]['~orpc']['inputSchema']>>;

/** Everything about a month's costs, computed as the scorecard computes it. */
export function costMonth({ db, clock }: CostTools, month: Month) {
  const asOf = clock.now();
  const facts = costFacts(db, month, asOf, callsIn(db, month));
  const { vendors, totals, unitCosts } = monthCosts(facts, month, asOf);
  return {
    month,
    asOf,
    vendors: [...vendors],
    totals: [...totals],
    unitCosts: [...unitCosts],
    quantities: listQuantities(db, month, facts),
    invoices: listInvoices(db, month),
    budgets: budgetsIn(db, month),
    outcomes: listOutcomes(db, month),
    vendorsWithoutCost: [...facts.vendorsWithoutCost],
  };
}

export function savePlan({ db, clock, commands }: CostTools, actor: Actor, input: CostPlanInput): CostPlan {
  const exponent = currencyExponent(input.currency);
  const wrong = priceRuleFault({ ...input, exponent });
  if (wrong) throw new Fault('bad_input', { happened: wrong, remedy: 'Mend the prices and save again.', place: { path: 'tiers' } });
  if (input.validTo !== null && input.validTo < input.validFrom)
    throw new Fault('bad_input', {
      happened: 'The price list ends before it begins.',
      remedy: 'Mend its months.',
      place: { path: 'validTo' },
    });
  const id = input.id ?? clock.newId();
  commands.run(actor, (changes) => {
    const vendor = vendorName(changes, input.vendorId);
    if (input.apiId !== null && !changes.get('SELECT 1 FROM apis WHERE id = ? AND vendor_id = ?', input.apiId, input.vendorId))
      throw new Fault('bad_input', {
        happened: `The API is none of ${vendor}.`,
        remedy: 'Choose one of its APIs, or none.',
        place: { path: 'apiId' },
      });
    const row = {
      vendor_id: input.vendorId,
      api_id: input.apiId,
      name: input.name,
      kind: input.kind,
      currency: input.currency,
      exponent,
      base_minor: input.baseMinor,
      tiers: JSON.stringify(input.kind === 'flat' ? [] : input.tiers),
      included: input.included,
      package_size: input.kind === 'package' ? input.packageSize : null,
      commit_minor: input.commitMinor,
      unit_name: input.unitName,
      quantity_from: input.quantityFrom,
      counted: input.counted,
      valid_from: input.validFrom,
      valid_to: input.validTo,
      notes: input.notes,
    };
    if (input.id === undefined)
      changes.insert('costPlan', { id, ...row, created_at: clock.now() }, `Price list ${vendor}, ${input.name} added`);
    else changes.update('costPlan', id, row, `Price list ${vendor}, ${input.name} edited`);
  });
  return kept(findPlan(db, id));
}

/** The price list goes with the quantities that were entered for it. */
export function removePlan({ commands }: CostTools, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const plan = changes.get<{ name: string }>('SELECT name FROM cost_plans WHERE id = ?', id);
    if (!plan) return;
    for (const row of changes.all<{ id: string }>('SELECT id FROM cost_quantities WHERE plan_id = ?', id))
      changes.remove('costQuantity', row.id, `${plan.name}: a quantity removed`);
    changes.remove('costPlan', id, `Price list ${plan.name} removed`);
  });
}

export function saveQuantity({ clock, commands }: CostTools, actor: Actor, input: Input<'saveQuantity'>): { id: string } {
  return commands.run(actor, (changes) => ({ id: putQuantity(changes, clock, { ...input, source: 'by hand' }).id }));
}

export function putQuantity(
  changes: Changes,
  clock: CostTools['clock'],
  input: { planId: string; month: Month; quantity: string; source: 'by hand' | 'file' },
): { id: string; isNew: boolean } {
  const plan = changes.get<{ name: string; unit: string }>('SELECT name, unit_name AS unit FROM cost_plans WHERE id = ?', input.planId);
  if (!plan) throw new Fault('not_found', { happened: 'The price list is gone.', remedy: 'Choose another one.' });
  const old = changes.get<{ id: string }>('SELECT id FROM cost_quantities WHERE plan_id = ? AND month = ?', input.planId, input.month);
  const words = `${plan.name}, ${monthWords(input.month)}: ${input.quantity} ${plan.unit}`;
  if (old) {
    changes.update('costQuantity', old.id, { quantity: input.quantity, source: input.source }, words);
    return { id: old.id, isNew: false };
  }
  const id = clock.newId();
  const row = { id, plan_id: input.planId, month: input.month, quantity: input.quantity, source: input.source, created_at: clock.now() };
  changes.insert('costQuantity', row, words);
  return { id, isNew: true };
}

export function saveInvoice({ db, clock, commands }: CostTools, actor: Actor, input: Input<'saveInvoice'>): Invoice {
  const id = input.id ?? clock.newId();
  const exponent = currencyExponent(input.currency);
  commands.run(actor, (changes) => {
    const words = `Invoice of ${vendorName(changes, input.vendorId)} for ${monthWords(input.month)}: ${moneyText(input.amountMinor, input.currency, exponent)}`;
    const row = {
      vendor_id: input.vendorId,
      month: input.month,
      number: input.number,
      currency: input.currency,
      exponent,
      amount_minor: input.amountMinor,
      notes: input.notes,
    };
    if (input.id === undefined) changes.insert('costInvoice', { id, ...row, created_at: clock.now() }, words);
    else changes.update('costInvoice', id, row, words);
  });
  return kept(listInvoices(db).find((row) => row.id === id));
}

export function saveBudget({ db, clock, commands }: CostTools, actor: Actor, input: Input<'saveBudget'>): Budget {
  const exponent = currencyExponent(input.currency);
  const id = commands.run(actor, (changes) => {
    const whose = input.vendorId === null ? 'all vendors' : vendorName(changes, input.vendorId);
    const words = `Budget for ${whose} from ${monthWords(input.fromMonth)}: ${moneyText(input.amountMinor, input.currency, exponent)}`;
    const old = changes.get<{ id: string }>(
      "SELECT id FROM cost_budgets WHERE coalesce(vendor_id, '') = ? AND currency = ? AND from_month = ?",
      input.vendorId ?? '',
      input.currency,
      input.fromMonth,
    );
    if (old) {
      changes.update('costBudget', old.id, { amount_minor: input.amountMinor }, words);
      return old.id;
    }
    const newId = clock.newId();
    const row = {
      id: newId,
      vendor_id: input.vendorId,
      from_month: input.fromMonth,
      currency: input.currency,
      exponent,
      amount_minor: input.amountMinor,
      created_at: clock.now(),
    };
    changes.insert('costBudget', row, words);
    return newId;
  });
  return kept(listBudgets(db).find((row) => row.id === id));
}

export function saveOutcome({ db, clock, commands }: CostTools, actor: Actor, input: Input<'saveOutcome'>): CostOutcome {
  const { id } = commands.run(actor, (changes) => putOutcome(changes, clock, { ...input, source: 'by hand' }));
  return kept(listOutcomes(db, input.month).find((row) => row.id === id));
}

export function putOutcome(
  changes: Changes,
  clock: CostTools['clock'],
  input: { month: Month; name: string; processId?: string | null; quantity: number; source: 'by hand' | 'file' },
): { id: string; isNew: boolean } {
  const words = `${monthWords(input.month)}: ${grouped(input.quantity)} ${input.name}`;
  const old = changes.get<{ id: string }>('SELECT id FROM outcomes WHERE month = ? AND lower(name) = lower(?)', input.month, input.name);
  if (old) {
    const patch: Row = { quantity: input.quantity, source: input.source };
    changes.update('outcome', old.id, input.processId === undefined ? patch : { ...patch, process_id: input.processId }, words);
    return { id: old.id, isNew: false };
  }
  const id = clock.newId();
  const row = {
    id,
    month: input.month,
    name: input.name,
    process_id: input.processId ?? null,
    quantity: input.quantity,
    source: input.source,
    created_at: clock.now(),
  };
  changes.insert('outcome', row, words);
  return { id, isNew: true };
}

/** Takes one row out; undo brings it back. */
export function removeCostRow(
  { commands }: CostTools,
  actor: Actor,
  entity: 'costQuantity' | 'costInvoice' | 'costBudget' | 'outcome',
  id: string,
): void {
  const words = { costQuantity: 'Quantity', costInvoice: 'Invoice', costBudget: 'Budget', outcome: 'Outcome' }[entity];
  commands.run(actor, (changes) => changes.remove(entity, id, `${words} removed`));
}

function vendorName(changes: Changes, id: string): string {
  const vendor = changes.get<{ name: string }>('SELECT name FROM vendors WHERE id = ?', id);
  if (!vendor)
    throw new Fault('not_found', { happened: 'The vendor is gone.', remedy: 'Choose another one.', place: { path: 'vendorId' } });
  return vendor.name;
}

function kept<T>(row: T | undefined): T {
  if (!row) throw new Error('the row that was just saved is not there');
  return row;
}
