import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { RunDetail, RunRow } from '../../../shared/contract/flows.ts';
import { starterWords } from '../../../shared/domain/flows/starter-words.ts';
import { api, client } from '../../app/client.ts';
import { go, goInstead } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import type { GuardedPlace } from '../../../shared/contract/guarded-place.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { When } from '../../ui/when.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { saveReport, stopRun } from './edit-flow.ts';
import { checkWords, retriedWords, rowName, runSub, runTitle, tookWords } from './flow-words.ts';
import { RowAside } from './row-aside.tsx';
import { rowColumns } from './row-columns.tsx';

type Shown = 'all' | 'failed' | 'checks' | 'unknown' | 'waiting';

/** What of a run a door opens: the run, the rows of its file, the rows with checks that do not hold. */
export type RunOpens = 'run' | 'rows' | 'checks';

/** One run: how it ended or how far it is, every row with what came back, and what can be done about the rest. */
export function RunPage({ id, opens }: { readonly id: string; readonly opens: RunOpens }): ReactElement {
  const run = useQuery(api.flows.run.queryOptions({ input: { id } }));
  const rows = useQuery(api.flows.rows.queryOptions({ input: { id } }));
  if (run.error) return <FaultNote fault={run.error} onRetry={() => void run.refetch()} />;
  if (!run.data) return <Loading />;
  return <Filled run={run.data} rows={rows.data ?? noRows} isLoading={rows.isPending} opens={opens} />;
}

const noRows: readonly RunRow[] = [];

