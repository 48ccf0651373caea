import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ClientCertificate } from '../../../shared/contract/requests.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { optionsOf } from '../http/trust-store.ts';
import { readCertificates } from '../settings/authorities.ts';

interface Row {
  readonly id: string;
  readonly host: string;
  readonly name: string;
  readonly issuer: string;
  readonly fingerprint: string;
  readonly validFrom: number;
  readonly validTo: number;
}

const select = 'SELECT id, host, name, issuer, fingerprint, valid_from AS validFrom, valid_to AS validTo FROM client_certificates';

/** The certificates that we show, by host. */
export function listClientCertificates({ db, clientKeys, keychain }: Engine): ClientCertificate[] {
  return db
    .all<Row>(`${select} ORDER BY host`)
    .map((row) => ({ ...row, key: clientKeys.get(row.id) === null ? ('missing' as const) : keychain.kind }));
}

export interface NewClientCertificate {
  readonly host: string;
  readonly pem: string | null;
  readonly key: string | null;
  readonly pfx: string | null;
  readonly passphrase: string;
}

/** Shows a certificate to a host from the next call on. Its key and passphrase go to the keychain; what it is called is kept. */
export async function addClientCertificate(engine: Engine, actor: Actor, input: NewClientCertificate): Promise<ClientCertificate> {
  const { db, clock, commands, clientKeys } = engine;
  if (!/^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/.test(input.host)) {
    throw refused(`“${input.host}” is not a host.`, 'Write it like api.example.com, with :8443 when it is not port 443.', 'host');
  }
  const kept = {
    cert: input.pem,
    // One file often has both.
    key: input.key ?? (input.pem !== null && privateKey.test(input.pem) ? input.pem : null),
    pfx: input.pfx,
    passphrase: input.passphrase,
  };
  const certificate = readOwn(kept);
  const before = db.get<{ id: string }>('SELECT id FROM client_certificates WHERE host = ?', input.host);
  const id = before?.id ?? clock.newId();
  const row = {
    host: input.host,
    name: partsOf(certificate.subject),
    issuer: partsOf(certificate.issuer),
    fingerprint: certificate.fingerprint256,
    valid_from: Date.parse(certificate.validFrom),
    valid_to: Date.parse(certificate.validTo),
  };
  if (row.valid_to < clock.now()) {
    throw refused(`“${row.name}” has ended.`, 'Ask the vendor for the certificate that replaced it.', 'pem');
  }
  await clientKeys.set(id, kept);
  commands.run(actor, (changes) => {
    const words = `Client certificate “${row.name}” for ${input.host}`;
    if (before) changes.update('clientCertificate', id, row, `${words} replaced`);
    else changes.insert('clientCertificate', { id, ...row, created_at: clock.now() }, `${words} added`);
  });
  const made = listClientCertificates(engine).find((one) => one.id === id);
  if (!made) throw new Error('the client certificate that was just kept is not there');
  return made;
}

/** Takes it away with its key: it cannot be taken back, so it is a note beside. */
export async function removeClientCertificate(engine: Engine, actor: Actor, id: string): Promise<void> {
  const row = engine.db.get<Row>(`${select} WHERE id = ?`, id);
  if (!row) return;
  await engine.clientKeys.remove(id);
  engine.commands.run(actor, (changes) =>
    changes.remove('clientCertificate', id, `Client certificate “${row.name}” for ${row.host} removed, with its key`),
  );
}

const privateKey = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|-----BEGIN ENCRYPTED PRIVATE KEY-----/;

/** The certificate in what was given; faults when TLS would not take it together with its key. */
function readOwn(given: { cert: string | null; key: string | null; pfx: string | null; passphrase: string }): X509Certificate {
  if ((given.cert === null) === (given.pfx === null)) {
    throw refused('There is no certificate, or two kinds of one.', 'Choose a PEM file with its key, or one PFX file.', 'pem');
  }
  if (given.cert !== null && given.key === null) {
    throw refused('The certificate comes without its private key.', 'Choose the file with the key too.', 'key');
  }
  let context: SecureContext;
  try {
    context = createSecureContext(optionsOf({ ...given, pfx: given.pfx === null ? null : Buffer.from(given.pfx, 'base64') }));
  } catch (error) {
    throw asRefusal(error, given.passphrase !== '');
  }
  // Node reads a PFX for TLS only; the handle of the context has the certificate that was in it.
  const der = (context.context as { getCertificate?: () => Buffer | null }).getCertificate?.();
  if (der) return new X509Certificate(der);
  const [first] =
    given.cert === null
      ? []
      : readCertificates(given.cert.replaceAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, ''));
  if (!first) throw refused('There is no certificate in this file.', 'Choose the file that the vendor gave you.', 'pem');
  return first;
}

function asRefusal(error: unknown, hadPassphrase: boolean): Fault {
  const words = `${(error as { code?: string }).code ?? ''} ${(error as Error).message}`;
  if (/mac verify|bad decrypt|bad password|empty password|interrupted or cancelled|processing error|bad pass/i.test(words)) {
    return hadPassphrase
      ? refused('The passphrase does not open the key.', 'Enter the one that came with the file.', 'passphrase')
      : refused('The key is locked with a passphrase.', 'Enter the one that came with the file.', 'passphrase');
  }
  if (/key values mismatch/i.test(words)) return refused('The key does not belong to this certificate.', 'Choose its own key.', 'key');
  return refused('The certificate or its key cannot be read.', 'Export it again, as PEM or as PFX (PKCS #12).', 'pem');
}

const refused = (happened: string, remedy: string, path: string): Fault =>
  new Fault('bad_input', { happened, remedy: `${remedy} Nothing was kept.`, place: { path } });

/** "Acme, Acme GmbH" out of the lines "CN=…" and "O=…". */
function partsOf(name: string): string {
  const values = name.split('\n').flatMap((line) => /^(?:CN|O)=(.*)$/.exec(line)?.[1] ?? []);
  return [...new Set(values)].join(', ') || name.replaceAll('\n', ', ') || 'unnamed';
}
