import { useState } from 'react';
import { secretSchema } from '../../../shared/contract/credentials.ts';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { toast } from '../../ui/toast.ts';
import { secretLabel, tidySecret } from './credential-words.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';

interface EnterSecretDialogProps {
  readonly credential: Credential;
  readonly secretWords: string;
  readonly onClose: () => void;
}

/** Takes the secret of a credential that is only described here. It leaves the field as it is handed over. */
export function EnterSecretDialog({ credential, secretWords, onClose }: EnterSecretDialogProps) {
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const store = async (): Promise<void> => {
    const checked = secretSchema.safeParse(tidySecret(credential.kind, secret));
    if (!checked.success) return setProblem(checked.error.issues[0]?.message ?? 'This cannot be a secret.');
    setSecret('');
    setProblem(null);
    setFault(null);
    setIsSaving(true);
    try {
      const saved = await client.credentials.rotate({ id: credential.id, secret: checked.data });
      toast({ words: `Secret of ${saved.name} stored` });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };

  return (
    <Dialog
      title={`Enter the secret of ${credential.name}`}
      opened
      onClose={onClose}
      primary={{ words: 'Store secret', run: () => void store(), loading: isSaving }}
    >
      <FaultInForm fault={fault}>
        <p className="cred-note">The secret was not stored and was cleared from this form. Enter it again.</p>
      </FaultInForm>
      <p className="cred-note">This workspace has only the description. Calls that need the secret are not sent until it is here.</p>
      <SecretField
        label={secretLabel[credential.kind]}
        value={secret}
        onChange={setSecret}
        error={problem}
        reason={secretWords}
        autoFocus
      />
    </Dialog>
  );
}
