import { useState } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NewSecretField, noSecret, secretProblem } from '../../ui/new-secret-field.tsx';
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
  const [secret, setSecret] = useState(noSecret);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const tidy = (text: string): string => tidySecret(credential.kind, text);
  const store = async (): Promise<void> => {
    const entered = { ...secret, secret: tidy(secret.secret) };
    const found = secretProblem(entered);
    setProblem(found);
    if (found !== null) return;
    setSecret(noSecret);
    setFault(null);
    setIsSaving(true);
    try {
      const saved = await client.credentials.rotate({ id: credential.id, ...entered });
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
      <NewSecretField
        label={secretLabel[credential.kind]}
        value={secret}
        onChange={setSecret}
        tidy={tidy}
        error={problem}
        reason={secretWords}
        autoFocus
      />
    </Dialog>
  );
}
