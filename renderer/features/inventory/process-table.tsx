import type { BusinessProcess } from '../../../shared/contract/processes.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { CriticalityBars } from './criticality-bars.tsx';
import { count } from './inventory-words.ts';

const nobody = <span className="faint">nobody</span>;

const columns: readonly Column<BusinessProcess>[] = [
  { key: 'name', header: 'Process', width: 150, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
  {
    key: 'criticality',
    header: 'Criticality',
    width: 92,
    cell: (row) => <CriticalityBars criticality={row.criticality} />,
    value: (row) => row.criticality,
  },
  { key: 'owner', header: 'Owner', width: 80, cell: (row) => row.ownerName ?? nobody, value: (row) => row.ownerName ?? '' },
  {
    key: 'deputy',
    isMinor: true,
    header: 'Deputy',
    width: 80,
    cell: (row) => row.deputyName ?? nobody,
    value: (row) => row.deputyName ?? '',
  },
  { key: 'apis', header: 'APIs', width: 60, align: 'right', cell: (row) => row.apiCount, value: (row) => row.apiCount },
  {
    key: 'bare',
    header: 'No fallback',
    width: 88,
    align: 'right',
    cell: (row) => (row.withoutFallback === 0 ? <span className="faint">–</span> : <b className="inv-bare">{row.withoutFallback}</b>),
    value: (row) => row.withoutFallback,
  },
  {
    key: 'state',
    header: 'State',
    width: 230,
    cell: (row) => <StandingWords standing={row.standing} />,
    value: (row) => `${row.standing.state}: ${row.standing.words}`,
  },
];

interface ProcessTableProps {
  readonly rows: readonly BusinessProcess[];
  readonly selectedId: string | null;
  readonly isLoading: boolean;
}

/** What the company does that depends on APIs, the most critical first. */
export function ProcessTable({ rows, selectedId, isLoading }: ProcessTableProps) {
  return (
    <DataTable
      rows={rows}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'inventory', kind: 'process', id: row.id })}
      csvName="Business processes"
      footerWords={`${count(rows.length, 'business process', 'business processes')} · by criticality`}
      empty={<p className="inv-nothing">No business process here yet. Add checkout, refunds, payouts: what stops when an API fails.</p>}
      isLoading={isLoading}
      columns={columns}
    />
  );
}
