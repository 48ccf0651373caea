import type { FailureCause, FailurePhase } from './http-types.ts';

/** The code of an error; of the first attempt, when several addresses were tried (`AggregateError`). */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, errors, name, message } = error as { code?: unknown; errors?: unknown; name?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  // The parser of undici 7 leaves its code out; what it says is a text.
  if (name === 'HTTPParserError') return /\bEOF\b/i.test(String(message)) ? 'HPE_INVALID_EOF_STATE' : 'HPE_INVALID';
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : null;
}

const socketCauses: { readonly [code: string]: FailureCause } = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'connect_timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
};

// The codes are OpenSSL's verification results (X509_V_ERR_…) as Node names them.
const certificateCauses: { readonly [code: string]: FailureCause } = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
  CERT_UNTRUSTED: 'tls_untrusted',
  CERT_REJECTED: 'tls_untrusted',
  CERT_REVOKED: 'tls_untrusted',
  CERT_SIGNATURE_FAILURE: 'tls_untrusted',
  CERT_CHAIN_TOO_LONG: 'tls_untrusted',
  INVALID_CA: 'tls_untrusted',
  INVALID_PURPOSE: 'tls_untrusted',
  PATH_LENGTH_EXCEEDED: 'tls_untrusted',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_hostname',
  HOSTNAME_MISMATCH: 'tls_hostname',
};

/** The alerts of a server about a certificate of ours (RFC 8446 section 6.2). */
export const isAboutOurCertificate = (code: string | null): boolean =>
  code !== null &&
  /^ERR_SSL_.*ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|NO_CERTIFICATE)/.test(
    code,
  );

/** Why a connection could not be made, from the error and the phase it came in. */
export function causeOfConnectError(error: unknown, phase: FailurePhase): FailureCause {
  const code = codeOf(error);
  if (code === null) return 'unknown';
  if (phase === 'dns') return code === 'ENOTFOUND' || code === 'ENODATA' ? 'name_not_found' : 'dns_unreachable';
  if (isAboutOurCertificate(code)) return 'client_certificate';
  const known = certificateCauses[code] ?? socketCauses[code];
  if (known) return known;
  return phase === 'tls' || code.startsWith('ERR_SSL_') || code === 'EPROTO' ? 'tls_protocol' : 'unknown';
}

/** Whether the server answered with 101, which nobody asked for: undici 7 then closes the connection with these words. */
export const isInterim = (error: unknown): boolean =>
  /^bad (?:response|upgrade)$/.test(String((error as { message?: unknown } | null)?.message));

/** Why an exchange broke after the connection was ready: `wait` is before the headers, `download` after them. */
export function causeOfExchangeError(error: unknown, phase: 'send' | 'wait' | 'download'): FailureCause {
  const code = codeOf(error);
  if (code === null) return 'unknown';
  // With TLS 1.3 a server judges our certificate when the connection is ready already.
  if (isAboutOurCertificate(code)) return 'client_certificate';
  // The parser asserts that a status is at least 100, and gives up on a change of protocol that was not asked for.
  if (phase !== 'download' && (code === 'ERR_ASSERTION' || isInterim(error))) return 'not_http';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'headers_too_large';
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || code === 'HPE_INVALID_EOF_STATE') {
    return phase === 'download' ? 'body_truncated' : 'not_http';
  }
  if (code.startsWith('HPE_')) return phase === 'download' ? 'bad_framing' : 'not_http';
  if (code === 'ERR_HTTP2_ERROR' || code === 'ERR_HTTP2_SESSION_ERROR') return 'not_http';
  const wasCut = code === 'UND_ERR_SOCKET' || code === 'UND_ERR_INFO' || code.startsWith('ERR_HTTP2_') || socketCauses[code] === 'reset';
  if (wasCut) return phase === 'download' ? 'body_truncated' : 'reset';
  return socketCauses[code] ?? 'unknown';
}
