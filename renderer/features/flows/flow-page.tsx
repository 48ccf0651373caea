import { Menu } from '@mantine/core';
import { IconCopyPlus, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { FlowDetail, FlowRun } from '../../../shared/contract/flows.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { MenuItem } from '../../ui/menu-item.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { When } from '../../ui/when.tsx';
import { AddStep } from './add-step.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { duplicateFlow, removeFlow, stopRun } from './edit-flow.ts';
import { runColumns } from './flow-columns.tsx';
import { runStateWords } from './flow-words.ts';
import { RenameFlow } from './rename-flow.tsx';
import { RunPanel } from './run-panel.tsx';
import { SchedulePanel } from './schedule-panel.tsx';
import { StepList } from './step-list.tsx';
import { useRunChoice, type RunChoice } from './use-run-choice.ts';

type Side = 'run' | 'runs' | 'schedule';

/** One flow: its steps as they are read, and beside them what they are run with, its runs and its schedule. */
export function FlowPage({ id }: { readonly id: string }): ReactElement {
  const flow = useQuery(api.flows.show.queryOptions({ input: { id } }));
  if (flow.error) return <FaultNote fault={flow.error} onRetry={() => void flow.refetch()} />;
  if (!flow.data) return <Loading />;
  return <Shown flow={flow.data} />;
}

function Shown({ flow }: { readonly flow: FlowDetail }): ReactElement {
  const [openId, setOpenId] = useState<string | null>(null);
  const [side, setSide] = useState<Side>('run');
  const [isAdding, setIsAdding] = useState(false);
  const [isRenaming, setIsRenaming] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const choice = useRunChoice(flow);
  const [last] = flow.lastRuns;
  const running = last?.state === 'running' ? last : null;
  const isRunnable = flow.problems.length === 0 && flow.steps > 0 && !choice.isBlocked;

  const start = async (confirmProduction: string[]): Promise<void> => {
    setIsStarting(true);
    setFault(null);
    try {
      const { file, rows, concurrency, values } = choice;
      const data = file === null ? null : { file };
      const run = await client.flows.start({ id: flow.id, data, rows, concurrency, confirmProduction, values: { ...values } });
      setIsConfirming(false);
      go({ place: 'console', kind: 'flow-run', id: run.id });
    } catch (error) {
      setFault(error);
      setIsConfirming(false);
      setSide('run');
    } finally {
      setIsStarting(false);
    }
  };
  const run = (): void => {
    if (!isRunnable || running || isStarting) return;
    if (flow.guarded.length > 0) setIsConfirming(true);
    else void start([]);
  };
  useShortcut('mod+enter', 'Run the flow', run, isRunnable && !running);
  useShortcut('a', 'Add a step', () => setIsAdding(true));
  usePaletteActions('flow', [
    ...(isRunnable && !running ? [{ words: `Run “${flow.name}”`, keys: 'mod+Enter', run }] : []),
    { words: 'Add a step', keys: 'a', run: () => setIsAdding(true) },
    { words: `When “${flow.name}” runs by itself`, run: () => setSide('schedule') },
    { words: `Duplicate “${flow.name}”`, run: () => void duplicateFlow(flow.id) },
  ]);
  return (
    <div className="flo-page">
      <PageHeader
        title={flow.name}
        sub={<Sub flow={flow} reading={choice.isReading && !running ? (choice.file?.name ?? null) : null} />}
        actions={
          <>
            <Menu position="bottom-end" width={200}>
              <Menu.Target>
                <Button kind="quiet" changes aria-label="More" title="More" icon={<IconDots size={16} stroke={1.6} aria-hidden="true" />} />
              </Menu.Target>
              <Menu.Dropdown>
                <MenuItem leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => setIsRenaming(true)}>
                  Rename or move…
                </MenuItem>
                <MenuItem leftSection={<IconCopyPlus size={16} stroke={1.6} />} onClick={() => void duplicateFlow(flow.id)}>
                  Duplicate
                </MenuItem>
                <MenuItem leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => void removeFlow(flow)}>
                  Remove
                </MenuItem>
              </Menu.Dropdown>
            </Menu>
            {running ? (
              <Button onClick={() => void stopRun(running)}>Stop run {running.number}</Button>
            ) : (
              <Button kind="primary" keys="mod+Enter" loading={isStarting} disabled={!isRunnable} title={hindranceOf(choice)} onClick={run}>
                {choice.rowCount > 1 ? `Run ${formatCount(choice.rowCount)} rows` : 'Run'}
              </Button>
            )}
          </>
        }
      />
      <div className="flo-two">
        <div className="flo-left">
          {flow.steps === 0 ? (
            <Empty
              title="It has no steps yet. A step sends a saved request, takes values from its answer, and checks it."
              action={<Button onClick={() => setIsAdding(true)}>Add a step</Button>}
            />
          ) : (
            <>
              <StepList flow={flow} openId={openId} onOpen={setOpenId} />
              <Button small className="flo-add" keys="a" onClick={() => setIsAdding(true)}>
                Add step
              </Button>
            </>
          )}
          {flow.problems
            .filter(({ stepId }) => stepId === null && flow.steps > 0)
            .map(({ words }) => (
              <p key={words} className="flo-problem">
                {words}
              </p>
            ))}
          {flow.notes !== '' && <p className="flo-notes">{flow.notes}</p>}
        </div>
        <section className="flo-side" aria-label="Running it">
          <Tabs<Side>
            label="Running it"
            value={side}
            onChange={setSide}
            items={[
              { value: 'run', label: 'Run with' },
              { value: 'runs', label: 'Runs', count: flow.lastRuns.length },
              { value: 'schedule', label: 'By itself' },
            ]}
          />
          {side === 'run' && (
            <>
              {fault !== null && <FaultNote fault={fault} />}
              <RunPanel flow={flow} choice={choice} />
            </>
          )}
          {side === 'runs' && <FlowRuns flow={flow} />}
          {side === 'schedule' && <SchedulePanel flow={flow} />}
        </section>
      </div>
      {isAdding && <AddStep flow={flow} onClose={() => setIsAdding(false)} onAdded={setOpenId} />}
      {isRenaming && <RenameFlow flow={flow} onClose={() => setIsRenaming(false)} />}
      {isConfirming && (
        <ConfirmRun
          name={flow.name}
          places={flow.guarded}
          rows={choice.rowCount}
          verb="Run"
          isBusy={isStarting || choice.isReading}
          onClose={() => setIsConfirming(false)}
          onConfirm={(names) => void start(names)}
        />
      )}
    </div>
  );
}

