import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { fieldError } from '../ui/field-error.ts';
import { TextField } from '../ui/text-field.tsx';
import { useApp } from './app-state.ts';
import { api } from './client.ts';
import styles from './create-workspace.module.css';
import { shell } from './shell-bridge.ts';
import { createWorkspace } from './workspace-actions.ts';

/** Asks for a name and a folder, and creates a workspace there. Mounted anew each time it opens. */
export function CreateWorkspace(): ReactElement | null {
  const isOpen = useApp((state) => state.isCreateOpen);
  return isOpen ? <CreateDialog /> : null;
}

const close = (): void => useApp.setState({ isCreateOpen: false });

function CreateDialog(): ReactElement {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  // While the field has the focus, a suggestion that comes late does not change what is being typed over.
  const [held, setHeld] = useState<string | null>(null);
  const trimmed = name.trim();
  const suggested = useQuery(
    api.workspace.suggestFolder.queryOptions({
      input: { name: trimmed === '' ? 'Workspace' : trimmed },
      placeholderData: (before) => before,
    }),
  );
  const folder = chosen ?? held ?? suggested.data?.folder ?? '';
  const create = useMutation({
    mutationFn: createWorkspace,
    networkMode: 'always',
    onSuccess: close,
  });
  const choose = async (): Promise<void> => {
    const answer = await shell.call('chooseFolder', { title: 'Where the workspace is kept', button: 'Choose folder' });
    if (answer !== null) setChosen(answer);
  };
  const nameError = fieldError(create.error, 'name');
  const folderError = fieldError(create.error, 'folder');
  return (
    <Dialog
      title="Create a workspace"
      opened
      onClose={close}
      primary={{
        words: 'Create workspace',
        run: () => create.mutate({ name: trimmed, folder }),
        loading: create.isPending,
        disabled: trimmed === '' || folder === '',
      }}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        autoFocus
        placeholder="Acme Mobile Shop"
        reason="The team or company whose APIs it holds."
        error={nameError}
      />
      <div className={styles.folder} onFocus={() => setHeld(folder)} onBlur={() => setHeld(null)}>
        <TextField
          label="Folder"
          mono
          value={folder}
          onChange={setChosen}
          error={folderError}
          reason="One database file and its backups live here. Secrets do not: they go to this computer’s keychain."
        />
        <Button className={styles.choose} onClick={() => void choose()}>
          Choose…
        </Button>
      </div>
      {create.error === null || nameError !== null || folderError !== null ? null : <FaultNote fault={create.error} />}
    </Dialog>
  );
}
