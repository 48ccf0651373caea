import { useState } from 'react';
import { secretSchema } from '../../../shared/contract/credentials.ts';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { toast } from '../../ui/toast.ts';
import { tidySecret } from './credential-words.ts';
import { FaultInForm } from './fault-in-form.tsx';

interface RotateDialogProps {
  readonly credential: Credential;
  readonly secretWords: string;
  readonly onClose: () => void;
}

/** Puts a new secret in place of the old one, or the first one when none is here. It leaves the field as it is handed over. */
export function RotateDialog({ credential, secretWords, onClose }: RotateDialogProps) {
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const isMissing = credential.secretState === 'missing';

  const rotate = async (): Promise<void> => {
    const checked = secretSchema.safeParse(tidySecret(credential.kind, secret));
    if (!checked.success) return setProblem(checked.error.issues[0]?.message ?? 'This cannot be a secret.');
    setSecret('');
    setProblem(null);
    setFault(null);
    setIsSaving(true);
    try {
      const saved = await client.credentials.rotate({ id: credential.id, secret: checked.data });
      toast({ words: isMissing ? `Secret of ${saved.name} stored` : `${saved.name} rotated; its age counts from now` });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };

  return (
    <Dialog
      title={isMissing ? `Enter the secret of ${credential.name}` : `Rotate ${credential.name}`}
      opened
      onClose={onClose}
      primary={{ words: isMissing ? 'Store secret' : 'Rotate secret', run: () => void rotate(), loading: isSaving }}
    >
      {fault === null ? null : <FaultInForm fault={fault} hadSecret />}
      {isMissing ? (
        <p className="cred-note">This workspace has only the description. Calls that need the secret are not sent until it is here.</p>
      ) : (
        <ol className="cred-steps">
          <li>Make a new secret at {credential.vendorName ?? 'the vendor'}. Leave the old one valid.</li>
          <li>Put the new one here. The old one is replaced and cannot be brought back.</li>
          <li>Send a call from the console. When it succeeds, end the old one at the vendor.</li>
        </ol>
      )}
      <SecretField
        label={credential.kind === 'basic' ? 'Password' : credential.kind === 'bearer' ? 'Token' : 'Key'}
        value={secret}
        onChange={setSecret}
        error={problem}
        reason={secretWords}
        autoFocus
      />
    </Dialog>
  );
}
