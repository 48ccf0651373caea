import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Budget, CostOutcome, CostPlan, Invoice, Quantity, VendorCostRow } from '../../../shared/contract/costs.ts';
import { addMonths, monthName, monthOf, monthPattern, monthWords } from '../../../shared/domain/costs/months.ts';
import { moneyText, unitPriceText } from '../../../shared/domain/costs/money-text.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api, type client } from '../../app/client.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segments } from '../../ui/segments.tsx';
import { BudgetForm, InvoiceForm, OutcomeForm, QuantityForm } from './amount-forms.tsx';
import { budgetColumns, invoiceColumns, outcomeColumns, planColumns, quantityColumns, vendorColumns } from './cost-columns.tsx';
import { ImportCounts } from './import-counts.tsx';
import { MonthField } from '../../ui/month-field.tsx';
import { PlanForm } from './plan-form.tsx';
import { useScorecards, type CostsView } from './scorecards-store.ts';

type Editing =
  | { readonly kind: 'plan'; readonly row: CostPlan | null }
  | { readonly kind: 'quantity'; readonly row: Quantity }
  | { readonly kind: 'invoice'; readonly row: Invoice | null }
  | { readonly kind: 'budget'; readonly row: Budget | null }
  | { readonly kind: 'outcome'; readonly row: CostOutcome | null }
  | { readonly kind: 'import' };

const addWords: Readonly<Record<CostsView, string>> = {
  vendors: 'Add prices',
  prices: 'Add prices',
  quantities: 'Import quantities',
  invoices: 'Enter invoice',
  budgets: 'Set budget',
  outcomes: 'Enter outcome',
};

/** A month's cost by vendor, and what it is computed from: prices, quantities, invoices, budgets and outcomes. */
export function CostsTab({ tabs }: { readonly tabs: ReactNode }): ReactElement {
  const { month, show, costsView: view, setCostsView } = useScorecards();
  const costs = useQuery({ ...api.scorecards.costMonth.queryOptions({ input: { month } }), placeholderData: (before) => before });
  const plans = useQuery(api.scorecards.costPlans.queryOptions({ input: {} }));
  const budgets = useQuery(api.scorecards.budgets.queryOptions({ input: {} }));
  const [editing, setEditing] = useState<Editing | null>(null);
  const add = (): void => setEditing(firstEdit(view));
  useShortcut('n', addWords[view], add);
  usePaletteActions('scorecards-costs', [
    { words: 'Add prices', run: () => setEditing({ kind: 'plan', row: null }) },
    { words: 'Enter an invoice', run: () => setEditing({ kind: 'invoice', row: null }) },
    { words: 'Set a budget', run: () => setEditing({ kind: 'budget', row: null }) },
  ]);
  if (costs.error) return <FaultNote fault={costs.error} onRetry={() => void costs.refetch()} />;
  const data = costs.data;
  const total = data?.totals[0];
  const rows = {
    vendors: data?.vendors,
    prices: plans.data,
    quantities: data?.quantities.filter(({ from }) => from !== 'none needed'),
    invoices: data?.invoices,
    budgets: budgets.data,
    outcomes: data?.outcomes,
  } satisfies Record<CostsView, readonly unknown[] | undefined>;
  const isEmpty = rows[view]?.length === 0;
  return (
    <div className="sc-page">
      <PageHeader
        title={
          total
            ? `${monthName(month)} cost ${moneyText(total.actualMinor, total.currency, total.exponent)}${budgetWords(total)}`
            : `Nothing is known of ${monthName(month)}’s costs`
        }
        sub={data ? subWords(data) : ' '}
        actions={
          // Where there is nothing yet, the place itself has the button.
          isEmpty ? undefined : (
            <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={add}>
              {addWords[view]}
            </Button>
          )
        }
      />
      {tabs}
      <div className="sc-views">
        <Segments<CostsView>
          label="What of the costs"
          value={view}
          onChange={setCostsView}
          items={[
            { value: 'vendors', label: 'By vendor' },
            { value: 'prices', label: 'Prices' },
            { value: 'quantities', label: 'Quantities' },
            { value: 'invoices', label: 'Invoices' },
            { value: 'budgets', label: 'Budgets' },
            { value: 'outcomes', label: 'Outcomes' },
          ]}
        />
        <MonthField
          label="Month"
          value={month}
          onChange={(next) => monthPattern.test(next) && next <= addMonths(monthOf(Date.now()), 1) && show({ month: next })}
        />
      </div>
      <div className="sc-fill">
        <CostTable
          view={view}
          data={data}
          plans={plans.data ?? []}
          budgets={budgets.data ?? []}
          isLoading={costs.isPending}
          onEdit={setEditing}
          empty={<NoCosts view={view} month={month} onAdd={add} />}
        />
      </div>
      {editing && <EditSheet editing={editing} month={month} onClose={() => setEditing(null)} />}
    </div>
  );
}

