import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { RunbookDetail } from '../../../shared/contract/runbooks.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { ReadStep } from './read-step.tsx';
import { attempt, saveExport } from './run-runbook.ts';
import { RunbookAside } from './runbook-aside.tsx';
import { StartDialog } from './start-dialog.tsx';
import './run/run.css';

/** One runbook to read: its steps as they are published, and at the right what is known of it. */
export function RunbookPage({ id }: { readonly id: string }): ReactElement {
  const shown = useQuery(api.runbooks.show.queryOptions({ input: { id } }));
  if (shown.error) return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  if (!shown.data) return <Loading lines={8} />;
  return <OpenRunbook detail={shown.data} />;
}

function OpenRunbook({ detail }: { readonly detail: RunbookDetail }): ReactElement {
  const { runbook: row } = detail;
  const people = useQuery(api.runbooks.people.queryOptions({ input: {} }));
  const [isStarting, setIsStarting] = useState(false);
  const source = detail.publishedSource ?? detail.source;
  const { runbook } = useMemo(() => readRunbook(source), [source]);
  const isPublished = row.published > 0;
  const edit = (): void => go({ place: 'runbooks', kind: 'edit', id: row.id });
  const canStart = isPublished && !row.isRetired;
  useShortcut('e', 'Edit the runbook', edit);
  useShortcut('s', 'Start a run', () => setIsStarting(true), canStart);
  const publish = async (): Promise<void> => void (await attempt('Published', () => client.runbooks.publish({ id: row.id })));
  usePaletteActions('runbook', [
    { words: 'Edit this runbook', keys: 'e', run: edit },
    ...(canStart ? [{ words: 'Start a run of it', keys: 's', run: () => setIsStarting(true) }] : []),
    { words: 'Save this runbook as Markdown', run: () => void saveExport('runbook', row.id, 'markdown') },
    { words: 'Save this runbook as PDF', run: () => void saveExport('runbook', row.id, 'pdf') },
    {
      words: row.isRetired ? 'Use this runbook again' : 'Retire this runbook',
      run: () =>
        void attempt(row.isRetired ? 'In use again' : 'Retired', () => client.runbooks.retire({ id: row.id, isRetired: !row.isRetired })),
    },
  ]);
  return (
    <div className="rb-run">
      <header className="rb-head">
        <div className="rb-head-words">
          <p className="rb-crumb">
            <DoorLink door={{ place: 'runbooks' }}>Runbooks</DoorLink> / {isPublished ? `v${row.published}` : 'draft'}
          </p>
          <h1>{row.name}</h1>
          <p className="rb-sub">
            {row.purpose} ·{' '}
            <b data-state={row.standing.state}>
              <Mark state={row.standing.state} /> {row.standing.words}
            </b>
          </p>
        </div>
        <div className="rb-head-buttons">
          <Button icon={<IconPencil stroke={1.6} aria-hidden="true" />} keys="e" onClick={edit}>
            {row.hasDraft && isPublished ? 'Edit draft' : 'Edit'}
          </Button>
          {canStart ? (
            <Button kind="primary" keys="s" onClick={() => setIsStarting(true)}>
              Start a run
            </Button>
          ) : isPublished ? null : (
            <Button kind="primary" onClick={() => void publish()}>
              Publish
            </Button>
          )}
        </div>
      </header>
      <div className="rb-book">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and whoever has no mouse must get to all of it. */}
        <section className="rb-read" aria-label="Steps" tabIndex={0}>
          {runbook.intro !== '' && <MarkdownView text={runbook.intro} />}
          {runbook.steps.map((step) => (
            <ReadStep key={step.number} step={step} steps={runbook.steps} />
          ))}
        </section>
        <RunbookAside detail={detail} />
      </div>
      {isStarting && <StartDialog runbooks={[row]} people={people.data ?? []} runbookId={row.id} onClose={() => setIsStarting(false)} />}
    </div>
  );
}
