import { useState, type ReactElement } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface PasteSheetProps {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly endpointId: string | null;
  readonly onClose: () => void;
}

const example = 'X-GitHub-Event: push\nX-Hub-Signature-256: sha256=…\n\n{"ref":"refs/heads/main"}';

/** Takes a delivery as it was copied, and opens what is found out about it. */
export function PasteSheet({ endpoints, endpointId, onClose }: PasteSheetProps): ReactElement {
  const [chosen, setChosen] = useState<string | null>(endpointId ?? (endpoints.length === 1 ? (endpoints[0]?.id ?? null) : null));
  const [text, setText] = useState('');
  const [came, setCame] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isTouched, setIsTouched] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const receivedAt = came.trim() === '' ? null : Date.parse(came.trim());
  const cameError = receivedAt !== null && Number.isNaN(receivedAt) ? 'Write it like 2026-11-21 08:30 or 2026-11-21T08:30:00Z.' : null;
  const take = async (): Promise<void> => {
    setIsTouched(true);
    if (chosen === null || text.trim() === '' || cameError !== null) return;
    setIsBusy(true);
    setFault(null);
    try {
      const { delivery } = await client.webhooks.take({ endpointId: chosen, text, receivedAt });
      onClose();
      go({ place: 'console', kind: 'delivery', id: delivery.id });
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  return (
    <Sheet opened onClose={onClose} title="Paste a delivery" width={560} primary={{ words: 'Verify it', run: () => void take(), loading: isBusy }}>
      <div className="who-form who-paste">
        {fieldError(fault, 'text') === null && <FaultInForm fault={fault} />}
        <SelectField
          label="Endpoint"
          value={chosen}
          onChange={setChosen}
          items={endpoints.map(({ id, name }) => ({ value: id, label: name }))}
          error={isTouched && chosen === null ? 'Choose the endpoint that it was sent to.' : null}
        />
        <TextArea
          label="Delivery"
          value={text}
          onChange={setText}
          rows={14}
          placeholder={example}
          reason="Headers, an empty line, the body; or an HTTP message, a curl command, a HAR entry."
          error={fieldError(fault, 'text') ?? (isTouched && text.trim() === '' ? 'Paste the delivery with its headers.' : null)}
          autoFocus
        />
        <TextField
          label="When it came"
          value={came}
          onChange={setCame}
          placeholder="2026-11-21 08:30"
          error={isTouched ? cameError : null}
          reason="The time is checked against this, not against now. Empty: as the delivery says, or not at all."
        />
      </div>
    </Sheet>
  );
}