type CostMonth = Awaited<ReturnType<typeof client.scorecards.costMonth>>;

const firstEdit = (view: CostsView): Editing => {
  switch (view) {
    case 'vendors':
    case 'prices':
      return { kind: 'plan', row: null };
    case 'quantities':
      return { kind: 'import' };
    case 'invoices':
      return { kind: 'invoice', row: null };
    case 'budgets':
      return { kind: 'budget', row: null };
    case 'outcomes':
      return { kind: 'outcome', row: null };
  }
};

function budgetWords({ budgetMinor, actualMinor, currency, exponent }: CostMonth['totals'][number]): string {
  if (budgetMinor === null) return ', no budget is set';
  const difference = budgetMinor - actualMinor;
  return difference >= 0
    ? `, ${moneyText(difference, currency, exponent)} under budget`
    : `, ${moneyText(-difference, currency, exponent)} over budget`;
}

function subWords({ totals, unitCosts, outcomes, vendorsWithoutCost }: CostMonth): string {
  const [outcome] = outcomes;
  const each = unitCosts.filter((unit) => unit.outcome === outcome?.name).map(({ amount, currency }) => unitPriceText(amount, currency));
  const unknown = vendorsWithoutCost.length;
  const parts = [
    ...totals.slice(1).map(({ actualMinor, currency, exponent }) => `and ${moneyText(actualMinor, currency, exponent)}, not converted`),
    ...(outcome && each.length > 0 ? [`${each.join(' + ')} per ${outcome.name.replace(/s$/, '')}, of ${grouped(outcome.quantity)}`] : []),
    ...(unknown === 0 ? [] : [`${unknown} ${unknown === 1 ? 'vendor' : 'vendors'} called without prices or invoice`]),
  ];
  return parts.join(' · ') || 'Prices and quantities give the cost; an invoice counts before both.';
}

interface CostTableProps {
  readonly view: CostsView;
  readonly data: CostMonth | undefined;
  readonly plans: readonly CostPlan[];
  readonly budgets: readonly Budget[];
  readonly isLoading: boolean;
  readonly onEdit: (editing: Editing) => void;
  readonly empty: ReactElement;
}

