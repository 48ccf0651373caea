import { useState, type ReactElement } from 'react';
import type { ReceiverState } from '../../../shared/contract/webhooks.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';

export interface ReceiverButtonProps {
  readonly receiver: ReceiverState;
  readonly isAsking: boolean;
  readonly onAsk: (isAsking: boolean) => void;
}

/** Opens the receiver on a port that is asked for, or closes it. */
export function ReceiverButton({ receiver, isAsking, onAsk }: ReceiverButtonProps): ReactElement {
  const [port, setPort] = useState<number | null>(receiver.usualPort);
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const open = async (): Promise<void> => {
    setIsBusy(true);
    setFault(null);
    try {
      const opened = await client.webhooks.openReceiver({ port: port ?? receiver.usualPort });
      toast({ words: `Receiving on 127.0.0.1:${opened.port}`, state: 'holds' });
      onAsk(false);
    } catch (error) {
      setFault(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => (receiver.isOpen ? void closeReceiver() : onAsk(true))}>
        {receiver.isOpen ? 'Close receiver' : 'Open receiver'}
      </Button>
      {isAsking && !receiver.isOpen && (
        <Dialog
          opened
          onClose={() => onAsk(false)}
          title="Open the receiver"
          primary={{ words: 'Open receiver', run: () => void open(), loading: isBusy }}
        >
          <div className="who-form">
            <p className="muted">
              It listens on this computer only. A vendor reaches it through a tunnel that you start yourself, or a test of your own sends to
              it.
            </p>
            <NumberField label="Port" value={port} onChange={setPort} min={1024} max={65_535} error={fieldError(fault, 'port')} autoFocus />
            {fault !== null && fieldError(fault, 'port') === null && <FaultNote fault={fault} />}
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Closes the receiver and says so. */
export async function closeReceiver(): Promise<void> {
  try {
    await client.webhooks.closeReceiver({});
    toast({ words: 'The receiver is closed' });
  } catch (error) {
    sayFailed(error);
  }
}
