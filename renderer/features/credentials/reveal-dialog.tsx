import { useEffect, useState } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { secretLabel } from './credential-words.ts';

interface Shown {
  readonly secret: string;
  readonly until: number;
}

/**
 * Shows a secret for one look, after the credential's name was typed. It is in this component's state and nowhere else: not in
 * the query cache, not in a store; it goes when its time is up, or with the dialog.
 */
export function RevealDialog({ credential, onClose }: { readonly credential: Credential; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Shown | null>(null);
  const [left, setLeft] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  useEffect(() => {
    if (shown === null) return undefined;
    const tick = (): void => {
      const seconds = Math.ceil((shown.until - Date.now()) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds > 0) return;
      setShown(null);
      setIsOver(true);
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [shown]);

  const reveal = async (): Promise<void> => {
    setIsBusy(true);
    setFault(null);
    try {
      const { secret, shownMs } = await client.credentials.reveal({ id: credential.id, typedName: typed });
      setShown({ secret, until: Date.now() + shownMs });
      setTyped('');
    } catch (error) {
      setFault(error);
    } finally {
      setIsBusy(false);
    }
  };

  if (shown !== null) {
    return (
      <Dialog title={`Secret of ${credential.name}`} opened onClose={onClose} primary={{ words: 'Hide now', run: onClose }}>
        <p className="cred-secret" aria-label={secretLabel[credential.kind]}>
          <code>{shown.secret}</code>
        </p>
        <p className="cred-note" role="status">
          Hidden again in {left} s. That you looked is in the activity.
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Show the secret of ${credential.name}?`}
      opened
      onClose={onClose}
      primary={{
        words: 'Show secret',
        run: () => void reveal(),
        loading: isBusy,
        disabled: typed.trim() !== credential.name,
        danger: true,
      }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <p className="cred-note">
        {isOver ? 'It is hidden again. ' : ''}It is shown for 20 seconds. Your name and the time go into the activity, where everybody sees
        them. To use it in a call you need not see it.
      </p>
      <TextField label={`Type ${credential.name} to show it`} value={typed} onChange={setTyped} autoFocus />
    </Dialog>
  );
}
