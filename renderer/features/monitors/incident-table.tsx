import type { IncidentSummary } from '../../../shared/contract/monitors.ts';
import { go } from '../../app/navigate.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Mark } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { causeWords } from './monitor-words.ts';

const columns: readonly Column<IncidentSummary>[] = [
  { key: 'number', header: 'No.', width: 78, cell: (row) => <span className="num">INC-{row.number}</span>, value: (row) => row.number },
  {
    key: 'state',
    header: 'State',
    width: 84,
    cell: (row) => (
      <span className="mon-verdict" data-state={row.state === 'open' ? 'broken' : 'no data'}>
        <Mark state={row.state === 'open' ? 'broken' : 'holds'} />
        {row.state}
      </span>
    ),
    value: (row) => row.state,
  },
  { key: 'title', header: 'What', width: 220, cell: (row) => <b className="strong">{row.title}</b>, value: (row) => row.title },
  {
    key: 'api',
    isMinor: true,
    header: 'API',
    width: 130,
    cell: (row) => [row.vendorName, row.apiName].filter(Boolean).join(' ') || <span className="faint">none</span>,
    value: (row) => row.apiName,
  },
  { key: 'opened', givesWay: true, header: 'Began', width: 118, cell: (row) => <When at={row.openedAt} />, value: (row) => row.openedAt },
  { key: 'lasted', givesWay: true, header: 'Lasted', width: 134, cell: (row) => row.durationWords, value: (row) => row.durationWords },
  {
    key: 'cause',
    isMinor: true,
    header: 'Cause',
    width: 70,
    cell: (row) => causeWords[row.attribution],
    value: (row) => causeWords[row.attribution],
  },
  {
    key: 'follow',
    isMinor: true,
    header: 'To do',
    width: 58,
    align: 'right',
    cell: (row) => (row.openFollowUps === 0 ? <span className="faint">0</span> : row.openFollowUps),
    value: (row) => row.openFollowUps,
  },
];

interface IncidentTableProps {
  readonly rows: readonly IncidentSummary[];
  readonly selectedId: string | null;
}

/** The incidents, open ones first, then the newest. */
export function IncidentTable({ rows, selectedId }: IncidentTableProps) {
  const open = rows.filter(({ state }) => state === 'open').length;
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'monitors', kind: 'incident', id: row.id })}
      csvName="Incidents"
      footerWords={`${rows.length} ${rows.length === 1 ? 'incident' : 'incidents'}, ${open} open · lasted: from the first to the last bad check, to the time between good ones`}
      empty={
        <p className="mon-nothing">
          No incident yet. A monitor opens one after three failed checks in a row and closes it after two that pass; you can open one by
          hand.
        </p>
      }
    />
  );
}
