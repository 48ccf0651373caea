import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactElement } from 'react';
import type { RequestDraft, RequestForm } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useSaveAs } from './save-request.ts';

export interface SaveDialogProps {
  readonly form: RequestForm;
  readonly request: RequestDraft;
  readonly suggestedName: string;
  readonly suggestedFolder?: string;
  readonly onClose: () => void;
}

/** As soon as the field is there: the suggestion gives way to what is typed. */
const selectAll = (field: HTMLInputElement | null): void => field?.select();

/** Asks under which name and in which folder a request is kept. */
export function SaveDialog({ form, request, suggestedName, suggestedFolder = '', onClose }: SaveDialogProps): ReactElement {
  const [name, setName] = useState(suggestedName);
  const [folder, setFolder] = useState(suggestedFolder);
  const { fault, isSaving, save } = useSaveAs(form, request, onClose);
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const folders = [...new Set((saved.data ?? []).map((one) => one.folder).filter((one) => one !== ''))];
  const id = useId();
  return (
    <Dialog
      title="Save this request"
      opened
      onClose={onClose}
      width={420}
      primary={{ words: 'Save request', run: () => void save(name, folder), loading: isSaving, disabled: name.trim() === '' }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextField ref={selectAll} label="Name" value={name} onChange={setName} autoFocus />
      <div className="con-folder">
        <label htmlFor={id}>Folder</label>
        <input
          id={id}
          className="con-input"
          list={`${id}-folders`}
          value={folder}
          placeholder="none"
          spellCheck={false}
          onChange={(event) => setFolder(event.target.value)}
        />
        <datalist id={`${id}-folders`}>
          {folders.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <p className="faint">It is kept without a secret: the credential of its environment is sent from the keychain.</p>
      </div>
    </Dialog>
  );
}
