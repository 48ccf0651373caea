import { useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeFlow } from './edit-flow.ts';

/** Another name, another folder, what is worth knowing. */
export function RenameFlow({ flow, onClose }: { readonly flow: FlowDetail; readonly onClose: () => void }): ReactElement {
  // As it was when this was opened: what is another since is not put back without a word.
  const [base] = useState({ name: flow.name, folder: flow.folder, notes: flow.notes });
  const [name, setName] = useState(base.name);
  const [folder, setFolder] = useState(base.folder);
  const [notes, setNotes] = useState(base.notes);
  const keep = async (): Promise<void> => {
    const changed = {
      ...(name === base.name ? {} : { name }),
      ...(folder === base.folder ? {} : { folder }),
      ...(notes === base.notes ? {} : { notes }),
    };
    if (Object.keys(changed).length === 0) return onClose();
    if (await changeFlow(flow.id, `“${name}” changed`, () => client.flows.update({ id: flow.id, ...changed, base }))) onClose();
  };
  return (
    <Dialog opened title="Rename or move" onClose={onClose} primary={{ words: 'Keep', run: keep, disabled: name.trim() === '' }}>
      <div className="flo-form">
        <TextField label="Name" value={name} onChange={setName} autoFocus />
        <TextField label="Folder" value={folder} onChange={setFolder} placeholder="Refunds" />
        <TextArea label="Notes" value={notes} onChange={setNotes} />
      </div>
    </Dialog>
  );
}
