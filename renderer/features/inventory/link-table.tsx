import type { ProcessLink } from '../../../shared/contract/processes.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { count } from './inventory-words.ts';

export const strengthWords = { hard: 'stops', soft: 'gets worse' } as const;

const columns: readonly Column<ProcessLink>[] = [
  {
    key: 'process',
    header: 'Process',
    width: 116,
    cell: (row) => <b className="strong">{row.processName}</b>,
    value: (row) => row.processName,
  },
  {
    key: 'strength',
    isMinor: true,
    header: 'Without it',
    width: 88,
    cell: (row) => strengthWords[row.strength],
    value: (row) => strengthWords[row.strength],
  },
  { key: 'vendor', header: 'Vendor', width: 84, cell: (row) => row.vendorName, value: (row) => row.vendorName },
  { key: 'api', header: 'API', width: 96, cell: (row) => row.apiName, value: (row) => row.apiName },
  {
    key: 'state',
    isMinor: true,
    header: 'State',
    width: 118,
    cell: (row) => <StandingWords standing={row.apiStanding} />,
    value: (row) => `${row.apiStanding.state}: ${row.apiStanding.words}`,
  },
  {
    key: 'impact',
    header: 'When it fails',
    width: 220,
    cell: (row) => <span title={row.impact}>{row.impact || <span className="faint">not said yet</span>}</span>,
    value: (row) => row.impact,
  },
  {
    key: 'fallback',
    header: 'Fallback',
    width: 200,
    cell: (row) => <span title={row.fallback}>{row.fallback || <b className="inv-bare">none</b>}</span>,
    value: (row) => row.fallback,
  },
];

/** The links of the map as a table: process, API, what happens, what takes over. */
export function LinkTable({ links }: { readonly links: readonly ProcessLink[] }) {
  const bare = links.filter(({ fallback }) => fallback.trim() === '').length;
  return (
    <DataTable
      rows={links}
      rowId={(row) => row.id}
      onOpen={(row) => go({ place: 'inventory', kind: 'process', id: row.processId })}
      csvName="Dependencies"
      footerWords={`${count(links.length, 'link')} · ${bare === 0 ? 'all have a fallback' : `${bare} without a fallback`}`}
      empty={<p className="inv-nothing">No process is linked to an API here. Open an API and link the process that depends on it.</p>}
      columns={columns}
    />
  );
}
