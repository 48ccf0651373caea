import { IconChevronDown, IconChevronUp, IconFileExport, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { LedgerDetail } from '../../../shared/contract/ledger.ts';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { useNow } from '../../ui/use-now.ts';
import { When } from '../../ui/when.tsx';
import { BreakAside } from './break-aside.tsx';
import { BreakList } from './break-list.tsx';
import { BridgeChart } from './bridge-chart.tsx';
import { BridgeTable } from './bridge-table.tsx';
import { CauseTable } from './cause-table.tsx';
import { ClassGlyph } from './class-glyph.tsx';
import { CurrencyTabs } from './currency-tabs.tsx';
import { exportCsv } from './export-csv.ts';
import { useLedgerStore } from './ledger-store.ts';
import { findingTitle, periodWords, rejectedWords } from './ledger-words.ts';
import { RunDialog } from './run-dialog.tsx';
import { RunsAside } from './runs-aside.tsx';
import { StateMark } from './state-mark.tsx';
import { useBreaks } from './use-breaks.ts';

export interface LedgerViewProps {
  readonly id: string;
  readonly breakId: string | null;
  readonly hasOthers: boolean;
}

/** One ledger: the bridge, causes before rows, the breaks, and one of them at the right. */
export function LedgerView({ id, breakId, hasOthers }: LedgerViewProps): ReactElement {
  const [runId, setRunId] = useState<string | null>(null);
  const shown = useQuery(
    api.ledger.show.queryOptions({ input: { id, ...(runId === null ? {} : { runId }) }, placeholderData: (before) => before }),
  );
  if (shown.error) return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  if (!shown.data) return <Loading />;
  return <View detail={shown.data} breakId={breakId} hasOthers={hasOthers} runId={runId} onRun={setRunId} />;
}

interface ViewProps {
  readonly detail: LedgerDetail;
  readonly breakId: string | null;
  readonly hasOthers: boolean;
  readonly runId: string | null;
  readonly onRun: (runId: string | null) => void;
}

function View({ detail, breakId, hasOthers, runId, onRun }: ViewProps): ReactElement {
  const now = useNow();
  const [isRunning, setIsRunning] = useState(false);
  const [areRunsOpen, setAreRunsOpen] = useState(false);
  const { currencies, text, only, causeId, isTable, setTable, setOnly } = useLedgerStore();
  const run = runId === null ? detail.runs[0] : detail.runs.find((one) => one.id === runId);
  const names = currencyNames(detail);
  const chosen = currencies[detail.id];
  const currency = chosen !== undefined && names.includes(chosen) ? chosen : (names[0] ?? '');
  const bridge = detail.bridges.find((one) => one.currency === currency);
  const ofCause = detail.causes.some(({ id }) => id === causeId) ? causeId : null;
  const breaks = useBreaks({ ledgerId: detail.id, currency, only, text, ...(ofCause === null ? {} : { causeId: ofCause }) });
  const withoutOwner = detail.tallies.reduce((sum, one) => sum + one.withoutOwner, 0);
  const askRun = (): void => setIsRunning(true);
  const showRuns = (): void => {
    go({ place: 'ledger', kind: 'ledger', id: detail.id });
    setAreRunsOpen(true);
  };
  const doExport = (): void => void exportCsv(detail, { currency, only, text, causeId: ofCause });
  useShortcut('r', 'Run this ledger again', askRun);
  useShortcut('h', 'Show its runs and definition', showRuns);
  usePaletteActions('ledger view', [
    { words: `Run ${detail.name}`, keys: 'r', run: askRun },
    { words: `Runs and definition of ${detail.name}`, keys: 'h', run: showRuns },
    ...(detail.runs.length > 0 ? [{ words: 'Export these breaks as CSV', run: doExport }] : []),
  ]);
  const at = breaks.rows.findIndex((one) => one.id === breakId);
  const open = at < 0 ? undefined : breaks.rows[at];
  const close = (): void => {
    setAreRunsOpen(false);
    go({ place: 'ledger', kind: 'ledger', id: detail.id });
  };
  const step = (by: number): void => {
    const next = breaks.rows[at + by];
    if (next) go({ place: 'ledger', kind: 'break', id: next.id });
  };
  useShortcut(']', 'Next break', () => step(1), breakId !== null);
  useShortcut('[', 'Break before', () => step(-1), breakId !== null);

  const sub = (
    <>
      {hasOthers ? (
        <>
          <DoorLink door={{ place: 'ledger' }}>All ledgers</DoorLink> ·{' '}
        </>
      ) : null}
      {run === undefined ? (
        'Choose the two files to compare.'
      ) : (
        <>
          <button type="button" className="led-run-door" onClick={showRuns}>
            Run {run.number}
          </button>
          , <When at={run.finishedAt} />
          {[periodWords(run, now), run.state === 'partial' ? null : rejectedWords(run)]
            .filter((part) => part !== null)
            .map((part) => ` · ${part}`)}
          {withoutOwner > 0 ? (
            <>
              {' · '}
              <button type="button" className="led-run-door" onClick={() => setOnly('without owner')}>
                {formatCount(withoutOwner)} {withoutOwner === 1 ? 'break needs' : 'breaks need'} an owner
              </button>
            </>
          ) : null}
        </>
      )}
    </>
  );
  const aside =
    breakId !== null ? (
      <BreakAside id={breakId} />
    ) : areRunsOpen ? (
      <RunsAside detail={detail} runId={run?.id ?? null} onRun={onRun} />
    ) : null;
  return (
    <>
      <PageHeader
        title={findingTitle(detail, bridge, run, now)}
        sub={sub}
        actions={
          <>
            {run === undefined ? null : (
              <Button icon={<IconFileExport size={16} stroke={1.6} aria-hidden="true" />} onClick={doExport}>
                Export
              </Button>
            )}
            <Button
              kind={breakId === null ? 'primary' : 'default'}
              icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />}
              onClick={askRun}
            >
              {run === undefined ? 'Compare files' : 'Run again'}
            </Button>
          </>
        }
      />
      <Split
        storageKey="ledger"
        aside={aside}
        onClose={close}
        asideTitle={
          breakId === null ? (
            'Runs and definition'
          ) : (
            <span className="led-aside-title">
              {open ? <ClassGlyph kind={open.class} missingSide={open.missingSide} /> : null}
              {open?.key ?? 'Break'}
              {open ? <StateMark state={open.state} /> : null}
              {open ? (
                <span className="led-nav">
                  {formatCount(at + 1)} of {formatCount(breaks.total)}
                  <Button
                    small
                    kind="quiet"
                    aria-label="Break before"
                    title="["
                    disabled={at <= 0}
                    icon={<IconChevronUp stroke={1.6} aria-hidden="true" />}
                    onClick={() => step(-1)}
                  />
                  <Button
                    small
                    kind="quiet"
                    aria-label="Next break"
                    title="]"
                    disabled={at + 1 >= breaks.rows.length}
                    icon={<IconChevronDown stroke={1.6} aria-hidden="true" />}
                    onClick={() => step(1)}
                  />
                </span>
              ) : null}
            </span>
          )
        }
        main={
          <>
            {run?.state === 'partial' ? (
              <p className="led-banner" role="status">
                <StateMark state="open">Partial</StateMark> {run.partialReason}. Nothing was resolved by it, and nothing called missing.
              </p>
            ) : null}
            {run === undefined ? (
              <Empty
                title={`Every difference between ${detail.leftName} and ${detail.rightName} stands here once two files were compared.`}
                action={<Button onClick={askRun}>Compare files</Button>}
              />
            ) : (
              <>
                <CurrencyTabs detail={detail} value={currency} isTable={isTable} onTable={setTable} />
                {bridge === undefined ? null : isTable ? (
                  <BridgeTable bridge={bridge} leftName={detail.leftName} rightName={detail.rightName} />
                ) : (
                  <BridgeChart bridge={bridge} leftName={detail.leftName} rightName={detail.rightName} />
                )}
                <CauseTable ledgerId={detail.id} causes={detail.causes} currency={currency} />
                <BreakList detail={detail} currency={currency} breaks={breaks} selectedId={breakId} />
              </>
            )}
          </>
        }
      />
      {isRunning ? <RunDialog detail={detail} onClose={() => setIsRunning(false)} onDone={() => onRun(null)} /> : null}
    </>
  );
}

/** Currencies of the run, then those that only have old breaks, then the rejected rows, which have none. */
function currencyNames(detail: LedgerDetail): string[] {
  return [
    ...new Set([
      ...detail.bridges.map(({ currency }) => currency),
      ...detail.tallies.map(({ currency }) => currency).filter((one) => one !== ''),
      ...(detail.tallies.some(({ currency }) => currency === '') ? [''] : []),
    ]),
  ];
}
