import { useState, type ReactElement } from 'react';
import { client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { toast } from '../../../ui/toast.ts';
import { useConsoleStore } from '../console-store.ts';
import { openMadeDraft } from './open-made-draft.ts';

export const isCurl = (text: string): boolean => /^\s*(?:\$\s+)?curl\s/i.test(text);

/** Opens a curl command that was pasted where an address or value stands; says why when it cannot. */
export async function openCurl(text: string): Promise<void> {
  try {
    await openMadeDraft(await client.console.readCurl({ text }));
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}

/** Takes a curl command over, as vendors' docs and browsers give it. */
export function PasteCurl(): ReactElement | null {
  const isOpen = useConsoleStore((state) => state.isPasteOpen);
  return isOpen ? <PasteDialog /> : null;
}

function PasteDialog(): ReactElement {
  const setPasteOpen = useConsoleStore((state) => state.setPasteOpen);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isReading, setIsReading] = useState(false);
  const read = async (): Promise<void> => {
    setIsReading(true);
    setFault(null);
    try {
      await openMadeDraft(await client.console.readCurl({ text }));
      setPasteOpen(false);
    } catch (error) {
      setFault(error);
      setIsReading(false);
    }
  };
  return (
    <Dialog
      title="Paste a curl command"
      opened
      onClose={() => setPasteOpen(false)}
      width={620}
      primary={{ words: 'Open request', run: () => void read(), loading: isReading, disabled: text.trim() === '' }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextArea
        label="Command"
        value={text}
        onChange={setText}
        rows={9}
        autoFocus
        reason="From a vendor’s docs or a browser’s “Copy as cURL”. Keys and passwords in it are not kept: the environment’s credential is sent instead."
      />
    </Dialog>
  );
}
