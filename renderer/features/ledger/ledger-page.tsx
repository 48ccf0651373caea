import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import { api } from '../../app/client.ts';
import { go, goInstead, useDoor } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BreakAside } from './break-aside.tsx';
import { breakColumns } from './break-columns.tsx';
import { atRiskWords, fitsBreak } from './break-words.ts';

const openBreak = (one: LedgerBreak): void => go({ place: 'ledger', kind: 'break', id: one.id });

/** Differences between two systems' records that no later run has resolved. */
export default function LedgerPage(): ReactElement {
  const door = useDoor();
  const now = useNow();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery(api.ledger.openBreaks.queryOptions({ input: {} }));
  if (error !== null && data === undefined) return <FaultNote fault={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const rows = data.filter((one) => fitsBreak(one, text));
  const chosen = data.find((one) => one.id === door.id) ?? null;
  return (
    <Split
      storageKey="ledger"
      asideTitle={chosen === null ? '' : <code>{chosen.key}</code>}
      onClose={() => goInstead({ place: 'ledger' })}
      aside={chosen === null ? null : <BreakAside one={chosen} />}
      main={
        data.length === 0 ? (
          <>
            <PageHeader title="No open breaks" sub="Nothing here needs you." />
            <Empty title="The ledger holds the record of what should be in two systems, what is, and how each difference was resolved. Reconciliation runs are not built yet." />
          </>
        ) : (
          <>
            <PageHeader
              title={data.length === 1 ? 'One open break' : `${formatCount(data.length)} open breaks`}
              sub={atRiskWords(data, now)}
            />
            <Toolbar>
              <FilterField value={text} onChange={setText} placeholder="Filter by key, ledger, owner, value" />
            </Toolbar>
            <DataTable
              rows={rows}
              columns={breakColumns}
              rowId={(one) => one.id}
              selectedId={chosen?.id}
              onOpen={openBreak}
              csvName="Open breaks"
              footerWords={`${formatCount(rows.length)} of ${formatCount(data.length)} breaks that no later run has resolved, oldest first`}
              empty={<Empty title={`No break fits “${text}”.`} />}
            />
          </>
        )
      }
    />
  );
}
