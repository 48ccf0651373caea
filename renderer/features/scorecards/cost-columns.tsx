import type { ReactElement } from 'react';
import type { Budget, CostOutcome, CostPlan, Invoice, Quantity, VendorCostRow } from '../../../shared/contract/costs.ts';
import { moneyText } from '../../../shared/domain/costs/money-text.ts';
import { monthWords } from '../../../shared/domain/costs/months.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { plainCount, priceWords } from './price-words.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';

interface Money {
  readonly currency: string;
  readonly exponent: number;
}

const amount = <T extends Money>(key: string, header: string, of: (row: T) => number | null): Column<T> => ({
  key,
  header,
  width: 104,
  align: 'right',
  cell: (row) => <Amount minor={of(row)} of={row} />,
  value: (row) => {
    const minor = of(row);
    return minor === null ? null : minor / 10 ** row.exponent;
  },
});

function Amount({ minor, of }: { readonly minor: number | null; readonly of: Money }): ReactElement {
  return minor === null ? <span className="faint">–</span> : <span className="num">{moneyText(minor, of.currency, of.exponent)}</span>;
}

const name = <T,>(header: string, of: (row: T) => string): Column<T> => ({
  key: 'name',
  header,
  width: 170,
  cell: (row) => <b className="strong">{of(row)}</b>,
  value: of,
});

export const vendorColumns: readonly Column<VendorCostRow>[] = [
  {
    key: 'name',
    header: 'Vendor',
    width: 150,
    cell: (row) => (
      <b className="strong">
        <DoorLink door={{ place: 'inventory', kind: 'vendor', id: row.vendorId }}>{row.vendorName}</DoorLink>
      </b>
    ),
    value: (row) => row.vendorName,
  },
  amount('actual', 'Actual', (row) => row.actualMinor),
  amount('budget', 'Budget', (row) => row.budgetMinor),
  { ...amount<VendorCostRow>('metered', 'Metered', (row) => row.meteredMinor), isMinor: true },
  amount('invoiced', 'Invoiced', (row) => row.invoicedMinor),
  { ...amount<VendorCostRow>('forecast', 'Forecast', (row) => row.forecastMinor), isMinor: true },
  {
    key: 'basis',
    header: 'Known from',
    width: 96,
    cell: (row) => <span className={row.basis === 'unknown' ? 'faint' : undefined}>{row.basis}</span>,
    value: (row) => row.basis,
  },
];

const quantityFrom = ({ kind, quantityFrom: from, counted }: CostPlan): string =>
  kind === 'flat' ? 'none needed' : from === 'exchanges' ? (counted === 'all' ? 'all calls' : 'calls that worked') : 'by hand';
const validWords = ({ validFrom, validTo }: CostPlan): string => (validTo === null ? `from ${validFrom}` : `${validFrom} to ${validTo}`);

export const planColumns: readonly Column<CostPlan>[] = [
  name('Prices', (row) => row.name),
  { key: 'vendor', header: 'Vendor', width: 130, cell: (row) => row.vendorName, value: (row) => row.vendorName },
  { key: 'words', header: 'How it charges', width: 330, cell: (row) => priceWords(row), value: priceWords },
  { key: 'from', isMinor: true, header: 'Quantity from', width: 120, cell: (row) => quantityFrom(row), value: quantityFrom },
  { key: 'valid', isMinor: true, header: 'Valid', width: 150, cell: (row) => validWords(row), value: validWords },
];

export const quantityColumns: readonly Column<Quantity>[] = [
  name('Prices', (row) => row.planName),
  { key: 'vendor', header: 'Vendor', width: 130, cell: (row) => row.vendorName, value: (row) => row.vendorName },
  {
    key: 'quantity',
    header: 'Quantity',
    width: 150,
    align: 'right',
    cell: (row) => (row.quantity === null ? <span className="faint">nobody counted</span> : `${plainCount(row.quantity)} ${row.unitName}`),
    value: (row) => (row.quantity === null ? null : Number(row.quantity)),
  },
  {
    key: 'from',
    header: 'From',
    width: 110,
    cell: (row) => (row.from === 'exchanges' ? 'calls of this app' : row.from),
    value: (row) => row.from,
  },
  amount('cost', 'Cost', (row) => row.amountMinor),
];

export const invoiceColumns: readonly Column<Invoice>[] = [
  name('Vendor', (row) => row.vendorName ?? ''),
  {
    key: 'number',
    header: 'Number',
    width: 140,
    cell: (row) => row.number || <span className="faint">–</span>,
    value: (row) => row.number,
  },
  { key: 'month', header: 'For', width: 130, cell: (row) => monthWords(row.month), value: (row) => row.month },
  amount('amount', 'Amount', (row) => row.amountMinor),
  { key: 'notes', isMinor: true, header: 'Notes', width: 200, cell: (row) => row.notes, value: (row) => row.notes },
];

export const budgetColumns: readonly Column<Budget>[] = [
  name('For', (row) => row.vendorName ?? 'All vendors together'),
  { key: 'from', header: 'From', width: 140, cell: (row) => monthWords(row.fromMonth), value: (row) => row.fromMonth },
  amount('amount', 'A month', (row) => row.amountMinor),
];

export const outcomeColumns: readonly Column<CostOutcome>[] = [
  name('Outcome', (row) => row.name),
  {
    key: 'quantity',
    header: 'Quantity',
    width: 110,
    align: 'right',
    cell: (row) => <span className="num">{grouped(row.quantity)}</span>,
    value: (row) => row.quantity,
  },
  {
    key: 'process',
    header: 'Process',
    width: 140,
    cell: (row) => row.processName ?? <span className="faint">–</span>,
    value: (row) => row.processName,
  },
  { key: 'month', header: 'Month', width: 130, cell: (row) => monthWords(row.month), value: (row) => row.month },
  { key: 'source', header: 'From', width: 90, cell: (row) => row.source, value: (row) => row.source },
];