function Filled({
  run,
  rows,
  isLoading,
  opens,
}: {
  readonly run: RunDetail;
  readonly rows: readonly RunRow[];
  readonly isLoading: boolean;
  readonly opens: RunOpens;
}): ReactElement {
  const [shown, setShown] = useState<Shown>('all');
  const [openRow, setOpenRow] = useState<number | null>(null);
  const [asking, setAsking] = useState<'resume' | 'retry' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const columns = useMemo(() => rowColumns(run.captureNames), [run.captureNames]);
  const parts = useMemo(() => partsOf(rows), [rows]);
  const sub = runSub(run);
  const hasBroken = parts.checks.length > 0 && rows.length > 1;
  const wanted = opens === 'run' ? shown : opens === 'rows' ? 'all' : 'checks';
  const view = parts[wanted].length === 0 ? 'all' : wanted;
  const choose = (next: Shown): void => {
    setShown(next);
    if (opens !== 'run') goInstead({ place: 'console', kind: 'flow-run', id: run.id });
  };
  const table = useRef<HTMLDivElement>(null);
  // Who asked for rows is at them: arrows and Enter go on from there.
  useEffect(() => {
    if (opens !== 'run' && !isLoading) table.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }, [opens, isLoading]);
  // With one row there is nothing to choose: it stands open.
  const opened = openRow ?? (run.rows === 1 && !run.isRunning ? (rows.find(({ row }) => row > 0)?.row ?? null) : null);
  const row = rows.find((one) => one.row === opened) ?? null;

  const act = async (what: 'resume' | 'retry', confirmProduction: string[]): Promise<void> => {
    setIsBusy(true);
    try {
      const next =
        what === 'resume'
          ? await client.flows.resume({ id: run.id, confirmProduction })
          : await client.flows.retryFailures({ id: run.id, confirmProduction, ...(run.retryDoubt === '' ? {} : { despiteRestore: true }) });
      setAsking(null);
      if (next.id !== run.id) go({ place: 'console', kind: 'flow-run', id: next.id });
    } catch (error) {
      setAsking(null);
      sayFailed(error);
    } finally {
      setIsBusy(false);
    }
  };
  // Going on sends what the run began with; the failures are run with the flow as it is now, where the run went.
  const placesFor = (what: 'resume' | 'retry'): readonly GuardedPlace[] => (what === 'resume' ? run.guarded : run.guardedAgain);
  const doubtOf = (what: 'resume' | 'retry'): string => (what === 'retry' ? run.retryDoubt : '');
  const ask = (what: 'resume' | 'retry'): void => {
    if (placesFor(what).length > 0 || doubtOf(what) !== '') setAsking(what);
    else void act(what, []);
  };
  useShortcut(
    'r',
    run.canResume ? 'Go on with the run' : 'Run the failures again',
    () => ask(run.canResume ? 'resume' : 'retry'),
    run.canResume || run.canRetry,
  );
  usePaletteActions('flow-run', [
    ...(run.isRunning ? [{ words: `Stop run ${run.number}`, run: () => void stopRun(run) }] : []),
    ...(run.canResume ? [{ words: `Go on with run ${run.number}`, keys: 'r', run: () => ask('resume') }] : []),
    ...(run.canRetry ? [{ words: `Run the failures of run ${run.number} again`, run: () => ask('retry') }] : []),
    { words: 'Receipt of this run as PDF', run: () => void saveReport(run, 'receipt-pdf') },
    { words: 'Result file of this run', run: () => void saveReport(run, 'csv') },
  ]);
  return (
    <>
      <Split
        storageKey="flow-run"
        asideTitle={row === null ? '' : rowName(row.row)}
        aside={row === null ? null : <RowAside run={run} row={row} />}
        onClose={() => setOpenRow(run.rows === 1 ? -2 : null)}
        main={
          <div className="flo-home">
            <PageHeader
              title={runTitle(run)}
              sub={run.isRunning ? 'It is running' : hasBroken && sub === checkWords(run) ? <BrokenChecks run={run} /> : sub}
              actions={
                <>
                  <ExportMenu run={run} />
                  {run.isRunning && <Button onClick={() => void stopRun(run)}>Stop</Button>}
                  {run.canRetry && (
                    <Button kind={run.canResume ? 'default' : 'primary'} loading={isBusy && asking === null} onClick={() => ask('retry')}>
                      Run {retriedWords(run)} again
                    </Button>
                  )}
                  {run.canResume && (
                    <Button kind="primary" keys="r" loading={isBusy && asking === null} onClick={() => ask('resume')}>
                      Go on
                    </Button>
                  )}
                </>
              }
            />
            <RunFacts run={run} hasBroken={hasBroken && (run.isRunning || sub !== checkWords(run))} />
            {run.isRunning && <Progress run={run} />}
            {rows.length > 1 && (
              <div className="flo-views">
                <Tabs<Shown>
                  label="Which rows"
                  value={view}
                  onChange={choose}
                  items={[
                    { value: 'all', label: 'All', count: parts.all.length },
                    ...(parts.failed.length > 0
                      ? [{ value: 'failed', label: 'Failed', count: parts.failed.length, tone: 'bad' } as const]
                      : []),
                    ...(parts.checks.length > 0
                      ? [{ value: 'checks', label: 'Checks do not hold', count: parts.checks.length, tone: 'bad' } as const]
                      : []),
                    ...(parts.unknown.length > 0
                      ? [{ value: 'unknown', label: 'Unknown', count: parts.unknown.length, tone: 'bad' } as const]
                      : []),
                    ...(parts.waiting.length > 0 ? [{ value: 'waiting', label: 'To do', count: parts.waiting.length } as const] : []),
                  ]}
                />
              </div>
            )}
            <div ref={table} className="flo-rows">
              <DataTable<RunRow>
                rows={parts[view]}
                columns={columns}
                rowId={(one) => String(one.row)}
                selectedId={opened === null ? null : String(opened)}
                onOpen={(one) => setOpenRow(one.row)}
                csvName={`${run.flowName} run ${run.number}`}
                isLoading={isLoading}
                empty={<Empty title="The run has no rows." />}
              />
            </div>
          </div>
        }
      />
      {asking !== null && (
        <ConfirmRun
          name={run.flowName}
          places={placesFor(asking)}
          rows={asking === 'resume' ? run.counts.waiting + run.counts.running : run.retriable}
          verb={asking === 'resume' ? 'Go on with' : 'Run the failures of'}
          doubt={doubtOf(asking)}
          isBusy={isBusy}
          onClose={() => setAsking(null)}
          onConfirm={(names) => void act(asking, names)}
        />
      )}
    </>
  );
}

