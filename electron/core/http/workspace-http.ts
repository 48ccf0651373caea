import type { Secrets } from '../credentials/secrets.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ClientKeys } from '../keychain/client-keys.ts';
import { trustedPem } from '../settings/authorities.ts';
import { proxySecret } from '../credentials/secrets.ts';
import { readSettings } from '../settings/store.ts';
import { createProxyFinder } from './find-proxy.ts';
import type { HttpEngineOptions } from './http-engine.ts';
import type { AskSystemProxy } from './system-proxy.ts';
import type { TlsFacts } from './http-types.ts';
import type { ClientIdentity } from './trust-store.ts';

export interface WorkspaceHttpTools {
  readonly db: Reader;
  readonly secrets: Secrets;
  readonly certificates: ClientKeys;
  /** Asks the operating system which proxy an origin has, where that can be asked. */
  readonly systemProxy?: AskSystemProxy | undefined;
  /** Told of the certificate of every host that a connection was made to. */
  readonly onCertificate?: (host: string, facts: TlsFacts) => void;
}

/** What the HTTP engine of a workspace goes by: its proxy, its authorities, our certificates. Read for every call, so that a change holds at once. */
export function workspaceHttpOptions({ db, secrets, certificates, systemProxy, onCertificate }: WorkspaceHttpTools): HttpEngineOptions {
  return {
    ca: () => trustedPem(db),
    proxyUrl: createProxyFinder({
      settings: () => readSettings(db).proxy,
      password: () => secrets.get(proxySecret),
      authorities: () => trustedPem(db),
      env: process.env,
      system: systemProxy,
    }),
    clientIdentities: () => identitiesOf(db, certificates),
    ...(onCertificate ? { onCertificate } : {}),
  };
}

function identitiesOf(db: Reader, certificates: ClientKeys): ReadonlyMap<string, ClientIdentity> {
  const rows = db.all<{ id: string; host: string; fingerprint: string }>('SELECT id, host, fingerprint FROM client_certificates');
  return new Map(
    rows.flatMap(({ id, host, fingerprint }): [string, ClientIdentity][] => {
      const kept = certificates.get(id);
      if (!kept) return [];
      const { cert, key, pfx, passphrase } = kept;
      const identity = { id: `${id} ${fingerprint}`, cert, key, pfx: pfx === null ? null : Buffer.from(pfx, 'base64'), passphrase };
      return [[host.includes(':') ? host : `${host}:443`, identity]];
    }),
  );
}
