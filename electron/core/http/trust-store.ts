import * as tls from 'node:tls';

/**
 * Makes the TLS settings of an engine: the authorities that come with the runtime, those of the operating system
 * where the runtime can read them (Node 22.15 and newer), and the caller's own. Built on first use and kept, because
 * reading several hundred certificates takes tens of milliseconds.
 */
export function createTrustStore(extra: string | readonly string[] | undefined): () => tls.SecureContext {
  let context: tls.SecureContext | null = null;
  return () => {
    context ??= tls.createSecureContext({ ca: [...collectAuthorities(extra)], minVersion: 'TLSv1.2' });
    return context;
  };
}

function collectAuthorities(extra: string | readonly string[] | undefined): Set<string> {
  const own = extra === undefined ? [] : typeof extra === 'string' ? [extra] : extra;
  // Absent on Node 20, which is why its type is widened here.
  const read = (tls as { getCACertificates?: (kind: 'default' | 'system') => string[] }).getCACertificates;
  if (!read) return new Set([...tls.rootCertificates, ...own]);
  return new Set([...read('default'), ...read('system'), ...own]);
}
