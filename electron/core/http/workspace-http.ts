import { chooseProxy } from '../../../shared/domain/proxy-choice.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Reader } from '../db/sqlite.ts';
import { trustedPem } from '../settings/authorities.ts';
import { proxySecret } from '../settings/service.ts';
import { readSettings } from '../settings/store.ts';
import type { HttpEngineOptions } from './http-engine.ts';
import type { TlsFacts } from './http-types.ts';

export interface WorkspaceHttpTools {
  readonly db: Reader;
  readonly secrets: Secrets;
  /** Told of the certificate of every host that a connection was made to. */
  readonly onCertificate?: (host: string, facts: TlsFacts) => void;
}

/** What the HTTP engine of a workspace goes by: its proxy, its authorities. Read for every call, so that a change holds at once. */
export function workspaceHttpOptions({ db, secrets, onCertificate }: WorkspaceHttpTools): HttpEngineOptions {
  return {
    ca: () => trustedPem(db),
    proxyUrl: (address) => Promise.resolve(chooseProxy(address, readSettings(db).proxy, secrets.get(proxySecret), process.env)),
    ...(onCertificate ? { onCertificate } : {}),
  };
}
