import * as tls from 'node:tls';

/** What an engine trusts now. */
export interface Trust {
  readonly context: tls.SecureContext;
  /** Goes up when what is trusted changes: a connection made before is not taken for a call after it. */
  readonly generation: number;
}

/** Certificates (PEM) of further authorities; a function is asked before every connection. */
export type ExtraAuthorities = string | readonly string[] | (() => readonly string[]) | undefined;

/**
 * Makes the TLS settings of an engine: the authorities that come with the runtime, those of the operating system
 * where the runtime can read them (Node 22.15 and newer), and the caller's own. Built on first use and kept until the
 * caller's own change, because reading several hundred certificates takes tens of milliseconds.
 */
export function createTrustStore(extra: ExtraAuthorities): () => Trust {
  let trust: Trust | null = null;
  let builtFrom: string | null = null;
  return () => {
    const own = ownAuthorities(extra);
    const identity = own.join('\n');
    if (trust === null || identity !== builtFrom) {
      const context = tls.createSecureContext({ ca: [...builtInAuthorities(), ...own], minVersion: 'TLSv1.2' });
      trust = { context, generation: (trust?.generation ?? 0) + 1 };
      builtFrom = identity;
    }
    return trust;
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
