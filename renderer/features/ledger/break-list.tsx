import { useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import type { BreakChoice, LedgerCause, LedgerDetail } from '../../../shared/contract/ledger.ts';
import { moneyText } from '../../../shared/domain/ledger/difference-words.ts';
import { go } from '../../app/navigate.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { formatCount } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { breakColumns } from './break-columns.tsx';
import { ExplainDialog } from './explain-dialog.tsx';
import { useLedgerStore } from './ledger-store.ts';
import { signedMoney, tabWords } from './ledger-words.ts';
import { type Breaks } from './use-breaks.ts';
import './break-list.css';

export interface BreakListProps {
  readonly detail: LedgerDetail;
  readonly currency: string;
  readonly breaks: Breaks;
  readonly selectedId: string | null;
}

/** The breaks of a currency, or of one cause: filter, chips, a table of any length. */
export function BreakList({ detail, currency, breaks, selectedId }: BreakListProps): ReactElement {
  const { text, only, causeId, setText, setOnly, setCause } = useLedgerStore();
  const now = useNow();
  const columns = useMemo(() => breakColumns(now, breaks.isWhole), [now, breaks.isWhole]);
  const tally = detail.tallies.find((one) => one.currency === currency);
  const cause = detail.causes.find(({ id }) => id === causeId) ?? null;
  const rows = useDeferredValue(breaks.rows);
  const isFiltered = text !== '' || only !== 'all' || cause !== null;
  useShortcut('Escape', 'Show every break again', () => setCause(null), cause !== null && selectedId === null);
  if (breaks.error) return <FaultNote fault={breaks.error} onRetry={breaks.retry} />;
  return (
    <>
      <div className="led-toolbar">
        <h2>{cause === null ? `Breaks, ${currency === '' ? 'rejected rows' : currency}` : cause.words}</h2>
        <FilterField value={text} onChange={setText} placeholder="Filter" />
        {(
          [
            ['new', tally?.fresh ?? 0, 'new'],
            ['without owner', tally?.withoutOwner ?? 0, 'without owner'],
            ['overdue', tally?.overdue ?? 0, 'late'],
          ] as const
        ).map(([value, count, words]) =>
          cause !== null || (count === 0 && only !== value) ? null : (
            <button key={value} type="button" className="led-chip" aria-pressed={only === value} onClick={() => setOnly(value)}>
              {formatCount(count)} {words}
            </button>
          ),
        )}
        {cause === null ? (
          <span className="led-order">By due, then amount</span>
        ) : (
          <CauseActions cause={cause} onClear={() => setCause(null)} />
        )}
      </div>
      <div
        className="led-table"
        onScrollCapture={(event) => {
          const box = event.target;
          if (box instanceof HTMLElement && box.scrollHeight - box.scrollTop - box.clientHeight < 1200) breaks.more();
        }}
      >
        <DataTable
          rows={rows}
          columns={columns}
          rowId={(one) => one.id}
          selectedId={selectedId}
          onOpen={(one) => go({ place: 'ledger', kind: 'break', id: one.id })}
          csvName="Breaks"
          isLoading={breaks.isPending}
          footerWords={footWords(breaks, currency)}
          empty={<Empty title={isFiltered ? 'No break fits.' : 'Nothing is open here: what one side has, the other has too.'} />}
        />
      </div>
    </>
  );
}

function footWords({ rows, total, netMinor, atRiskMinor }: Breaks, currency: string): string {
  const parts = [
    tabWords(total),
    ...(currency === '' ? [] : [`net ${signedMoney(netMinor, currency)}`, `${moneyText(atRiskMinor, currency)} at risk`]),
  ];
  return `${parts.join(' · ')}${rows.length < total ? ` · the first ${formatCount(rows.length)} shown, scroll for more` : ''}`;
}

/** What can be done with all breaks of a cause at once. */
function CauseActions({ cause, onClear }: { readonly cause: LedgerCause; readonly onClear: () => void }): ReactElement {
  const [asked, setAsked] = useState<'assign' | 'explain' | null>(null);
  const choice: BreakChoice = { causeId: cause.id };
  const words = tabWords(cause.rows);
  const close = (): void => setAsked(null);
  return (
    <span className="led-cause-actions">
      <Button small onClick={() => setAsked('assign')}>
        Assign {formatCount(cause.rows)}
      </Button>
      <Button small onClick={() => setAsked('explain')}>
        Explain {formatCount(cause.rows)}…
      </Button>
      {cause.mappingId === null ? null : (
        <Button small changes={false} onClick={() => go({ place: 'mappings', kind: 'mapping', id: cause.mappingId ?? '' })}>
          Fix the mapping
        </Button>
      )}
      <Button small kind="quiet" onClick={onClear}>
        All breaks
      </Button>
      {asked === 'assign' ? <AssignDialog choice={choice} words={words} ownerId={null} onClose={close} /> : null}
      {asked === 'explain' ? <ExplainDialog choice={choice} words={words} onClose={close} /> : null}
    </span>
  );
}
