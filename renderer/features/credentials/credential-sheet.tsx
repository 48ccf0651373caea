import { useState } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { NewSecretField, noSecret, secretProblem } from '../../ui/new-secret-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { toast } from '../../ui/toast.ts';
import { descriptionOf, draftOf, draftProblems, emptyDraft } from './credential-draft.ts';
import { CredentialFields } from './credential-fields.tsx';
import { hostsOf, secretLabel, tidySecret } from './credential-words.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { undoLast } from '../../ui/undo-last.ts';
import { useVendorEnvironments } from './use-vendor-environments.ts';

interface CredentialSheetProps {
  /** Null: a new one, with its secret. Otherwise its description is edited; the secret is never shown. */
  readonly credential: Credential | null;
  /** In words: where secrets are kept on this computer. */
  readonly secretWords: string;
  readonly onClose: () => void;
}

/**
 * Adds a credential or edits its description. The secret leaves the field the moment it is handed over, whether storing it
 * succeeds or not, and goes to the core directly: never through the query cache.
 */
export function CredentialSheet({ credential, secretWords, onClose }: CredentialSheetProps) {
  const [draft, setDraft] = useState(credential ? draftOf(credential) : emptyDraft);
  const [secret, setSecret] = useState(noSecret);
  const [isTried, setIsTried] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const choices = useVendorEnvironments(draft.vendorId);

  const tidy = (text: string): string => tidySecret(draft.kind, text);
  const entered = { ...secret, secret: tidy(secret.secret) };
  const problem = credential ? null : secretProblem(entered);

  // What verifies webhooks is sent by no environment.
  const environmentIds = draft.kind === 'signing_secret' ? [] : [...draft.environmentIds];

  const save = async (): Promise<void> => {
    setIsTried(true);
    if (problem !== null || Object.values(draftProblems(draft)).some((one) => one !== null)) return;
    const bound = choices.environments.filter((one) => draft.environmentIds.includes(one.id));
    const description = descriptionOf(draft, hostsOf(bound.map((one) => one.baseUrl)));
    setSecret(noSecret);
    setIsSaving(true);
    setFault(null);
    try {
      if (credential) await update(credential, description);
      else {
        const added = await client.credentials.add({ ...description, ...entered, environmentIds });
        go({ place: 'credentials', kind: 'credential', id: added.id });
        toast({ words: `${added.name} stored ${added.secretState === 'memory' ? 'in memory until the app closes' : 'in the keychain'}` });
      }
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };

  const update = async (before: Credential, description: ReturnType<typeof descriptionOf>): Promise<void> => {
    const saved = await client.credentials.update({ id: before.id, ...description, environmentIds });
    toast({ words: `${saved.name} saved`, undo: () => void undoLast('credential', before.id) });
  };

  return (
    <Sheet
      title={credential ? `Edit ${credential.name}` : 'Add a credential'}
      opened
      onClose={onClose}
      width={500}
      primary={{ words: credential ? 'Save credential' : 'Store credential', run: () => void save(), loading: isSaving }}
    >
      <FaultInForm fault={fault}>
        {credential === null ? (
          <p className="cred-note">The secret was not stored and was cleared from this form. Enter it again.</p>
        ) : null}
      </FaultInForm>
      <CredentialFields
        draft={draft}
        choices={choices}
        ownId={credential?.id ?? null}
        isTried={isTried}
        onChange={setDraft}
        secretField={
          credential ? undefined : (
            <NewSecretField
              label={secretLabel[draft.kind]}
              value={secret}
              onChange={setSecret}
              tidy={tidy}
              error={isTried && fault === null ? problem : null}
              reason={secretWords}
            />
          )
        }
      />
    </Sheet>
  );
}