function partsOf(rows: readonly RunRow[]): Record<Shown, readonly RunRow[]> {
  return {
    all: rows,
    failed: rows.filter(({ state }) => state === 'failed' || state === 'partial'),
    checks: rows.filter(({ brokenChecks }) => brokenChecks > 0),
    unknown: rows.filter(({ state }) => state === 'unknown'),
    waiting: rows.filter(({ state }) => state === 'waiting' || state === 'running'),
  };
}

function RunFacts({ run, hasBroken }: { readonly run: RunDetail; readonly hasBroken: boolean }): ReactElement {
  return (
    <p className="flo-facts">
      <DoorLink door={{ place: 'console', kind: 'flow', id: run.flowId }}>{run.flowName}</DoorLink>
      {run.calls > 0 && (
        <DoorLink door={{ place: 'console', kind: 'history-run', id: String(run.number) }}>
          {formatCount(run.calls)} {run.calls === 1 ? 'call' : 'calls'}
        </DoorLink>
      )}
      {hasBroken && <BrokenChecks run={run} />}
      <span>{run.environmentWords}</span>
      {run.fileName !== null && (
        <DoorLink door={{ place: 'console', kind: 'flow-run-rows', id: run.id }} title={fileWords(run)}>
          {formatCount(run.rows)} {run.rows === 1 ? 'row' : 'rows'} of {run.fileName}
        </DoorLink>
      )}
      {run.retryOf !== null && (
        <span>
          repeats the failures of{' '}
          {run.retryOfId === null ? (
            `run ${run.retryOf}`
          ) : (
            <DoorLink door={{ place: 'console', kind: 'flow-run', id: run.retryOfId }}>run {run.retryOf}</DoorLink>
          )}
        </span>
      )}
      <span>
        {starterWords(run)}, <When at={run.startedAt} />
        {run.finishedAt !== null && `, took ${tookWords(run.finishedAt - run.startedAt)}`}
      </span>
    </p>
  );
}

/** What is kept of the file, for whoever compares it with theirs. */
const fileWords = ({ dataSha256 }: RunDetail): string =>
  `Its rows are kept, the file is not.${dataSha256 === null ? '' : ` SHA-256 ${dataSha256}`}`;

/** How many checks hold: opens the rows in which one does not. */
const BrokenChecks = ({ run }: { readonly run: RunDetail }): ReactElement => (
  <DoorLink door={{ place: 'console', kind: 'flow-run-checks', id: run.id }}>{checkWords(run)}</DoorLink>
);

function Progress({ run }: { readonly run: RunDetail }): ReactElement {
  const { counts } = run;
  const ended = run.rows - counts.waiting - counts.running;
  return (
    <div className="flo-progress" role="progressbar" aria-label="Rows" aria-valuemin={0} aria-valuemax={run.rows} aria-valuenow={ended}>
      <span style={{ width: `${(ended / Math.max(1, run.rows)) * 100}%` }} />
    </div>
  );
}

const reports = [
  ['receipt-pdf', 'Receipt, PDF'],
  ['receipt', 'Receipt, Markdown'],
  ['csv', 'Result file, CSV'],
  ['html', 'Report, HTML'],
  ['junit', 'Report, JUnit XML'],
  ['json', 'Report, JSON'],
] as const;

function ExportMenu({ run }: { readonly run: RunDetail }): ReactElement {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button icon={<IconDownload size={16} stroke={1.6} aria-hidden="true" />}>Receipt</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {reports.map(([format, words]) => (
          <Menu.Item key={format} onClick={() => void saveReport(run, format)}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
