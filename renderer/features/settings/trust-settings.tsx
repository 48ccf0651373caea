import { useRef, useState, type ReactElement } from 'react';
import type { Authority } from '../../../shared/contract/settings.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatDay } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { toast } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** Authorities that are trusted beside those of the system: a company's own, a test server's. */
export function TrustSettings({ authorities }: { readonly authorities: readonly Authority[] }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const now = useNow();
  const add = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setFault(null);
    try {
      await client.settings.addAuthority({ pem: await file.text() });
      toast({ words: 'Trusted from the next call on', state: 'holds' });
    } catch (error) {
      setFault(asFault(error));
    }
  };
  const remove = async (one: Authority): Promise<void> => {
    const isSure = await confirm({
      title: `No longer trust “${one.name}”?`,
      consequence: 'Calls to hosts whose certificate it issued fail from now on.',
      action: 'Stop trusting it',
      danger: true,
    });
    if (isSure) await client.settings.removeAuthority({ id: one.id });
  };
  return (
    <SettingGroup
      title="Trusted authorities"
      words="Certificates are always verified. A company’s own authority, or that of a test server, is added here; those of the system are trusted anyway."
    >
      {authorities.length > 0 && (
        <ul className={styles.list}>
          {authorities.map((one) => {
            const state = one.validTo <= now ? 'broken' : one.validTo - now < 30 * 86_400_000 ? 'soon' : 'holds';
            return (
              <li key={one.id} className={styles.authority}>
                <Mark state={state} />
                <span>
                  <span className="strong">{one.name}</span>
                  <span className="muted">
                    {' '}
                    · {state === 'broken' ? 'ended' : 'until'} {formatDay(one.validTo, now)}
                  </span>
                  <code className={styles.fingerprint}>{one.fingerprint}</code>
                </span>
                <Button small kind="quiet" onClick={() => void remove(one)}>
                  Remove…
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <div>
        <Button onClick={() => input.current?.click()}>Add certificate…</Button>
        <input
          ref={input}
          type="file"
          accept=".pem,.crt,.cer,.txt"
          aria-label="Certificate file"
          hidden
          onChange={(event) => {
            void add(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {fault === null ? null : <FaultNote fault={fault} />}
    </SettingGroup>
  );
}
