import './ledger.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import type { LedgerRow } from '../../../shared/contract/ledger.ts';
import { api } from '../../app/client.ts';
import { goInstead, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { LedgerList } from './ledger-list.tsx';
import { LedgerView } from './ledger-view.tsx';
import { NewLedgerSheet } from './new-ledger-sheet.tsx';

/** What should be in two systems, what is, and how each difference ends. */
export default function LedgerPage(): ReactElement {
  const door = useDoor();
  const [isAdding, setIsAdding] = useState(false);
  const list = useQuery(api.ledger.list.queryOptions({ input: {} }));
  const ofBreak = useQuery(
    api.ledger.breakDetail.queryOptions({ input: { id: door.id ?? '' }, enabled: door.kind === 'break' && door.id !== undefined }),
  );
  const breakId = door.kind === 'break' ? (door.id ?? null) : null;
  // A break opens beside its ledger, which stays where it is while the break is read.
  const [lastId, setLastId] = useState<string | null>(null);
  const ledgerId = door.kind === 'ledger' ? (door.id ?? null) : breakId === null ? null : (ofBreak.data?.ledgerId ?? lastId);
  if (ledgerId !== null && ledgerId !== lastId) setLastId(ledgerId);
  const add = (): void => setIsAdding(true);
  useShortcut('n', 'New ledger', add);
  usePaletteActions('ledger', [{ words: 'New ledger', keys: 'n', run: add }]);
  // `/ledger/new` asks for one from elsewhere: the palette, Today.
  const isAsked = door.kind === 'new';
  if (isAsked && !isAdding) setIsAdding(true);
  useEffect(() => {
    if (isAsked) goInstead({ place: 'ledger' });
  }, [isAsked]);

  if (list.error) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  // The sheet keeps its place in the tree: the first ledger appears behind it while its first run still goes on.
  return (
    <>
      <Place rows={list.data} ledgerId={ledgerId} breakId={breakId} isLooking={ofBreak.isLoading} onAdd={add} />
      {isAdding ? <NewLedgerSheet onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

interface PlaceProps {
  readonly rows: readonly LedgerRow[];
  readonly ledgerId: string | null;
  readonly breakId: string | null;
  readonly isLooking: boolean;
  readonly onAdd: () => void;
}

function Place({ rows, ledgerId, breakId, isLooking, onAdd }: PlaceProps): ReactElement {
  if (ledgerId !== null && rows.some(({ id }) => id === ledgerId))
    return <LedgerView key={ledgerId} id={ledgerId} breakId={breakId} hasOthers={rows.length > 1} />;
  if (breakId !== null && isLooking) return <Loading />;
  if (rows.length > 0) return <LedgerList rows={rows} onAdd={onAdd} />;
  return (
    <>
      <PageHeader title="No ledger yet" sub="Two exports are enough to begin." />
      <Empty
        title="A ledger compares what should be in two systems with what is, and keeps every difference until a later run agrees."
        action={
          <Button kind="primary" onClick={onAdd}>
            Compare two files
          </Button>
        }
        example="An export of orders and one of payouts: which orders were never paid out, which amounts differ, and what adds up to the difference of the two sums."
      />
    </>
  );
}
