import { useState, type ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSave } from './use-save.ts';

export interface OutcomeDialogProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly entity: 'risk' | 'decision';
  readonly save: (outcome: string) => Promise<{ id: string }>;
  readonly onClose: () => void;
}

/** How a risk ended, or what was decided, in one line. */
export function OutcomeDialog({ title, label, action, entity, save, onClose }: OutcomeDialogProps): ReactElement {
  const [outcome, setOutcome] = useState('');
  const { fault, isSaving, run } = useSave(onClose);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      primary={{
        words: action,
        run: () => void run(`${title}: ${outcome}`, entity, () => save(outcome)),
        loading: isSaving,
        disabled: outcome.trim() === '',
      }}
    >
      <div className="sc-form">
        <TextField label={label} value={outcome} onChange={setOutcome} required autoFocus />
        {fault !== null && <FaultNote fault={fault} />}
      </div>
    </Dialog>
  );
}
