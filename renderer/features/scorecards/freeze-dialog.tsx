import { useState, type ReactElement } from 'react';
import type { MonthRow, PageKey } from '../../../shared/contract/scorecards.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { useScorecards } from './scorecards-store.ts';

export interface FreezeDialogProps {
  readonly row: MonthRow;
  readonly page: PageKey;
  readonly onClose: () => void;
}

/** Freezing cannot be undone, so it is asked once; a correction needs its reason. */
export function FreezeDialog({ row, page, onClose }: FreezeDialogProps): ReactElement {
  const isCorrection = row.version > 0;
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const freeze = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const frozen = await client.scorecards.freeze({ ...page, reason });
      toast({ words: `${row.words} is frozen as version ${frozen.version}`, state: 'holds' });
      useScorecards.getState().show({ month: row.month });
      onClose();
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  const reasonError = fieldError(fault, 'reason');
  return (
    <Dialog
      opened
      onClose={onClose}
      title={isCorrection ? `Correct ${row.words}?` : `Freeze ${row.words}?`}
      primary={{ words: isCorrection ? 'Freeze correction' : 'Freeze page', run: () => void freeze(), loading: isBusy }}
    >
      <div className="sc-form">
        <p>
          {isCorrection
            ? `Version ${row.version} stays as it is. Version ${row.version + 1} is made from what is known now, and lists what it says otherwise.`
            : 'The page is kept for ever with the facts it is computed from and their sha256. What becomes known later is a numbered correction.'}
        </p>
        {isCorrection && (
          <TextField
            label="What was wrong"
            value={reason}
            onChange={setReason}
            required
            autoFocus
            placeholder="The payout file of 30 October came late"
            error={reasonError}
          />
        )}
        {fault !== null && reasonError === null && <FaultNote fault={fault} />}
      </div>
    </Dialog>
  );
}
