import { useState, type ReactElement } from 'react';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';

export interface ConfirmProductionProps {
  readonly what: string;
  readonly environment: string;
  readonly onClose: () => void;
  readonly onConfirm: (typed: string) => void;
}

/** Asks for the environment's name before a step changes something in production; the core checks it again. */
export function ConfirmProduction({ what, environment, onClose, onConfirm }: ConfirmProductionProps): ReactElement {
  const [typed, setTyped] = useState('');
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Change something in ${environment}?`}
      cancelWords="Do not send"
      primary={{
        words: `Send to ${environment}`,
        danger: true,
        disabled: typed.trim() !== environment,
        run: () => onConfirm(typed.trim()),
      }}
    >
      <p className="muted">It is sent once, for real customers, and cannot be taken back from here.</p>
      <p className="rb-guard">
        <code>{what}</code>
      </p>
      <TextField label={`Type ${environment} to send`} value={typed} onChange={setTyped} autoFocus />
    </Dialog>
  );
}
