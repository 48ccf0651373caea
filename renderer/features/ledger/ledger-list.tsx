import { IconPlus } from '@tabler/icons-react';
import { useMemo, type ReactElement } from 'react';
import type { LedgerRow } from '../../../shared/contract/ledger.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { When } from '../../ui/when.tsx';
import { listTitle, signedMoney } from './ledger-words.ts';
import { StateMark } from './state-mark.tsx';

const columns: readonly Column<LedgerRow>[] = [
  { key: 'name', header: 'Ledger', width: 220, cell: (row) => <span className="strong">{row.name}</span>, value: (row) => row.name },
  {
    key: 'sides',
    isMinor: true,
    header: 'Left and right',
    cell: (row) => <span className="muted">{`${row.leftName} → ${row.rightName}`}</span>,
    value: (row) => `${row.leftName} → ${row.rightName}`,
  },
  {
    key: 'run',
    isMinor: true,
    header: 'Last run',
    width: 160,
    cell: (row) =>
      row.lastRun === null ? (
        <span className="faint">never</span>
      ) : (
        <>
          {row.lastRun.number} · <When at={row.lastRun.finishedAt} />
        </>
      ),
    value: (row) => row.lastRun?.finishedAt ?? 0,
  },
  { key: 'open', header: 'Open', width: 70, align: 'right', cell: (row) => formatCount(row.open), value: (row) => row.open },
  {
    key: 'owner',
    header: 'Owners',
    width: 116,
    cell: (row) =>
      row.withoutOwner > 0 ? (
        <StateMark state="open">{`${formatCount(row.withoutOwner)} without`}</StateMark>
      ) : (
        <StateMark state="resolved">all have one</StateMark>
      ),
    value: (row) => row.withoutOwner,
  },
  {
    key: 'difference',
    header: 'Right − left',
    width: 246,
    align: 'right',
    cell: (row) => {
      const apart = differences(row);
      if (row.lastRun === null) return <span className="faint">–</span>;
      if (apart.length === 0) return <span className="muted">none</span>;
      return apart.length <= 2 ? apart.join(' · ') : `${apart[0]} · ${apart.length - 1} more currencies`;
    },
    value: (row) => differences(row).join(' · '),
  },
];

/** What is apart by currency, the most breaks first; a currency that agrees is not named. */
const differences = (row: LedgerRow): string[] =>
  row.currencies
    .filter(({ differenceMinor }) => differenceMinor !== 0)
    .map(({ currency, differenceMinor }) => `${signedMoney(differenceMinor, currency)} ${currency}`);

/** The ledgers, each with its last run and what is open. */
export function LedgerList({ rows, onAdd }: { readonly rows: readonly LedgerRow[]; readonly onAdd: () => void }): ReactElement {
  const never = rows.filter(({ lastRun }) => lastRun === null).length;
  const partial = rows.filter(({ lastRun }) => lastRun?.state === 'partial').length;
  const open = rows.reduce((sum, row) => sum + row.open, 0);
  const first = rows.find(({ withoutOwner }) => withoutOwner > 0);
  const sub =
    partial > 0
      ? `${partial} last ran on files that were not whole`
      : never > 0
        ? `${never} not compared yet`
        : first
          ? `Next: give the breaks of “${first.name}” an owner · ${formatCount(open)} open in all`
          : `${formatCount(open)} open in all, each looked after`;
  const ordered = useMemo(() => rows.toSorted((a, b) => Number(b.withoutOwner > 0) - Number(a.withoutOwner > 0)), [rows]);
  return (
    <>
      <PageHeader
        title={listTitle(rows)}
        sub={sub}
        actions={
          <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={onAdd}>
            New ledger
          </Button>
        }
      />
      <DataTable
        rows={ordered}
        columns={columns}
        rowId={({ id }) => id}
        onOpen={({ id }) => go({ place: 'ledger', kind: 'ledger', id })}
        csvName="Ledgers"
        of={['ledger', 'ledgers']}
      />
    </>
  );
}