function CostTable({ view, data, plans, budgets, isLoading, onEdit, empty }: CostTableProps): ReactElement {
  const { setCostsView } = useScorecards();
  switch (view) {
    case 'vendors':
      return (
        <DataTable<VendorCostRow>
          rows={data?.vendors ?? []}
          columns={vendorColumns}
          rowId={(row) => `${row.vendorId}${row.currency}`}
          onOpen={(row) => setCostsView(row.basis === 'invoiced' ? 'invoices' : 'quantities')}
          csvName="costs by vendor"
          of={['vendor', 'vendors']}
          isLoading={isLoading}
          empty={empty}
        />
      );
    case 'prices':
      return (
        <DataTable<CostPlan>
          rows={plans}
          columns={planColumns}
          rowId={({ id }) => id}
          onOpen={(row) => onEdit({ kind: 'plan', row })}
          csvName="prices"
          of={['price', 'prices']}
          empty={empty}
        />
      );
    case 'quantities':
      return (
        <DataTable<Quantity>
          rows={(data?.quantities ?? []).filter(({ from }) => from !== 'none needed')}
          columns={quantityColumns}
          rowId={({ planId }) => planId}
          onOpen={(row) => onEdit({ kind: 'quantity', row })}
          csvName="quantities"
          of={['quantity', 'quantities']}
          isLoading={isLoading}
          empty={empty}
        />
      );
    case 'invoices':
      return (
        <DataTable<Invoice>
          rows={data?.invoices ?? []}
          columns={invoiceColumns}
          rowId={({ id }) => id}
          onOpen={(row) => onEdit({ kind: 'invoice', row })}
          csvName="invoices"
          of={['invoice', 'invoices']}
          isLoading={isLoading}
          empty={empty}
        />
      );
    case 'budgets':
      return (
        <DataTable<Budget>
          rows={budgets}
          columns={budgetColumns}
          rowId={({ id }) => id}
          onOpen={(row) => onEdit({ kind: 'budget', row })}
          csvName="budgets"
          of={['budget', 'budgets']}
          empty={empty}
        />
      );
    case 'outcomes':
      return (
        <DataTable<CostOutcome>
          rows={data?.outcomes ?? []}
          columns={outcomeColumns}
          rowId={({ id }) => id}
          onOpen={(row) => onEdit({ kind: 'outcome', row })}
          csvName="outcomes"
          of={['outcome', 'outcomes']}
          isLoading={isLoading}
          empty={empty}
        />
      );
  }
}

const emptyWords: Readonly<Record<CostsView, string>> = {
  vendors: 'What each vendor costs stands here, from its prices and quantities or its invoice.',
  prices: 'How each vendor charges stands here: a flat price, a price per request, tiers.',
  quantities: 'How much was used of each price list. Prices that depend on use ask for it.',
  invoices: 'What vendors invoiced for the month. An invoice counts before what was metered.',
  budgets: 'What may be spent a month, for one vendor or for all together, until a later budget.',
  outcomes: 'What the business got done in the month, such as orders; the cost is divided by it.',
};

function exampleWords(view: CostsView, month: string): string {
  switch (view) {
    case 'vendors':
    case 'prices':
      return 'Adyen: €100.00 a month, and €0.22 for each of the first 2,000 payments.';
    case 'quantities':
      return '2,180 labels printed with Shippo, from its dashboard or a CSV.';
    case 'invoices':
      return `Klaviyo’s invoice of ${monthWords(month)}: €950.00.`;
    case 'budgets':
      return '€4,100.00 a month for all vendors together.';
    case 'outcomes':
      return `18,214 orders in ${monthWords(month)} make “€0.376 an order”.`;
  }
}

function NoCosts({ view, month, onAdd }: { readonly view: CostsView; readonly month: string; readonly onAdd: () => void }): ReactElement {
  return (
    <Empty
      title={emptyWords[view]}
      action={
        <Button kind="primary" onClick={onAdd}>
          {addWords[view]}
        </Button>
      }
      example={exampleWords(view, month)}
    />
  );
}

function EditSheet({
  editing,
  month,
  onClose,
}: {
  readonly editing: Editing;
  readonly month: string;
  readonly onClose: () => void;
}): ReactElement {
  switch (editing.kind) {
    case 'plan':
      return <PlanForm plan={editing.row} month={month} onClose={onClose} />;
    case 'quantity':
      return <QuantityForm quantity={editing.row} onClose={onClose} />;
    case 'invoice':
      return <InvoiceForm invoice={editing.row} month={month} onClose={onClose} />;
    case 'budget':
      return <BudgetForm budget={editing.row} month={month} onClose={onClose} />;
    case 'outcome':
      return <OutcomeForm outcome={editing.row} month={month} onClose={onClose} />;
    case 'import':
      return <ImportCounts onClose={onClose} />;
  }
}
