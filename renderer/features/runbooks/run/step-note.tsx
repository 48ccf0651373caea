import { useState, type ReactElement, type RefObject } from 'react';
import type { RunStep } from '../../../../shared/contract/runbooks.ts';
import { When } from '../../../ui/when.tsx';

export interface StepNoteProps {
  readonly step: RunStep;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly canWrite: boolean;
  /** Returns whether it was kept. */
  readonly onKeep: (text: string) => Promise<boolean>;
}

/** Notes of a step: what was kept, and a field for the next; leaving it keeps it. */
export function StepNote({ step, field, canWrite, onKeep }: StepNoteProps): ReactElement {
  const [text, setText] = useState('');
  const keep = async (): Promise<void> => {
    if (text.trim() !== '' && (await onKeep(text.trim()))) setText('');
  };
  return (
    <section className="rb-note" aria-label="Notes for this step">
      <h3>
        Note for this step <span>{step.notes.length === 0 ? 'kept with the run when you leave the field' : 'kept with the run'}</span>
      </h3>
      {step.notes.map((note) => (
        <p key={note.at} className="rb-kept">
          {note.text}{' '}
          <span className="faint">
            {note.actor}, <When at={note.at} />
          </span>
        </p>
      ))}
      {canWrite && (
        <textarea
          ref={field}
          aria-label="Note for this step"
          placeholder="What you see, what somebody said, what you would change in this runbook"
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void keep()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault();
              event.currentTarget.blur();
            } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              event.currentTarget.blur();
            }
          }}
        />
      )}
    </section>
  );
}
