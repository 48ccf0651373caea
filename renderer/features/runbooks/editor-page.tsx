import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { RunbookDetail } from '../../../shared/contract/runbooks.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { useCurrentAnswer } from '../../ui/current-answer.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Segments } from '../../ui/segments.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { MarkdownEditor } from './markdown-editor.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { ReadStep } from './read-step.tsx';
import { attempt } from './run-runbook.ts';
import { StepKindIcon } from './step-kind-icon.tsx';
import './run/run.css';

/** Writes a runbook: the text, beside it its steps and what is wrong, kept as a draft while you write. */
export function EditorPage({ id }: { readonly id: string }): ReactElement {
  const shown = useQuery(api.runbooks.show.queryOptions({ input: { id } }));
  const detail = useCurrentAnswer(shown);
  if (shown.error) return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  if (!detail) return <Loading lines={8} />;
  return <OpenEditor detail={detail} />;
}

const keepAfterMs = 600;

function OpenEditor({ detail }: { readonly detail: RunbookDetail }): ReactElement {
  const { runbook: row } = detail;
  const [initial] = useState(detail.source);
  const [text, setText] = useState(initial);
  const [kept, setKept] = useState(initial);
  const [view, setView] = useState<'text' | 'preview'>('text');
  const [goTo, setGoTo] = useState<{ line: number; turn: number } | null>(null);
  const [isPublishing, setIsPublishing] = useState(false);
  const settled = useDeferredValue(text);
  const read = useMemo(() => readRunbook(settled), [settled]);
  const checked = useQuery(api.runbooks.check.queryOptions({ input: { source: kept } }));
  // What the text alone shows is there at once; what needs the workspace follows when the draft is kept.
  const fresh = kept === settled ? checked.data : undefined;
  const problems = useMemo(() => fresh ?? [...read.problems], [fresh, read.problems]);
  const notes = useMemo(
    () => problems.filter((one) => one.severity === 'error').map((one) => ({ line: one.line, words: one.happened })),
    [problems],
  );
  const latest = useRef({ text, kept, isDiscarded: false });
  useEffect(() => {
    latest.current.text = text;
    latest.current.kept = kept;
  });
  const keepNow = useCallback(async (): Promise<boolean> => {
    const { text: source, kept: before, isDiscarded } = latest.current;
    if (source === before || isDiscarded) return true;
    const saved = await attempt(null, () => client.runbooks.save({ id: row.id, source }));
    if (saved === null) return false;
    // What was written meanwhile is kept next.
    latest.current.kept = source;
    setKept(source);
    return true;
  }, [row.id]);
  useEffect(() => {
    if (text === kept) return undefined;
    const timer = setTimeout(() => void keepNow(), keepAfterMs);
    return () => clearTimeout(timer);
  }, [text, kept, keepNow]);
  // Whoever goes elsewhere by any door takes the last words along.
  useEffect(() => () => void keepNow(), [keepNow]);
  const errors = problems.filter((one) => one.severity === 'error');
  const isDraft = row.hasDraft || text !== detail.publishedSource;
  const leave = async (): Promise<void> => {
    if (await keepNow()) go({ place: 'runbooks', kind: 'runbook', id: row.id });
  };
  const jump = (line: number): void => {
    setView('text');
    setGoTo((before) => ({ line, turn: (before?.turn ?? 0) + 1 }));
  };
  const publish = (): void => setIsPublishing(true);
  useShortcut('mod+s', 'Keep the draft now', () => void keepNow());
  useShortcut('mod+Enter', 'Publish', publish, isDraft && errors.length === 0);
  useShortcut('Escape', 'Back to the runbook', () => void leave());
  const discard = async (): Promise<void> => {
    latest.current.isDiscarded = true;
    const done = await attempt('Draft discarded', () => client.runbooks.discardDraft({ id: row.id }));
    latest.current.isDiscarded = done !== null;
    if (done) go({ place: 'runbooks', kind: 'runbook', id: row.id });
  };
  usePaletteActions('runbook editor', row.published > 0 && isDraft ? [{ words: 'Discard this draft', run: () => void discard() }] : []);
  return (
    <div className="rb-run">
      <header className="rb-head">
        <div className="rb-head-words">
          <p className="rb-crumb">
            <DoorLink door={{ place: 'runbooks' }}>Runbooks</DoorLink> /{' '}
            <DoorLink door={{ place: 'runbooks', kind: 'runbook', id: row.id }}>{row.name}</DoorLink> / draft
          </p>
          <h1>{read.runbook.head.name || row.name}</h1>
          <p className="rb-sub">
            {read.runbook.steps.length} {read.runbook.steps.length === 1 ? 'step' : 'steps'} ·{' '}
            {standingWords(errors.length, isDraft, row.published)}
            {!isDraft ? '' : text === kept ? ' · draft kept' : ' · keeping …'}
          </p>
        </div>
        <div className="rb-head-buttons">
          <Segments
            label="Show"
            value={view}
            onChange={setView}
            items={[
              { value: 'text', label: 'Text' },
              { value: 'preview', label: 'Preview' },
            ]}
          />
          <Button onClick={() => void leave()}>Close</Button>
          <Button kind="primary" disabled={!isDraft || errors.length > 0} onClick={publish}>
            Publish
          </Button>
        </div>
      </header>
      <div className="rb-edit">
        <div className="rb-edit-text" hidden={view !== 'text'}>
          <MarkdownEditor initial={initial} onChange={setText} notes={notes} goTo={goTo} />
        </div>
        {view === 'preview' && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and whoever has no mouse must get to all of it.
          <section className="rb-read" aria-label="Preview" tabIndex={0}>
            {read.runbook.intro !== '' && <MarkdownView text={read.runbook.intro} />}
            {read.runbook.steps.map((step) => (
              <ReadStep key={step.number} step={step} steps={read.runbook.steps} />
            ))}
          </section>
        )}
        <aside className="rb-aside" aria-label="Outline">
          <section>
            <h2>Steps</h2>
            <ol className="rb-outline">
              {read.runbook.steps.map((step) => (
                <li key={step.number}>
                  <button
                    type="button"
                    data-bad={
                      problems.some(
                        (one) =>
                          one.severity === 'error' &&
                          one.line >= step.line &&
                          one.line < (read.runbook.steps[step.number]?.line ?? Infinity),
                      ) || undefined
                    }
                    onClick={() => jump(step.line)}
                  >
                    <span className="num faint">{step.number}</span>
                    <StepKindIcon kind={step.kind} />
                    <span className="ellipsis">{step.title}</span>
                  </button>
                </li>
              ))}
            </ol>
          </section>
          <section>
            <h2>{problems.length === 0 ? 'Nothing to mend' : `${problems.length} to look at`}</h2>
            <ul className="rb-findings">
              {problems.map((one) => (
                <li key={`${one.line} ${one.happened}`}>
                  <Mark state={one.severity === 'error' ? 'broken' : 'soon'} />
                  <span>
                    <button type="button" className="rb-door" onClick={() => jump(one.line)}>
                      line {one.line}
                    </button>{' '}
                    {one.happened} <span className="faint">{one.remedy}</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </aside>
      </div>
      {isPublishing && <PublishDialog id={row.id} number={row.published + 1} keep={keepNow} onClose={() => setIsPublishing(false)} />}
    </div>
  );
}

function standingWords(errors: number, isDraft: boolean, published: number): string {
  if (errors > 0) return `${errors} to mend before it is published`;
  return isDraft ? 'can be published' : `as published in v${published}; change it to make a draft`;
}

interface PublishDialogProps {
  readonly id: string;
  readonly number: number;
  readonly keep: () => Promise<boolean>;
  readonly onClose: () => void;
}

function PublishDialog({ id, number, keep, onClose }: PublishDialogProps): ReactElement {
  const [note, setNote] = useState('');
  const publish = async (): Promise<void> => {
    if (!(await keep())) return;
    if (await attempt(`Revision ${number} published`, () => client.runbooks.publish({ id, note: note.trim() })))
      go({ place: 'runbooks', kind: 'runbook', id });
  };
  return (
    <Dialog opened title={`Publish revision ${number}?`} onClose={onClose} primary={{ words: 'Publish', run: publish }}>
      <div className="rb-form">
        <p className="muted">
          It is never changed again. Runs under way stay with theirs; new ones follow this. Everybody has it to read anew.
        </p>
        <TextField label="What is new" value={note} onChange={setNote} autoFocus />
      </div>
    </Dialog>
  );
}
