import { useState } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import { tokenWords } from './credential-words.ts';

/** The access token that is held, in words; the token itself is never shown. */
export function TokenLine({ credential }: { readonly credential: Credential }) {
  const now = useNow();
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const fetchNow = async (): Promise<void> => {
    setIsBusy(true);
    setFault(null);
    try {
      await client.credentials.fetchToken({ id: credential.id });
    } catch (error) {
      setFault(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Section
      title="Token"
      right={
        credential.secretState === 'missing' ? undefined : (
          <Button small kind="quiet" loading={isBusy} onClick={() => void fetchNow()}>
            Fetch token now
          </Button>
        )
      }
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <p className="cred-note">{tokenWords(credential.token, now)}</p>
    </Section>
  );
}
