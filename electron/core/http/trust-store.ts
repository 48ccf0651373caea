import * as tls from 'node:tls';

/** What an engine trusts now. */
export interface Trust {
  readonly context: tls.SecureContext;
  /** Goes up when what is trusted or shown changes: a connection made before is not taken for a call after it. */
  readonly generation: number;
  /** The settings for one host: with our certificate, where it wants one. */
  contextFor(host: string): tls.SecureContext;
  /** Whether we show a certificate to a host. */
  hasIdentity(host: string): boolean;
}

/** A certificate of ours with its key, in either of the two forms that vendors give out. */
export interface ClientIdentity {
  /** Changes when the certificate does. */
  readonly id: string;
  readonly cert: string | null;
  readonly key: string | null;
  readonly pfx: Buffer | null;
  readonly passphrase: string;
}

/** By `host:port`. */
export type ClientIdentities = () => ReadonlyMap<string, ClientIdentity>;

/** Certificates (PEM) of further authorities; a function is asked before every connection. */
export type ExtraAuthorities = string | readonly string[] | (() => readonly string[]) | undefined;

/**
 * Makes the TLS settings of an engine: the authorities that come with the runtime, those of the operating system
 * where the runtime can read them (Node 22.15 and newer), and the caller's own. Built on first use and kept until the
 * caller's own change, because reading several hundred certificates takes tens of milliseconds.
 */
export function createTrustStore(extra: ExtraAuthorities, identities: ClientIdentities = () => new Map()): () => Trust {
  let trust: Trust | null = null;
  let builtFrom: string | null = null;
  return () => {
    const own = ownAuthorities(extra);
    const ours = identities();
    const identity = [...own, ...[...ours].map(([host, { id }]) => `${host} ${id}`)].join('\n');
    if (trust === null || identity !== builtFrom) {
      const common: tls.SecureContextOptions = { ca: [...builtInAuthorities(), ...own], minVersion: 'TLSv1.2' };
      const context = tls.createSecureContext(common);
      const contexts = new Map<string, tls.SecureContext>();
      trust = {
        context,
        generation: (trust?.generation ?? 0) + 1,
        hasIdentity: (host) => ours.has(host),
        contextFor: (host) => {
          const found = ours.get(host);
          if (!found) return context;
          const made = contexts.get(host) ?? tls.createSecureContext({ ...common, ...optionsOf(found) });
          contexts.set(host, made);
          return made;
        },
      };
      builtFrom = identity;
    }
    return trust;
  };
}

/** What TLS takes of a certificate of ours. */
export function optionsOf({ cert, key, pfx, passphrase }: Omit<ClientIdentity, 'id'>): tls.SecureContextOptions {
  return {
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
    ...(pfx === null ? {} : { pfx }),
    ...(passphrase === '' ? {} : { passphrase }),
  };
}

function ownAuthorities(extra: ExtraAuthorities): readonly string[] {
  if (typeof extra === 'function') return extra();
  return extra === undefined ? [] : typeof extra === 'string' ? [extra] : extra;
}

function builtInAuthorities(): Set<string> {
  // Absent on Node 20, which is why its type is widened here.
  const read = (tls as { getCACertificates?: (kind: 'default' | 'system') => string[] }).getCACertificates;
  return new Set(read ? [...read('default'), ...read('system')] : tls.rootCertificates);
}
