import { useState, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { parameterKey, type Draft } from './draft.ts';
import { filledPath } from './path-template.ts';

export interface ProductionGuardProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment;
  readonly onClose: () => void;
  readonly onConfirm: (typed: string) => void;
}

/** Asks for the environment's name before a call changes something in production; the core checks it again. */
export function ProductionGuard({ form, draft, environment, onClose, onConfirm }: ProductionGuardProps): ReactElement {
  const [typed, setTyped] = useState('');
  const isDelete = form.sideEffect === 'delete';
  const what = form.summary || `${draft.method ?? form.method} ${draft.path ?? form.path}`;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`${isDelete ? 'Delete' : 'Write'} at ${form.vendorName}, ${environment.name}?`}
      cancelWords="Do not send"
      primary={{
        words: `Send to ${environment.name}`,
        run: () => onConfirm(typed.trim()),
        disabled: typed.trim() !== environment.name,
        danger: true,
      }}
    >
      <p className="con-guard">
        “{what}” {isDelete ? 'deletes data' : 'changes data'} at {form.vendorName} in {environment.name}, for real customers. It is sent
        once and cannot be taken back from here.
      </p>
      <p className="con-guard">
        <code>
          {draft.method ?? form.method} {environment.baseUrl.replace(/\/$/, '')}
          {filledPath(draft.path ?? form.path, (name) => draft.values[parameterKey({ in: 'path', name })] ?? '')}
        </code>
      </p>
      <TextField label={`Type ${environment.name} to send`} value={typed} onChange={setTyped} autoFocus />
    </Dialog>
  );
}
