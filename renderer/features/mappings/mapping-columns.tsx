import type { MappingRow } from '../../../shared/contract/mappings.ts';
import { StandingWords } from '../../ui/mark.tsx';
import type { Column } from '../../ui/table-column.ts';
import { When } from '../../ui/when.tsx';
import { formatCount } from '../../ui/format.ts';

/** The list of mappings: what becomes what, in which revision, and how it stands. */
export const mappingColumns: readonly Column<MappingRow>[] = [
  { key: 'name', header: 'Mapping', width: 240, cell: (row) => <strong>{row.name}</strong>, value: (row) => row.name },
  {
    key: 'source',
    isMinor: true,
    header: 'From',
    cell: (row) => `${row.sourceName}, ${row.sourceFormat.toUpperCase()}`,
    value: (row) => `${row.sourceName}, ${row.sourceFormat.toUpperCase()}`,
  },
  { key: 'destination', isMinor: true, header: 'To', width: 124, cell: (row) => row.destinationName, value: (row) => row.destinationName },
  {
    key: 'active',
    header: 'Active',
    width: 56,
    align: 'right',
    cell: (row) => <span className="num">{row.active ? row.active.number : '–'}</span>,
    value: (row) => row.active?.number ?? null,
  },
  {
    key: 'draft',
    header: 'Draft',
    width: 52,
    align: 'right',
    cell: (row) => <span className="num">{row.draft ? row.draft.number : '–'}</span>,
    value: (row) => row.draft?.number ?? null,
  },
  {
    key: 'goldens',
    header: 'Samples',
    width: 70,
    align: 'right',
    cell: (row) => <span className="num">{`${row.goldens - row.failing}/${row.goldens}`}</span>,
    value: (row) => row.goldens,
  },
  {
    key: 'run',
    isMinor: true,
    header: 'Last run',
    width: 150,
    cell: (row) =>
      row.lastRun ? (
        <span>
          <When at={row.lastRun.finishedAt} />
          <span className="muted">, {formatCount(row.lastRun.rowsIn)} rows</span>
        </span>
      ) : (
        <span className="muted">never</span>
      ),
    value: (row) => row.lastRun?.finishedAt ?? null,
  },
  {
    key: 'standing',
    header: 'State',
    width: 170,
    cell: (row) => <StandingWords standing={{ ...row.standing, door: null }} />,
    value: (row) => row.standing.words,
  },
];
