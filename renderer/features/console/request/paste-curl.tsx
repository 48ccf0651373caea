import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { startsWithCurl } from '../../../../shared/domain/console/command-dialect.ts';
import { api, client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { usePaste } from '../../../app/open-paste.ts';
import { useTransferRequest } from '../../../app/open-transfer.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { toast } from '../../../ui/toast.ts';
import { openMadeDraft } from './open-made-draft.ts';
import { commandOf, isAddress } from './pasted-address.ts';

export const isCurl = startsWithCurl;

/** Opens a curl command in the editor; one whose host is in no environment in the import, which can add its API. */
async function openOrImport(text: string): Promise<void> {
  try {
    await openMadeDraft(await client.console.readCurl({ text: isAddress(text) ? commandOf(text) : text }));
  } catch (error) {
    if (asFault(error).data.code !== 'not_found') throw error;
    const path = 'what was pasted';
    useTransferRequest.getState().ask([{ path, file: new File([text], path) }]);
  }
}

/** Opens a curl command that was pasted where an address or value stands; says why when it cannot. */
export async function openCurl(text: string): Promise<void> {
  try {
    await openOrImport(text);
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}

/** Takes a curl command over, as vendors' docs and browsers give it. */
export default function PasteCurl(): ReactElement | null {
  const isAsked = usePaste((state) => state.isAsked);
  const clear = usePaste((state) => state.clear);
  const askTransfer = useTransferRequest((state) => state.ask);
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  // Without an API there is no place for it yet: the import makes one.
  const hasNoPlace = isAsked && apis.data?.length === 0;
  useEffect(() => {
    if (!hasNoPlace) return;
    clear();
    askTransfer();
  }, [hasNoPlace, clear, askTransfer]);
  return isAsked && !hasNoPlace && !apis.isPending ? <PasteDialog onClose={clear} /> : null;
}

function PasteDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isReading, setIsReading] = useState(false);
  const read = async (): Promise<void> => {
    setIsReading(true);
    setFault(null);
    try {
      await openOrImport(text);
      onClose();
    } catch (error) {
      setFault(error);
      setIsReading(false);
    }
  };
  return (
    <Dialog
      title="Paste a curl command"
      opened
      onClose={onClose}
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
        reason="From a vendor’s docs or a browser’s “Copy as cURL”; an address does too. A key or password in it is not kept: the credential of the environment is sent in its place. For an API that is not in the inventory yet you are asked whether to keep it as a credential in the keychain."
      />
    </Dialog>
  );
}
