import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { CriticalityBars } from './criticality-bars.tsx';
import { LimitBar } from './limit-bar.tsx';
import { count } from './inventory-words.ts';

interface ApiTableProps {
  readonly rows: readonly ApiRow[];
  readonly selectedId: string | null;
  readonly isLoading: boolean;
  readonly empty: string;
}

/** Sorts as people rank it and still reads in a CSV. */
const criticalityOrder = { high: '1 high', medium: '2 medium', low: '3 low' } as const;

const columns: readonly Column<ApiRow>[] = [
  { key: 'vendor', header: 'Vendor', width: 84, cell: (row) => row.vendorName, value: (row) => row.vendorName },
  { key: 'api', header: 'API', width: 92, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
  {
    key: 'version',
    givesWay: true,
    header: 'Version',
    width: 92,
    cell: (row) => (row.version === '' ? <span className="faint">unversioned</span> : <span className="inv-version">{row.version}</span>),
    value: (row) => row.version,
  },
  {
    key: 'owner',
    givesWay: true,
    header: 'Owner',
    width: 62,
    cell: (row) => row.ownerName ?? <span className="faint">nobody</span>,
    value: (row) => row.ownerName ?? '',
  },
  {
    key: 'process',
    givesWay: true,
    header: 'Process',
    width: 88,
    cell: (row) => (
      <span title={row.processes.join(', ')}>
        {row.processes[0] ?? <span className="faint">not linked</span>}
        {row.processes.length > 1 ? <span className="faint small"> +{row.processes.length - 1}</span> : null}
      </span>
    ),
    value: (row) => row.processes.join(', '),
  },
  {
    key: 'criticality',
    header: 'Criticality',
    width: 86,
    cell: (row) => <CriticalityBars criticality={row.criticality} />,
    value: (row) => criticalityOrder[row.criticality],
  },
  {
    key: 'limits',
    isMinor: true,
    header: 'Limits used',
    width: 92,
    cell: (row) => <LimitBar percent={row.limitPeakPercent} written={row.writtenLimit} />,
    value: (row) => row.limitPeakPercent,
  },
  {
    key: 'calls',
    isMinor: true,
    header: 'Calls 30 d',
    width: 76,
    align: 'right',
    cell: (row) =>
      row.calls30d === 0 ? (
        <span className="faint">–</span>
      ) : (
        <DoorLink door={{ place: 'console', kind: 'history', id: row.id }}>{grouped(row.calls30d)}</DoorLink>
      ),
    value: (row) => row.calls30d,
  },
  {
    key: 'state',
    header: 'State',
    width: 170,
    cell: (row) => <StandingWords standing={row.standing} />,
    value: (row) => `${row.standing.state}: ${row.standing.words}`,
  },
  {
    key: 'endpoints',
    header: 'Endpoints',
    width: 84,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => grouped(row.endpointCount),
    value: (row) => row.endpointCount,
  },
  {
    key: 'deprecated',
    header: 'Deprecated',
    width: 84,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => (row.deprecatedCount === 0 ? <span className="faint">–</span> : row.deprecatedCount),
    value: (row) => row.deprecatedCount,
  },
  {
    key: 'failed',
    header: 'Failed 30 d',
    width: 84,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => (row.failed30d === 0 ? <span className="faint">–</span> : grouped(row.failed30d)),
    value: (row) => row.failed30d,
  },
  {
    key: 'last',
    header: 'Last call',
    width: 110,
    initiallyHidden: true,
    cell: (row) => (row.lastCallAt === null ? <span className="faint">never</span> : <When at={row.lastCallAt} />),
    value: (row) => row.lastCallAt,
  },
];

/** The list of APIs, by what needs a person, then by criticality. */
export function ApiTable({ rows, selectedId, isLoading, empty }: ApiTableProps) {
  return (
    <DataTable
      rows={rows}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'inventory', kind: 'api', id: row.id })}
      csvName="APIs"
      footerWords={`${count(rows.length, 'API')} · by what needs you, then criticality`}
      empty={<p className="inv-nothing">{empty}</p>}
      isLoading={isLoading}
      columns={columns}
    />
  );
}
