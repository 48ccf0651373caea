import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { RunDetail, RunStep } from '../../../../shared/contract/runbooks.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { toast } from '../../../ui/toast.ts';
import { useNow } from '../../../ui/use-now.ts';
import { MarkdownView } from '../markdown-view.tsx';
import { durationWords, kindWords } from '../runbook-words.ts';
import { StepKindIcon } from '../step-kind-icon.tsx';
import { RequestCard } from './request-card.tsx';
import type { RunQuestion } from './run-dialogs.tsx';
import { ConfirmProduction } from './confirm-production.tsx';
import { ChecklistItems, DecisionOptions, Escalation, StepInputs, type EscalationDraft } from './step-answer.tsx';
import { StepNote } from './step-note.tsx';
import type { RunActions } from './use-run-actions.ts';
import './step-pane.css';

export interface StepPaneProps {
  readonly detail: RunDetail;
  readonly step: RunStep;
  readonly actions: RunActions;
  readonly canAct: boolean;
  readonly onAsk: (question: RunQuestion) => void;
  /** When another step than the current one is looked at. */
  readonly onBackToNow: (() => void) | null;
}

const dangerWords = { none: '', money: 'moves money', customers: 'customers see it', data: 'touches data' } as const;

/** The step in the middle: the question, what is expected, the answer that came, and what can be said to it. */
export function StepPane({ detail, step, actions, canAct, onAsk, onBackToNow }: StepPaneProps): ReactElement {
  const now = useNow();
  const note = useRef<HTMLTextAreaElement>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [escalation, setEscalation] = useState<EscalationDraft>({
    to: step.escalation?.to ?? '',
    channel: step.escalation?.channel ?? '',
    text: step.escalation?.text ?? '',
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isConfirming, setIsConfirming] = useState(false);
  const { isBusy } = actions;
  // Of a choice, what the chosen request changes.
  const place = step.request?.choices.find(({ id }) => id === chosen)?.confirm ?? step.request?.confirm ?? null;
  const send = (): void => {
    if (step.request === null || step.request.missing !== null || actions.isSending) return;
    if (step.request.choices.length > 0 && chosen === null && step.sends.length === 0)
      return toast({ words: 'Choose which request to send first', state: 'soon' });
    if (place !== null) setIsConfirming(true);
    else void actions.send(chosen, null);
  };
  const fillIn = (): void => {
    const known = Object.fromEntries(step.inputs.map((input) => [input.name, values[input.name] ?? input.value ?? '']));
    void actions.act({ kind: 'fill', values: known });
  };
  const done = (): void => void actions.act({ kind: 'done', differs: null });
  const last = step.sends.at(-1);
  const isSent = last !== undefined;
  const primary = primaryOf(step, isSent, { send, fillIn, done, call: () => void actions.act({ kind: 'escalate', ...escalation }) });
  const enter = (): void => {
    const focused = document.activeElement;
    // Enter on a focused button is that button's, not the step's.
    if (focused instanceof HTMLElement && focused.matches('button, a, summary')) focused.click();
    else primary?.run();
  };
  const number = (at: number): void => {
    if (step.kind === 'decision' && step.options[at]) void actions.act({ kind: 'answer', option: at });
    const item = step.items[at];
    if (step.kind === 'checklist' && item) void actions.act({ kind: 'tick', item: at, isTicked: !item.isTicked });
  };
  const isFree = canAct && !isBusy;
  useShortcut('Enter', primary?.words ?? 'Answer the step', enter, canAct && primary !== null);
  useShortcut('r', 'Send it again', send, isFree && isSent);
  useShortcut('n', 'Write a note', () => note.current?.focus(), canAct);
  useShortcut('s', 'Skip the step with a reason', () => onAsk('skip'), isFree && step.canSkip);
  useShortcut('d', 'Done, but it differs', () => onAsk('differs'), isFree && canDiffer(step, last?.isHeld ?? null));
  const answers = isFree && step.kind === 'decision' ? step.options.length : 0;
  // Ticks may come faster than they are kept; they wait their turn.
  const most = canAct && step.kind === 'checklist' ? step.items.length : answers;
  const what = step.kind === 'decision' ? 'Give answer' : 'Tick item';
  useNumbers(what, number, most);
  return (
    <>
      <div className="rb-kind">
        <Chip tone="accent" icon={<StepKindIcon kind={step.kind} />}>
          {kindWords[step.kind]}
        </Chip>
        <span className="faint num">{whereWords(detail, step, now)}</span>
        {step.danger !== 'none' && <Chip state="soon">{dangerWords[step.danger]}</Chip>}
        {step.byAnother && <Chip tone="line">not by {detail.run.startedBy}</Chip>}
      </div>
      <h2 className="rb-question">{step.title}</h2>
      {onBackToNow !== null && (
        <p className="rb-looking">
          You look at step {step.number}, {step.words}.{' '}
          {detail.current !== null && (
            <button type="button" className="rb-door" onClick={onBackToNow}>
              Back to step {detail.current}
            </button>
          )}
        </p>
      )}
      {step.text !== '' && <MarkdownView text={step.text} />}
      {(step.expected !== null || step.ifNot !== null || step.outOfHours !== null) && (
        <dl className="rb-expected">
          <Pair label="Expected" value={step.expected} />
          <Pair label="If not" value={step.ifNot} />
          <Pair label="At night" value={step.outOfHours} />
        </dl>
      )}
      <RequestCard
        step={step}
        isSending={actions.isSending}
        canSend={canAct}
        chosen={chosen}
        onChoose={setChosen}
        onSend={send}
        onStop={() => actions.stop()}
      />
      {step.kind === 'decision' && canAct && (
        <DecisionOptions step={step} isBusy={isBusy} onAnswer={(option) => void actions.act({ kind: 'answer', option })} />
      )}
      {step.kind === 'checklist' && (
        <ChecklistItems step={step} canTick={canAct} onTick={(item, isTicked) => void actions.act({ kind: 'tick', item, isTicked })} />
      )}
      {step.kind === 'input' &&
        (canAct ? (
          <StepInputs step={step} values={values} onChange={(name, value) => setValues({ ...values, [name]: value })} />
        ) : (
          <dl className="rb-expected">
            {step.inputs.map((input) => (
              <Pair key={input.name} label={input.label} value={input.value ?? 'not written down'} />
            ))}
          </dl>
        ))}
      {step.kind === 'escalate' && canAct && <Escalation value={escalation} onChange={setEscalation} />}
      {canAct && (
        <div className="rb-buttons">
          {primary !== null && step.kind !== 'decision' && (isSent || step.request === null) && (
            <Button kind="primary" keys="Enter" disabled={isBusy} onClick={primary.run}>
              {primary.words}
            </Button>
          )}
          {step.kind === 'escalate' && (
            <Button disabled={isBusy} onClick={() => void copyText(escalation.text)}>
              Copy the text
            </Button>
          )}
          {canDiffer(step, last?.isHeld ?? null) && (
            <Button keys="d" disabled={isBusy} onClick={() => onAsk('differs')}>
              Done, but differs
            </Button>
          )}
          <span className="rb-quiet">
            {step.canSkip && (
              <Button kind="quiet" keys="s" disabled={isBusy} onClick={() => onAsk('skip')}>
                Skip
              </Button>
            )}
            {detail.run.stepsDone > 0 && (
              <Button kind="quiet" keys="b" disabled={isBusy} onClick={() => void actions.act({ kind: 'back' })}>
                Back
              </Button>
            )}
          </span>
        </div>
      )}
      <StepNote step={step} field={note} canWrite={canAct} onKeep={(text) => actions.act({ kind: 'note', text })} />
      {isConfirming && step.request !== null && place !== null && (
        <ConfirmProduction
          what={step.request.choices.find(({ id }) => id === chosen)?.words ?? step.request.words}
          place={place}
          onClose={() => setIsConfirming(false)}
          onConfirm={(name) => {
            setIsConfirming(false);
            void actions.send(chosen, name);
          }}
        />
      )}
    </>
  );
}

/** The keys 1 to 9 for as many answers or items as there are. */
function useNumbers(what: string, run: (at: number) => void, most: number): void {
  useShortcut('1', `${what} 1`, () => run(0), most > 0);
  useShortcut('2', `${what} 2`, () => run(1), most > 1);
  useShortcut('3', `${what} 3`, () => run(2), most > 2);
  useShortcut('4', `${what} 4`, () => run(3), most > 3);
  useShortcut('5', `${what} 5`, () => run(4), most > 4);
  useShortcut('6', `${what} 6`, () => run(5), most > 5);
  useShortcut('7', `${what} 7`, () => run(6), most > 6);
  useShortcut('8', `${what} 8`, () => run(7), most > 7);
  useShortcut('9', `${what} 9`, () => run(8), most > 8);
}

async function copyText(text: string): Promise<void> {
  await shell.call('copyText', { text });
  toast({ words: 'Text copied' });
}

interface Primary {
  readonly words: string;
  readonly run: () => void;
}

function primaryOf(
  step: RunStep,
  isSent: boolean,
  runs: { readonly send: () => void; readonly fillIn: () => void; readonly done: () => void; readonly call: () => void },
): Primary | null {
  if (step.request !== null && !isSent) return { words: 'Send', run: runs.send };
  switch (step.kind) {
    case 'decision':
      return null;
    case 'input':
      return { words: 'Keep and go on', run: runs.fillIn };
    case 'escalate':
      return { words: 'Called, go on', run: runs.call };
    case 'verify':
      return step.sends.at(-1)?.isHeld === true ? { words: 'Verified, go on', run: runs.done } : null;
    case 'instruction':
    case 'checklist':
    case 'request':
      return { words: 'Done, go on', run: runs.done };
  }
}

/** A step that can be done in another way than the runbook expects. */
function canDiffer(step: RunStep, isHeld: boolean | null): boolean {
  if (step.kind === 'instruction' || step.kind === 'checklist') return true;
  return (step.kind === 'request' || step.kind === 'verify') && isHeld === true;
}

function whereWords(detail: RunDetail, step: RunStep, now: number): string {
  const soFar = step.reachedAt === null ? null : `${durationWords(now - step.reachedAt)} so far`;
  return [`step ${step.number} of ${detail.run.steps}`, step.minutes === null ? null : `usually ${step.minutes} min`, soFar]
    .filter(Boolean)
    .join(' · ');
}

function Pair({ label, value }: { readonly label: string; readonly value: ReactNode }): ReactElement | null {
  if (value === null) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
