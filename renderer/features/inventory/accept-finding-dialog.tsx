import { Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { offerUndo } from '../../ui/undo-last.ts';

interface AcceptFindingDialogProps {
  readonly finding: ApiDetail['findings'][number];
  readonly onClose: () => void;
}

/** Why a difference from the contract is accepted, and for how long. */
export function AcceptFindingDialog({ finding, onClose }: AcceptFindingDialogProps): ReactElement {
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<number | null>(null);
  const [isUntilNewContract, setIsUntilNewContract] = useState(true);
  const [wrong, setWrong] = useState<string | null>(null);
  const accept = async (): Promise<void> => {
    try {
      await client.inventory.acceptFinding({ id: finding.id, reason, until, isUntilNewContract });
      offerUndo('Difference accepted', 'finding', finding.id);
      onClose();
    } catch (error) {
      const { data } = asFault(error);
      setWrong(`${data.happened} ${data.remedy}`);
    }
  };
  return (
    <Dialog
      title="Accept this difference"
      opened
      onClose={onClose}
      primary={{ words: 'Accept difference', run: accept, disabled: reason.trim() === '' }}
    >
      <div className="inv-accept">
        <p>{finding.title}</p>
        <TextField
          label="Why"
          required
          autoFocus
          placeholder="The vendor confirmed it, ticket 4711"
          value={reason}
          onChange={setReason}
          error={wrong}
        />
        <DayField
          label="Until"
          reason="It opens again when it is seen after this day. Empty: without an end."
          value={until}
          onChange={setUntil}
        />
        <Checkbox
          label="Only for the contract of now; a newer one opens it again"
          checked={isUntilNewContract}
          onChange={(event) => setIsUntilNewContract(event.currentTarget.checked)}
        />
      </div>
    </Dialog>
  );
}