/** Why it cannot be run now, where that is not said in the flow's own problems. */
function hindranceOf({ isReading, file, peeked }: RunChoice): string | undefined {
  if (isReading) return 'The data file is being read';
  if (!peeked || peeked.missing.length === 0) return undefined;
  const names = peeked.missing.join(', ');
  return file === null ? `Give ${names}, or choose a file with it` : `${file.name} has no column for ${names}: give it by hand`;
}

function Sub({ flow, reading }: { readonly flow: FlowDetail; readonly reading: string | null }): ReactElement {
  const [last] = flow.lastRuns;
  if (flow.problems.length > 0 && flow.steps > 0) return <>It cannot run yet: {flow.problems[0]?.words}</>;
  if (reading !== null) return <>It cannot run yet: {reading} is being read.</>;
  if (!last) return <>Not run yet{flow.environmentWords === '' ? '' : `; it would go to ${flow.environmentWords}`}</>;
  return (
    <>
      Run {last.number} {last.state === 'running' ? 'is running' : runStateWords[last.state]}, <When at={last.startedAt} />
      {flow.environmentWords === '' ? '' : `, ${flow.environmentWords}`}
    </>
  );
}

const besideColumns = runColumns.filter(
  ({ key }) => key !== 'flow' && key !== 'where' && key !== 'took' && key !== 'who' && key !== 'checks',
);

function FlowRuns({ flow }: { readonly flow: FlowDetail }): ReactElement {
  const runs = useQuery(api.flows.runs.queryOptions({ input: { flowId: flow.id } }));
  return (
    <DataTable<FlowRun>
      of={['run', 'runs']}
      rows={runs.data ?? []}
      columns={besideColumns}
      rowId={(row) => row.id}
      onOpen={(row) => go({ place: 'console', kind: 'flow-run', id: row.id })}
      csvName="Runs of the flow"
      isLoading={runs.isPending}
      empty={<Empty title="It was not run yet. A run keeps what each row sent and what came back." />}
    />
  );
}
