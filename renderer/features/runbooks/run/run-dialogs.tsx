import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { RunDetail } from '../../../../shared/contract/runbooks.ts';
import { api, client } from '../../../app/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { RunActions } from './use-run-actions.ts';

export type RunQuestion = 'skip' | 'differs' | 'pause' | 'hand over' | 'abort' | 'finish' | 'follow up';

export interface RunDialogsProps {
  readonly question: RunQuestion;
  readonly detail: RunDetail;
  readonly actions: RunActions;
  readonly onClose: () => void;
}

/** What is asked before a run leaves its way: a reason, a person, an outcome. */
export function RunDialogs(props: RunDialogsProps): ReactElement {
  switch (props.question) {
    case 'hand over':
      return <HandOver {...props} />;
    case 'finish':
      return <Finish {...props} />;
    case 'follow up':
      return <AddFollowUp {...props} />;
    default:
      return <Reason {...props} question={props.question} />;
  }
}

interface ReasonWords {
  readonly title: string;
  readonly label: string;
  readonly why: string;
  readonly button: string;
  readonly isOptional?: boolean;
  readonly danger?: boolean;
}

const reasonWords: Readonly<Record<'skip' | 'differs' | 'pause' | 'abort', ReasonWords>> = {
  skip: { title: 'Skip this step?', label: 'Why', why: 'The run says that it was skipped, by whom and why.', button: 'Skip the step' },
  differs: {
    title: 'What differs?',
    label: 'What came in place of what was expected',
    why: 'The step is done, and marked as differing.',
    button: 'Done, go on',
  },
  pause: {
    title: 'Pause the run',
    label: 'What it waits for',
    why: 'The time until you go on is not counted as active.',
    button: 'Pause',
    isOptional: true,
  },
  abort: {
    title: 'Abort the run?',
    label: 'Why',
    why: 'It ends here and cannot be taken up again. What was done stays in the record.',
    button: 'Abort the run',
    danger: true,
  },
};

function Reason({
  question,
  detail,
  actions,
  onClose,
}: Omit<RunDialogsProps, 'question'> & { readonly question: keyof typeof reasonWords }): ReactElement {
  const [text, setText] = useState('');
  const words = reasonWords[question];
  const runId = detail.run.id;
  const run = async (): Promise<void> => {
    const reason = text.trim();
    const isDone =
      question === 'skip'
        ? await actions.act({ kind: 'skip', reason })
        : question === 'differs'
          ? await actions.act({ kind: 'done', differs: reason })
          : question === 'pause'
            ? await actions.change('Paused', () => client.runbooks.pause({ runId, waitingFor: reason }))
            : await actions.change('Aborted', () => client.runbooks.abort({ runId, reason }));
    if (isDone) onClose();
  };
  return (
    <Dialog
      opened
      title={words.title}
      onClose={onClose}
      primary={{
        words: words.button,
        run: () => void run(),
        disabled: words.isOptional !== true && text.trim() === '',
        loading: actions.isBusy,
        danger: words.danger,
      }}
    >
      <TextField label={words.label} reason={words.why} value={text} onChange={setText} autoFocus />
    </Dialog>
  );
}

function HandOver({ detail, actions, onClose }: RunDialogsProps): ReactElement {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [personId, setPersonId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const others = (people.data ?? []).filter((person) => person.name !== detail.heldBy);
  const hand = async (): Promise<void> => {
    if (personId === null) return;
    const isDone = await actions.change('Handed over', () =>
      client.runbooks.handOver({ runId: detail.run.id, toPersonId: personId, note: note.trim() }),
    );
    if (isDone) onClose();
  };
  return (
    <Dialog
      opened
      title="Hand over the run"
      onClose={onClose}
      primary={{ words: 'Hand over', run: () => void hand(), disabled: personId === null, loading: actions.isBusy }}
    >
      <div className="rb-form">
        <SelectField
          label="To whom"
          reason={`${detail.run.stepsDone} of ${detail.run.steps} steps are done; the run stays at its step.`}
          value={personId}
          onChange={setPersonId}
          items={others.map((person) => ({ value: person.id, label: person.name }))}
        />
        <TextArea label="What they must know" reason="Kept in the record." value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}

const dayMs = 86_400_000;

function Finish({ detail, actions, onClose }: RunDialogsProps): ReactElement {
  const hasStepsLeft = detail.current !== null;
  const [isSolved, setIsSolved] = useState(!hasStepsLeft);
  const [outcome, setOutcome] = useState('');
  const [todo, setTodo] = useState('');
  const [days, setDays] = useState('7');
  const finish = async (): Promise<void> => {
    const lines = todo
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    const dueAt = Date.now() + Math.max(1, Number.parseInt(days, 10) || 7) * dayMs;
    const isDone = await actions.change('The run is finished', () =>
      client.runbooks.finish({
        runId: detail.run.id,
        isSolved,
        outcome: outcome.trim(),
        followUps: lines.map((text) => ({ text, dueAt, ownerId: null })),
      }),
    );
    if (isDone) onClose();
  };
  return (
    <Dialog
      opened
      title={hasStepsLeft ? 'End the run with steps left' : 'What came of it?'}
      onClose={onClose}
      primary={{
        words: isSolved ? 'Finish the run' : 'End it unsolved',
        run: () => void finish(),
        disabled: outcome.trim() === '',
        loading: actions.isBusy,
      }}
    >
      <div className="rb-form">
        {!hasStepsLeft && (
          <Segments
            label="Is it solved?"
            value={isSolved ? 'yes' : 'no'}
            onChange={(value) => setIsSolved(value === 'yes')}
            items={[
              { value: 'yes', label: 'Solved' },
              { value: 'no', label: 'Not solved' },
            ]}
          />
        )}
        <TextField label="Outcome" reason="One sentence that a stakeholder understands." value={outcome} onChange={setOutcome} autoFocus />
        <TextArea label="Follow-ups" reason="One a line; Today shows what is past its day." value={todo} onChange={setTodo} rows={2} />
        {todo.trim() !== '' && <TextField label="Due in days" value={days} onChange={setDays} />}
      </div>
    </Dialog>
  );
}

function AddFollowUp({ detail, actions, onClose }: RunDialogsProps): ReactElement {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [text, setText] = useState('');
  const [days, setDays] = useState('7');
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const add = async (): Promise<void> => {
    const dueAt = Date.now() + Math.max(1, Number.parseInt(days, 10) || 7) * dayMs;
    const isDone = await actions.change('Follow-up added', () =>
      client.runbooks.addFollowUp({ runId: detail.run.id, text: text.trim(), dueAt, ownerId }),
    );
    if (isDone) onClose();
  };
  return (
    <Dialog
      opened
      title="Add a follow-up"
      onClose={onClose}
      primary={{ words: 'Add follow-up', run: () => void add(), disabled: text.trim() === '', loading: actions.isBusy }}
    >
      <div className="rb-form">
        <TextField label="What is to be done" value={text} onChange={setText} autoFocus />
        <SelectField
          label="Who"
          value={ownerId}
          onChange={setOwnerId}
          clearable
          items={(people.data ?? []).map((person) => ({ value: person.id, label: person.name }))}
        />
        <TextField label="Due in days" value={days} onChange={setDays} />
      </div>
    </Dialog>
  );
}
