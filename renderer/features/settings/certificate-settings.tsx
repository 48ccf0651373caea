import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { ClientCertificate } from '../../../shared/contract/requests.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatDay } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { SecretField } from '../../ui/secret-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** Certificates that we show to hosts which want one. Their keys are in the keychain. */
export function CertificateSettings(): ReactElement {
  const [isAdding, setIsAdding] = useState(false);
  const certificates = useQuery(api.requests.clientCertificates.queryOptions({ input: {} }));
  const now = useNow();
  const remove = async (one: ClientCertificate): Promise<void> => {
    const isSure = await confirm({
      title: `No longer show “${one.name}” to ${one.host}?`,
      consequence: 'Its key goes from the keychain. Calls to a host that wants it fail from now on.',
      action: 'Remove certificate',
      danger: true,
    });
    if (isSure) await client.requests.removeClientCertificate({ id: one.id }).catch(sayFailed);
  };
  return (
    <SettingGroup
      title="Client certificates"
      words="Some vendors let in only callers with a certificate. It is shown to its host only, for calls and for tokens; its key and passphrase are in the keychain."
    >
      {(certificates.data ?? []).length > 0 && (
        <ul className={styles.list}>
          {certificates.data?.map((one) => {
            const isMissing = one.key === 'missing';
            const state = isMissing || one.validTo <= now ? 'broken' : one.validTo - now < 30 * 86_400_000 ? 'soon' : 'holds';
            return (
              <li key={one.id} className={styles.authority}>
                <Mark state={state} />
                <span>
                  <span className="strong">{one.host}</span>
                  <span className="muted">
                    {' '}
                    · {one.name} · {one.validTo <= now ? 'ended' : 'until'} {formatDay(one.validTo, now)}
                    {isMissing && ' · its key is not on this computer: add it again'}
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
        <Button onClick={() => setIsAdding(true)}>Add client certificate…</Button>
      </div>
      {isAdding && <AddDialog onClose={() => setIsAdding(false)} />}
    </SettingGroup>
  );
}

interface Chosen {
  readonly name: string;
  readonly pem: string | null;
  readonly pfx: string | null;
}

function AddDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [host, setHost] = useState('');
  const [certificate, setCertificate] = useState<Chosen | null>(null);
  const [key, setKey] = useState<Chosen | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      await client.requests.addClientCertificate({
        host,
        pem: certificate?.pem ?? null,
        pfx: certificate?.pfx ?? null,
        key: key?.pem ?? null,
        passphrase,
      });
      toast({ words: `Shown to ${host} from the next call on`, state: 'holds' });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title="Add a client certificate"
      opened
      onClose={onClose}
      width={520}
      primary={{
        words: 'Add certificate',
        run: () => void save(),
        loading: isSaving,
        disabled: host.trim() === '' || certificate === null,
      }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextField
        label="Host"
        value={host}
        onChange={setHost}
        placeholder="api.example.com"
        reason="With its port when it is not 443."
        mono
        autoFocus
      />
      <FileField label="Certificate" words="PEM, or PFX with its key in it" chosen={certificate} onChoose={setCertificate} />
      {certificate?.pfx == null && (
        <FileField label="Private key" words="PEM; not needed when it is in the certificate’s file" chosen={key} onChoose={setKey} />
      )}
      <SecretField label="Passphrase" value={passphrase} onChange={setPassphrase} placeholder="when the key is locked" />
    </Dialog>
  );
}

interface FileFieldProps {
  readonly label: string;
  readonly words: string;
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
}

function FileField({ label, words, chosen, onChoose }: FileFieldProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    onChoose(
      text.includes('-----BEGIN ') ? { name: file.name, pem: text, pfx: null } : { name: file.name, pem: null, pfx: asBase64(bytes) },
    );
  };
  return (
    <div className={styles.file}>
      <Button onClick={() => input.current?.click()}>{label}…</Button>
      <span className={chosen ? '' : 'muted'}>{chosen?.name ?? words}</span>
      <input
        ref={input}
        type="file"
        accept=".pem,.crt,.cer,.key,.pfx,.p12,.txt"
        aria-label={`${label} file`}
        hidden
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function asBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
