import { useState, type ReactElement } from 'react';
import type { SavedRequest } from '../../../../shared/contract/console.ts';
import { client } from '../../../app/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { offerUndo } from '../../../ui/undo-last.ts';

/** Another name or folder for a saved request. */
export function RenameDialog({ saved, onClose }: { readonly saved: SavedRequest; readonly onClose: () => void }): ReactElement {
  const [name, setName] = useState(saved.name);
  const [folder, setFolder] = useState(saved.folder);
  const [fault, setFault] = useState<unknown>(null);
  const rename = async (): Promise<void> => {
    try {
      const { name: kept } = await client.console.updateSaved({ id: saved.id, name, folder });
      offerUndo(`“${kept}” saved`, 'savedRequest', saved.id);
      onClose();
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <Dialog
      title="Rename or move"
      opened
      onClose={onClose}
      width={400}
      primary={{ words: 'Save name', run: rename, disabled: name.trim() === '' }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextField label="Name" value={name} onChange={setName} autoFocus />
      <TextField label="Folder" value={folder} onChange={setFolder} placeholder="none" />
    </Dialog>
  );
}
