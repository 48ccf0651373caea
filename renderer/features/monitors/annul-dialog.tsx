import { useState } from 'react';
import { client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface AnnulDialogProps {
  readonly promiseId: string;
  /** Which hour it is, in the zone of the service hours. */
  readonly words: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly onClose: () => void;
}

/** Takes an hour out of the count, with the reason; it stays listed with who did it. */
export function AnnulDialog({ promiseId, words, fromAt, toAt, onClose }: AnnulDialogProps) {
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    if (await attempt(client.monitors.annul({ promiseId, fromAt, toAt, reason }), 'Annulled; it is listed with your name')) onClose();
  };
  return (
    <Dialog
      title={`Annul ${words}`}
      opened
      onClose={onClose}
      primary={{ words: 'Annul hour', run: save, disabled: reason.trim().length < 3 }}
    >
      <p className="mon-note">The slots of this hour leave the count. Reason and name stand wherever the promise is shown.</p>
      <TextField label="Reason" value={reason} onChange={setReason} placeholder="Agreed test of the vendor, mail of 12 Nov" autoFocus />
    </Dialog>
  );
}
