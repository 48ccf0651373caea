import { useMemo } from 'react';
import type { ApiRow, Vendor } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { count, needsSomebody } from './inventory-words.ts';

interface VendorTableProps {
  readonly rows: readonly Vendor[];
  readonly apis: readonly ApiRow[];
  readonly selectedId: string | null;
  readonly isLoading: boolean;
}

/** The vendors behind the APIs, with how much depends on each. */
export function VendorTable({ rows, apis, selectedId, isLoading }: VendorTableProps) {
  const columns = useMemo(() => vendorColumns(apis), [apis]);
  return (
    <DataTable
      rows={rows}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'inventory', kind: 'vendor', id: row.id })}
      csvName="Vendors"
      footerWords={count(rows.length, 'vendor')}
      empty={<p className="inv-nothing">No vendor matches. Clear the filter to see all of them.</p>}
      isLoading={isLoading}
      columns={columns}
    />
  );
}

function vendorColumns(apis: readonly ApiRow[]): Column<Vendor>[] {
  const calls = new Map<string, number>();
  const needing = new Map<string, number>();
  for (const api of apis) {
    calls.set(api.vendorId, (calls.get(api.vendorId) ?? 0) + api.calls30d);
    needing.set(api.vendorId, (needing.get(api.vendorId) ?? 0) + (needsSomebody(api) ? 1 : 0));
  }
  return [
    { key: 'name', header: 'Vendor', width: 160, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
    { key: 'category', header: 'Category', width: 130, cell: (row) => row.category ?? '', value: (row) => row.category },
    { key: 'apis', header: 'APIs', width: 64, align: 'right', cell: (row) => row.apiCount, value: (row) => row.apiCount },
    {
      key: 'need',
      header: 'Need you',
      width: 84,
      align: 'right',
      cell: (row) => needing.get(row.id) || <span className="faint">–</span>,
      value: (row) => needing.get(row.id) ?? 0,
    },
    {
      key: 'calls',
      header: 'Calls 30 d',
      width: 90,
      align: 'right',
      cell: (row) => (calls.has(row.id) ? grouped(calls.get(row.id) ?? 0) : <span className="faint">–</span>),
      value: (row) => calls.get(row.id) ?? 0,
    },
    {
      key: 'domain',
      isMinor: true,
      header: 'Domain',
      width: 150,
      cell: (row) => <code>{row.domain ?? ''}</code>,
      value: (row) => row.domain,
    },
    {
      key: 'notes',
      isMinor: true,
      header: 'Notes',
      width: 240,
      cell: (row) => <span title={row.notes}>{row.notes}</span>,
      value: (row) => row.notes,
    },
  ];
}
