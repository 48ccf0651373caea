import type { Monitor } from '../../../shared/contract/monitors.ts';
import { go } from '../../app/navigate.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { formatMs } from '../../ui/format.ts';
import { StandingWords } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { When } from '../../ui/when.tsx';
import { outcomeMark, stripWords } from './monitor-words.ts';
import { SlotStrip } from './slot-strip.tsx';

const columns: readonly Column<Monitor>[] = [
  { key: 'name', header: 'Monitor', width: 166, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
  {
    key: 'api',
    isMinor: true,
    header: 'API',
    width: 128,
    cell: (row) => `${row.vendorName} ${row.apiName}`,
    value: (row) => `${row.vendorName} ${row.apiName}`,
  },
  {
    key: 'state',
    header: 'State',
    width: 172,
    cell: (row) => (
      <StandingWords
        standing={{ ...row.standing, door: row.openIncident ? { place: 'monitors', kind: 'incident', id: row.openIncident.id } : null }}
      />
    ),
    value: (row) => `${row.standing.state}: ${row.standing.words}`,
  },
  {
    key: 'last',
    isMinor: true,
    header: 'Last check',
    width: 172,
    cell: (row) =>
      row.last === null ? (
        <span className="faint">none yet</span>
      ) : (
        <span className="mon-last">
          {outcomeMark(row.last.outcome).words}{' '}
          <span className="faint">
            <When at={row.last.startedAt} />
          </span>
        </span>
      ),
    value: (row) => row.last?.startedAt ?? null,
  },
  {
    key: 'days',
    header: '30 days',
    width: 204,
    isDrawn: true,
    cell: (row) => <SlotStrip days={row.days} />,
    value: (row) => stripWords(row.days),
  },
  {
    key: 'p95',
    header: 'p95',
    width: 80,
    align: 'right',
    cell: (row) => (row.p95Ms === null ? <span className="faint">–</span> : formatMs(row.p95Ms)),
    value: (row) => (row.p95Ms === null ? null : Math.round(row.p95Ms)),
  },
  {
    key: 'next',
    isMinor: true,
    header: 'Next check',
    width: 104,
    cell: (row) => (row.nextDueAt === null ? <span className="faint">paused</span> : <NextCheck at={row.nextDueAt} />),
    value: (row) => row.nextDueAt,
  },
  {
    key: 'owner',
    isMinor: true,
    header: 'Owner',
    width: 80,
    initiallyHidden: true,
    cell: (row) => row.ownerName ?? <span className="faint">nobody</span>,
    value: (row) => row.ownerName,
  },
];

/** One that is due is made with the next turn of the clock. */
function NextCheck({ at }: { readonly at: number }) {
  const now = useNow();
  return at <= now + 15_000 ? 'now' : <When at={at} />;
}

interface MonitorTableProps {
  readonly rows: readonly Monitor[];
  readonly selectedId: string | null;
  readonly empty: string;
}

/** The monitors, what needs a person first. */
export function MonitorTable({ rows, selectedId, empty }: MonitorTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'monitors', kind: 'monitor', id: row.id })}
      csvName="Monitors"
      footerWords={`${rows.length} ${rows.length === 1 ? 'monitor' : 'monitors'} · a bar is a day; hatched: nobody was looking · p95 of 30 days`}
      empty={<p className="mon-nothing">{empty}</p>}
    />
  );
}
