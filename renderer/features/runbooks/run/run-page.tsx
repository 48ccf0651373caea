import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { RunDetail } from '../../../../shared/contract/runbooks.ts';
import { api, client } from '../../../app/client.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { useReadOnly } from '../../../ui/read-only.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Mark } from '../../../ui/mark.tsx';
import { saveExport } from '../run-runbook.ts';
import { askWords, runStanding } from '../runbook-words.ts';
import { copyTicket, RunAside } from './run-aside.tsx';
import { RunDialogs, type RunQuestion } from './run-dialogs.tsx';
import { RunEnd } from './run-end.tsx';
import { StepList } from './step-list.tsx';
import { StepPane } from './step-pane.tsx';
import { useRunActions } from './use-run-actions.ts';
import './run.css';

/** One run: its steps, the one that is asked now in the middle, and its record. */
export function RunPage({ id }: { readonly id: string }): ReactElement {
  const run = useQuery(api.runbooks.run.queryOptions({ input: { id } }));
  if (run.error) return <FaultNote fault={run.error} onRetry={() => void run.refetch()} />;
  if (!run.data) return <Loading lines={8} />;
  return <OpenRun detail={run.data} />;
}

function OpenRun({ detail }: { readonly detail: RunDetail }): ReactElement {
  const { run, incident } = detail;
  const actions = useRunActions(detail);
  const [looked, setLooked] = useState<number | null>(null);
  const [question, setQuestion] = useState<RunQuestion | null>(null);
  const isOpen = run.state === 'running' || run.state === 'waiting';
  const isReadOnly = useReadOnly();
  const canAct = isOpen && !isReadOnly;
  const isWaiting = run.state === 'waiting';
  // Whoever looks at another step comes back to the middle when the run goes on.
  const [stoodAt, setStoodAt] = useState(detail.current);
  if (stoodAt !== detail.current) {
    setStoodAt(detail.current);
    setLooked(null);
  }
  const shown = detail.steps.find((step) => step.number === (looked ?? detail.current)) ?? null;
  const pauseOrResume = (): void => {
    if (isWaiting) void actions.change('The run goes on', () => client.runbooks.resume({ runId: run.id }));
    else setQuestion('pause');
  };
  const look = (by: number): void => {
    const from = shown?.number ?? detail.steps.length + 1;
    const to = Math.min(detail.steps.length, Math.max(1, from + by));
    setLooked(to === detail.current ? null : to);
  };
  useShortcut('p', isWaiting ? 'Go on with the run' : 'Pause the run', pauseOrResume, canAct);
  useShortcut('b', 'Back to the step before', () => void actions.act({ kind: 'back' }), canAct);
  useShortcut('h', 'Hand over the run', () => setQuestion('hand over'), canAct);
  useShortcut('c', 'Copy the vendor ticket', () => void copyTicket(detail));
  useShortcut('[', 'Look at the step before', () => look(-1));
  useShortcut(']', 'Look at the next step', () => look(1));
  usePaletteActions('run', [
    { words: 'Copy the vendor ticket', keys: 'c', run: () => void copyTicket(detail) },
    { words: 'Save this run as Markdown', run: () => void saveExport('run', run.id, 'markdown') },
    { words: 'Save this run as PDF', run: () => void saveExport('run', run.id, 'pdf') },
    ...(canAct ? [{ words: 'End this run unsolved', run: () => setQuestion('finish' as const) }] : []),
    { words: 'Add a follow-up to this run', run: () => setQuestion('follow up' as const) },
  ]);
  const standing = runStanding(run);
  return (
    <div className="rb-run">
      <header className="rb-head">
        <div className="rb-head-words">
          <p className="rb-crumb">
            <DoorLink door={{ place: 'runbooks', kind: 'runs' }}>Runs</DoorLink> / {run.isDrill ? 'Drill' : 'Run'} {run.number}
          </p>
          <h1>{run.subjectName === null ? run.runbookName : `${run.runbookName}: ${run.subjectName}`}</h1>
          <p className="rb-sub">
            {[incident ? `${incident.title}, ${incident.words}` : run.reason, `${run.stepsDone} of ${run.steps} steps done`]
              .filter(Boolean)
              .join(' · ')}{' '}
            ·{' '}
            <b data-state={standing.state}>
              <Mark state={standing.state} /> {isOpen ? askWords(detail) : standing.words}
            </b>
          </p>
        </div>
        <div className="rb-head-buttons">
          {canAct ? (
            <>
              <Button kind="quiet" onClick={() => setQuestion('abort')}>
                Abort
              </Button>
              <Button onClick={() => setQuestion('hand over')}>Hand over</Button>
              <Button
                icon={isWaiting ? <IconPlayerPlay stroke={1.6} aria-hidden="true" /> : <IconPlayerPause stroke={1.6} aria-hidden="true" />}
                onClick={pauseOrResume}
              >
                {isWaiting ? 'Go on' : 'Pause'}
              </Button>
            </>
          ) : (
            <Button onClick={() => setQuestion('follow up')}>Add follow-up</Button>
          )}
        </div>
      </header>
      <div className="rb-columns">
        <StepList detail={detail} shown={shown?.number ?? null} onShow={(step) => setLooked(step === detail.current ? null : step)} />
        <section className="rb-mid" aria-label="Step">
          {shown ? (
            <StepPane
              key={`${shown.number} ${shown.reachedAt ?? 0}`}
              detail={detail}
              step={shown}
              actions={actions}
              canAct={canAct && shown.number === detail.current}
              onAsk={setQuestion}
              onBackToNow={looked === null ? null : () => setLooked(null)}
            />
          ) : (
            <RunEnd
              detail={detail}
              canAct={canAct}
              onFinish={() => setQuestion('finish')}
              onBack={() => void actions.act({ kind: 'back' })}
            />
          )}
        </section>
        <RunAside detail={detail} canAct={canAct} />
      </div>
      {question !== null && <RunDialogs question={question} detail={detail} actions={actions} onClose={() => setQuestion(null)} />}
    </div>
  );
}
