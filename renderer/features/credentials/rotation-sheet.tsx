import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Credential, Rotation } from '../../../shared/contract/credentials.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { toast } from '../../ui/toast.ts';
import { RotationSteps } from './rotation-steps.tsx';

interface RotationSheetProps {
  readonly credential: Credential;
  readonly secretWords: string;
  readonly onClose: () => void;
}

/** A rotation as a guided run. It is kept after every step: closed here, it goes on where it stood. */
export function RotationSheet({ credential, secretWords, onClose }: RotationSheetProps) {
  const [id, setId] = useState(credential.openRotationId);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const rotation = useQuery({ ...api.credentials.rotation.queryOptions({ input: { id: id ?? '' } }), enabled: id !== null });
  const credentialId = credential.id;

  useEffect(() => {
    if (id !== null) return;
    client.credentials.startRotation({ credentialId }).then(
      (begun) => setId(begun.id),
      (error: unknown) => setFault(error),
    );
  }, [id, credentialId]);

  /** One act at a time; what it gives back is shown at once. */
  const act = async (words: string, work: () => Promise<Rotation>): Promise<Rotation | null> => {
    setBusy(words);
    setFault(null);
    try {
      const next = await work();
      await rotation.refetch();
      return next;
    } catch (error) {
      setFault(error);
      return null;
    } finally {
      setBusy(null);
    }
  };
  const cancel = async (): Promise<void> => {
    if (!rotation.data) return;
    const ended = await act('cancel', () => client.credentials.cancelRotation({ id: rotation.data.id }));
    if (!ended) return;
    toast({ words: `Rotation of ${credential.name} cancelled; the secret in use stays` });
    onClose();
  };
  const { data } = rotation;
  const canCancel = data?.state === 'open' && data.step !== 'revoke';
  return (
    <Sheet title={`Rotate ${credential.name}`} opened onClose={onClose} width={500}>
      {fault === null ? null : <FaultNote fault={fault} />}
      {rotation.error ? <FaultNote fault={rotation.error} onRetry={() => void rotation.refetch()} /> : null}
      {data ? (
        <>
          {credential.kind === 'signing_secret' ? null : <Shared rotation={data} />}
          <RotationSteps rotation={data} credential={credential} secretWords={secretWords} busy={busy} act={act} onClose={onClose} />
          <div className="cred-run-foot">
            {canCancel ? (
              <Button small kind="quiet" disabled={busy !== null} onClick={() => void cancel()}>
                Cancel rotation
              </Button>
            ) : null}
            <p className="cred-note">It is kept after each step: close this and go on later.</p>
          </div>
        </>
      ) : fault === null && !rotation.error ? (
        <Loading />
      ) : null}
    </Sheet>
  );
}

function Shared({ rotation }: { readonly rotation: Rotation }) {
  const [first, ...others] = rotation.environments;
  if (!first) return <p className="cred-note">No environment sends it: nothing can be tried with it before the switch.</p>;
  const words = rotation.environments.map((one) => `${one.apiName} ${one.name}`).join(', ');
  return (
    <p className="cred-note">
      {others.length === 0
        ? `${words} sends it.`
        : `${rotation.environments.length} environments share it, and all switch at once: ${words}.`}
    </p>
  );
}
