import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { WebhookDelivery, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { isLoopbackTarget, targetFault } from '../../../shared/domain/webhooks/target-rules.ts';
import { api, client } from '../../app/client.ts';
import { confirm } from '../../ui/confirm.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';

export interface ReplayDialogProps {
  readonly delivery: WebhookDelivery;
  readonly endpoint: WebhookEndpoint | null;
  readonly onClose: () => void;
}

/** Where a delivery is sent on to, and under which signature. */
export function ReplayDialog({ delivery, endpoint, onClose }: ReplayDialogProps): ReactElement {
  const credentials = useQuery(api.credentials.list.queryOptions({ input: {} }));
  const [targetUrl, setTargetUrl] = useState(endpoint?.targetUrl ?? '');
  const [signing, setSigning] = useState<'as it came' | 'anew'>('as it came');
  const [credentialId, setCredentialId] = useState<string | null>(
    endpoint?.secrets.find(({ role }) => role === 'active')?.credentialId ?? null,
  );
  const [maxAttempts, setMaxAttempts] = useState<number | null>(5);
  const [isTouched, setIsTouched] = useState(false);
  const url = targetUrl.trim();
  const problem = url === '' ? 'Give the address of your own receiver.' : targetFault(url);
  const run = async (): Promise<void> => {
    setIsTouched(true);
    if (problem !== null) return;
    const isElsewhere = !isLoopbackTarget(url) && endpoint?.confirmedTarget !== url;
    if (isElsewhere && !(await confirmElsewhere(url))) return;
    onClose();
    try {
      const replay = await client.webhooks.replay({
        id: delivery.id,
        targetUrl: url,
        signing,
        ...(signing === 'anew' && credentialId !== null ? { credentialId } : {}),
        maxAttempts: maxAttempts ?? 5,
        ...(isElsewhere ? { confirmTarget: url } : {}),
      });
      toast({ words: `Replay ${replay.state}. ${replay.words}`, state: replay.state === 'delivered' ? 'holds' : 'broken' });
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <Dialog opened onClose={onClose} title="Replay the delivery" primary={{ words: 'Replay', run }}>
      <div className="who-form">
        <TextField
          label="Target"
          value={targetUrl}
          onChange={setTargetUrl}
          placeholder="http://127.0.0.1:3000/hooks"
          error={isTouched ? problem : null}
          reason={
            url !== '' && targetFault(url) === null && !isLoopbackTarget(url)
              ? 'Not on this computer: you will be asked.'
              : 'The address of your own receiver.'
          }
          mono
          autoFocus
        />
        <div className="who-labelled">
          <span>Signature</span>
          <Segments
            label="Signature"
            isWide
            value={signing}
            onChange={setSigning}
            items={[
              { value: 'as it came', label: 'As it came' },
              { value: 'anew', label: 'Signed anew, now' },
            ]}
          />
        </div>
        {signing === 'anew' && (
          <SelectField
            label="Signed with"
            value={credentialId}
            onChange={setCredentialId}
            items={(credentials.data ?? [])
              .filter(({ secretState }) => secretState !== 'missing')
              .map(({ id, name }) => ({ value: id, label: name }))}
            reason="The secret that the target verifies with."
            searchable
          />
        )}
        <NumberField
          label="At most"
          value={maxAttempts}
          onChange={setMaxAttempts}
          min={1}
          max={10}
          suffix=" attempts"
          reason="With growing pauses, while it does not answer or is busy."
        />
      </div>
    </Dialog>
  );
}

const confirmElsewhere = (url: string): Promise<boolean> =>
  confirm({
    title: `Send it to ${new URL(url).host}?`,
    consequence: 'This address is not on this computer. Whoever runs it gets the delivery with everything in it, as it came.',
    action: 'Send it there',
    danger: true,
  });
