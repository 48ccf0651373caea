import { IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
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
    width: 226,
    align: 'right',
    cell: (row) =>
      row.currencies.length === 0 ? (
        <span className="faint">–</span>
      ) : (
        row.currencies
          .slice(0, 2)
          .map(({ currency, differenceMinor }) => `${signedMoney(differenceMinor, currency)} ${currency}`)
          .join(' · ')
      ),
  },
];

/** The ledgers, each with its last run and what is open. */
export function LedgerList({ rows, onAdd }: { readonly rows: readonly LedgerRow[]; readonly onAdd: () => void }): ReactElement {
  const never = rows.filter(({ lastRun }) => lastRun === null).length;
  const partial = rows.filter(({ lastRun }) => lastRun?.state === 'partial').length;
  const sub =
    partial > 0
      ? `${partial} last ran on files that were not whole`
      : never > 0
        ? `${never} not compared yet`
        : 'What is in both systems adds up, line by line, to the difference of their sums.';
  return (
    <>
      <PageHeader
        title={listTitle(rows)}
        sub={sub}
        actions={
          <Button kind="primary" icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={onAdd}>
            New ledger
          </Button>
        }
      />
      <DataTable
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        onOpen={({ id }) => go({ place: 'ledger', kind: 'ledger', id })}
        csvName="Ledgers"
      />
    </>
  );
}
