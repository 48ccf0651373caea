import { useMemo } from 'react';
import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { wideColumns } from './endpoint-columns.tsx';
import { count } from './inventory-words.ts';

interface AllEndpointsTableProps {
  readonly rows: readonly Endpoint[];
  readonly apis: readonly ApiRow[];
  readonly selectedId: string | null;
  readonly isLoading: boolean;
  readonly empty: string;
}

/** Every endpoint of every API in one table: for when a person knows the path but not whose it is. */
export function AllEndpointsTable({ rows, apis, selectedId, isLoading, empty }: AllEndpointsTableProps) {
  const columns = useMemo(() => columnsWithApi(apis, wideColumns), [apis]);
  return (
    <DataTable
      rows={rows}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'inventory', kind: 'endpoint', id: row.id })}
      csvName="Endpoints"
      footerWords={count(rows.length, 'endpoint')}
      empty={<p className="inv-nothing">{empty}</p>}
      isLoading={isLoading}
      columns={columns}
    />
  );
}

function columnsWithApi(apis: readonly ApiRow[], columns: readonly Column<Endpoint>[]): readonly Column<Endpoint>[] {
  const names = new Map(apis.map((one) => [one.id, `${one.vendorName} ${one.name}`]));
  const nameOf = (row: Endpoint): string => names.get(row.apiId) ?? '';
  return [{ key: 'api', header: 'API', width: 140, cell: (row) => <b className="strong">{nameOf(row)}</b>, value: nameOf }, ...columns];
}
